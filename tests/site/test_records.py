import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.document_parts import MINISTRY, claim, evidence, recommendation
from tests.documents import sample_document
from tests.publications import publish_document

pytestmark = pytest.mark.django_db


def publish_briefs(*numbers: int, **changes: Any) -> None:
    """So many briefs that share all their claims, articles, actors and terms."""
    for number in numbers:
        when = datetime(2026, 1, number, tzinfo=UTC)
        publish_document(sample_document(slug=f"brief-{number}", title=f"Brief {number}", live_from=when, **changes))


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 4),
        ("/claims/", 2),
        ("/claims/law/", 4),
        ("/recommendations/", 3),
        ("/recommendations/fund/", 3),
        ("/articles/", 2),
        ("/articles/ledger-2024-law/", 1),
        ("/actors/european-union/", 2),
        ("/topics/media-freedom/", 1),
        ("/countries/kg/", 1),
        ("/about/", 0),
        ("/about/components/", 0),
        ("/robots.txt", 0),
    ],
)
def test_pages_take_the_same_queries_for_one_brief_and_for_three(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    publish_briefs(1)
    with django_assert_num_queries(queries):
        page(client, address)
    publish_briefs(2, 3)
    with django_assert_num_queries(queries):
        page(client, address)


@pytest.mark.parametrize("key", ["watch/appeal:2025", "a.b:c#d$e%f&g-h+i?j<k>l~m/n", "кыргыз-ө", "a/editions/b"])
def test_keys_with_odd_characters_have_working_addresses(client: Client, key: str) -> None:
    publish_briefs(
        1, claims=(claim(1, key, "An odd key."),), recommendations=(recommendation(key, "Ask.", claims=(key,)),)
    )
    for name in ("claim", "recommendation"):
        address = reverse(f"site:{name}", kwargs={"key": key})
        assert client.get(address).status_code == 200
        assert f'href="{address.replace("&", "&amp;")}"' in page(client, f"/{name}s/")


def test_claim_shows_every_brief_that_makes_it_and_what_rests_on_it(client: Client) -> None:
    publish_briefs(1, 2)
    html = page(client, "/claims/law/")
    assert 'href="/briefs/brief-1/#claim-1"' in html
    assert 'href="/briefs/brief-2/#claim-1"' in html
    assert html.count("Open a formal review of trade preferences") == 1
    assert "Condemn the imprisonments" not in html


@pytest.mark.parametrize("written", [(1, 2), (2, 1)])
def test_wording_that_went_live_last_wins_wherever_two_briefs_hold_one_key(
    client: Client, written: tuple[int, int]
) -> None:
    demands = {1: "The older demand.", 2: "The newer demand."}
    for number in written:
        publish_briefs(number, recommendations=(recommendation("review", demands[number]),))
    for address in ("/", "/claims/law/", "/actors/european-union/", "/recommendations/review/", "/recommendations/"):
        html = page(client, address)
        assert (address, "The newer demand." in html, "The older demand." in html) == (address, True, False)


def test_claim_worded_otherwise_in_another_brief_says_so(client: Client) -> None:
    publish_briefs(1, claims=(claim(1, "law", "The older wording."),), recommendations=())
    publish_briefs(2)
    assert "Worded there: The older wording." in page(client, "/claims/law/")


def test_recommendation_shows_answers_and_the_claims_it_rests_on(client: Client) -> None:
    publish_briefs(1)
    html = page(client, "/recommendations/fund/")
    assert "1 February 2026" in html
    assert "The Commission wrote back." in html
    assert 'href="/claims/vote:2024/"' in html
    silent = page(client, "/recommendations/review/")
    assert "Nobody has answered yet, as far as we know." in silent
    assert '<a href="/recommendations/review-2024/">Review the register.</a>' in silent
    assert "Strengthened by this one" in silent


def test_article_shows_only_what_is_cited_of_it(client: Client) -> None:
    publish_briefs(1)
    html = page(client, "/articles/unsigned-analysis/")
    assert html.count("Observers call the timing") == 2
    for never in ("After a short debate", "Observers objected", "No byline</a>"):
        assert never not in html
    assert "None; the name above is ours" in html
    assert "Undated" in html


def test_actor_page_holds_what_is_asked_said_and_published(client: Client) -> None:
    publish_briefs(1, 2)
    union = page(client, "/actors/european-union/")
    assert union.count("Fund independent newsrooms") == 1
    assert "Support for independent media" in union
    watch = page(client, "/actors/civic-watch/")
    assert watch.count("Condemn the imprisonments in public.") == 1
    assert 'href="/articles/watch/appeal:2025/"' in watch
    assert 'href="/claims/closures/"' in watch


def test_actor_page_says_of_each_claim_what_the_actors_words_do_to_it(client: Client) -> None:
    denial = evidence(stance="disputes", modality="denied", attributed_to=MINISTRY, exact="Not so.")
    report = evidence(modality="reported", attributed_to=MINISTRY, paragraph=7)
    publish_briefs(1, claims=(claim(1, "law", "The older one.", evidence=(report,)),), recommendations=())
    publish_briefs(2, claims=(claim(1, "law", "The law stands.", evidence=(denial, report, denial)),))
    html = page(client, "/actors/ministry-of-culture/")
    said = html.split('id="said"')[1].split("</section>")[0]
    assert re.findall(r'href="([^"]+)"|<p class="passage-head">([^<]+)<', said) == [
        ("/claims/law/", ""),
        ("", f"Disputes · denied by {MINISTRY.name}"),
        ("", f"Supports · reported, according to {MINISTRY.name}"),
    ]


def test_terms_list_their_briefs_and_claims(client: Client) -> None:
    publish_briefs(1, 2)
    topic = page(client, "/topics/elections/")
    assert topic.count("The next parliament is likely to be weaker than the last.") == 1
    assert 'href="/briefs/brief-1/"' in topic
    assert "Kyrgyzstan</h1>" in page(client, "/countries/kg/")


def test_home_leads_with_the_newest_brief_and_lists_silence(client: Client) -> None:
    assert "Nothing has been published yet" in page(client, "/")
    publish_briefs(1, 2)
    html = page(client, "/")
    assert html.index("Brief 2") < html.index("Brief 1")
    assert "<li>The register closed newsrooms.</li>" in html
    assert html.count("Open a formal review") == 1
    assert "Fund independent newsrooms" not in html
    assert "Condemn the imprisonments" not in html


@pytest.mark.parametrize("name", ["brief", "claim", "recommendation", "article"])
def test_empty_lists_say_that_they_are_empty(client: Client, name: str) -> None:
    assert 'class="empty"' in page(client, f"/{name}s/")
