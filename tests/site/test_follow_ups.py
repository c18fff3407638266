"""What readers are told has become of a recommendation, between editions too, and what they are never told."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from briefs.desk.models import FollowUp, Recommendation, RecommendationLineage
from briefs.record.models import Edition
from briefs.renditions.words import day_words
from tests.factories import ActorFactory, BriefFactory, ClaimFactory, RecommendationFactory, published
from tests.follow_ups import mend, public_recommendation, recorded, told
from tests.record.test_visibility import second_edition

pytestmark = pytest.mark.django_db

CANARY = "Zqcanaryqz"


def read(client: Client, address: str) -> str:
    """The text of a page, its tags gone."""
    response = client.get(address)
    assert response.status_code == 200
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def page_of(client: Client, item: Recommendation) -> str:
    return read(client, f"/recommendations/{item.key}/")


def everywhere(item: Recommendation) -> list[str]:
    """Every page that tells the state of a recommendation as it is now."""
    addressee = item.addressees.get()
    return [f"/recommendations/{item.key}/", "/recommendations/", f"/actors/{addressee.slug}/"]


def test_answer_published_on_its_own_is_the_state_on_every_page_but_the_edition(client: Client) -> None:
    item = public_recommendation()
    told(recorded(item, note="They wrote back."))

    for address in everywhere(item):
        assert "Accepted 4 May 2026" in read(client, address), address
    claim = item.claims.get()
    assert "Accepted, 4 May 2026" in read(client, f"/claims/{claim.key}/")
    assert "They wrote back." in page_of(client, item)
    brief = read(client, f"/briefs/{item.placements.get().brief.slug}/")
    assert "Accepted" not in brief
    today = day_words(timezone.localdate())
    assert f"is told as of {today}, when this edition was published; each one’s page has what came since." in brief


def test_answered_recommendation_no_longer_waits_on_the_front_page(client: Client) -> None:
    asked_on = timezone.localdate() - timedelta(days=94)
    item = public_recommendation(asked_on=asked_on)
    assert f"Asked on {day_words(asked_on)}, no answer recorded for 94 days" in read(client, "/")

    told(recorded(item))

    assert "no answer recorded" not in read(client, "/")


def test_silence_is_told_with_its_days_on_every_page(client: Client) -> None:
    asked_on = timezone.localdate() - timedelta(days=94)
    item = public_recommendation(asked_on=asked_on)
    told(recorded(item, status="no response", dated=timezone.localdate()))

    for address in everywhere(item):
        assert f"Asked on {day_words(asked_on)}, no answer recorded for 94 days" in read(client, address), address


def test_silence_after_an_answer_does_not_deny_the_answer(client: Client) -> None:
    item = public_recommendation(asked_on=timezone.localdate() - timedelta(days=94))
    told(recorded(item))
    told(recorded(item, status="no response", dated=timezone.localdate()))

    for address in everywhere(item):
        assert "no answer recorded" not in read(client, address), address
        assert f"No response {day_words(timezone.localdate())}" in read(client, address), address
    assert client.get(f"/api/v1/recommendations/{item.key}").json()["silent_since"] is None


def test_unpublished_answer_is_told_nowhere(client: Client) -> None:
    item = public_recommendation()
    known = recorded(item)
    told(known)
    mend(known, note=CANARY, status="rejected")
    recorded(item, status="overtaken by events", note=CANARY)
    FollowUp.objects.create(recommendation=item, status="acknowledged", dated="2026-05-05", note=CANARY)

    for address in [*everywhere(item), "/", f"/api/v1/recommendations/{item.key}", "/api/v1/recommendations"]:
        body = client.get(address).content.decode()
        for word in (CANARY, "ejected", "vertaken", "cknowledged"):
            assert word not in body, (address, word)


def test_proof_stands_on_the_page_though_no_edition_holds_it(client: Client) -> None:
    claim = ClaimFactory(key="elsewhere", statement="The court upheld it.")
    item = public_recommendation()
    told(recorded(item, status="implemented", claim=claim))

    html = client.get(f"/recommendations/{item.key}/").content.decode()

    assert "Shown by: The court upheld it." in html
    assert "A court upheld the closure of the outlet." in html
    assert "/claims/elsewhere/" not in html
    for address in set(re.findall(r'href="(/[^"#]*)"', html)):
        if not address.startswith("/static/"):
            assert client.get(address).status_code == 200, address


def test_next_edition_takes_the_answer_up_and_it_stands_once(client: Client) -> None:
    item = public_recommendation()
    told(recorded(item, note="They wrote back."))
    assert page_of(client, item).count("They wrote back.") == 1

    second_edition(Edition.objects.get())

    assert page_of(client, item).count("They wrote back.") == 1
    assert "Accepted" in read(client, f"/briefs/{item.placements.get().brief.slug}/")


def test_corrected_answer_shows_what_it_read_before(client: Client) -> None:
    item = RecommendationFactory()
    follow_up = recorded(item, note="They agreed.")
    published(BriefFactory(recommendations=[item]))
    mend(follow_up, status="rejected", note="They declined.")

    told(follow_up)

    html = page_of(client, item)
    today = day_words(timezone.localdate())
    assert f"Corrected on {today}. Before, it read: Accepted, 4 May 2026 – They agreed." in html
    assert html.count("4 May 2026 Rejected") == 1
    assert "4 May 2026 Accepted" not in html


def link(later: Recommendation, relation: str, earlier: Recommendation) -> None:
    RecommendationLineage.objects.create(later=later, relation=relation, earlier=earlier)


def test_line_is_told_in_both_directions_each_with_its_state(client: Client) -> None:
    first, middle, last = (RecommendationFactory(text=f"Ask {name}.") for name in ("one", "two", "three"))
    link(middle, "narrows", first)
    link(last, "strengthens", middle)
    published(BriefFactory(recommendations=[first, middle, last]))
    told(recorded(first))

    html = page_of(client, last)

    assert "Ask two. Strengthened by this one No answer recorded yet" in html
    assert "Ask one. Narrowed by “Ask two.” Accepted, 4 May 2026" in html
    assert "Ask three. Strengthens “Ask two.” No answer recorded yet" in page_of(client, first)
    assert "Before and since" not in page_of(client, public_recommendation())


def test_others_who_ask_the_same_are_named(client: Client) -> None:
    league, council = ActorFactory(name="The League"), ActorFactory(name="The Council")
    own = RecommendationFactory(text="Ours.")
    same = RecommendationFactory(text="Theirs.", proposed_by=league)
    further = RecommendationFactory(text="Theirs as well.", proposed_by=council)
    apart = RecommendationFactory(text="Something else.", proposed_by=council)
    link(own, "reiterates", same)
    link(further, "reiterates", same)
    link(apart, "replaces", same)
    published(BriefFactory(recommendations=[own, same, further, apart]))

    def asking(item: Recommendation) -> str:
        return page_of(client, item).partition("Also asked by")[2].partition("Before and since")[0]

    assert "The League : Theirs." in asking(own)
    assert "The Council : Theirs as well." in asking(own)
    assert "Something else." not in asking(own)
    assert "Ours." not in asking(same)
    assert "The Council : Theirs as well." in asking(same)
    assert asking(apart) == ""


def test_page_takes_three_queries_whatever_hangs_on_it(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    items: list[Any] = [RecommendationFactory(proposed_by=ActorFactory()) for _ in range(4)]
    for later, earlier in zip(items[1:], items, strict=False):
        link(later, "reiterates", earlier)
    published(BriefFactory(recommendations=items))
    for item in items:
        told(recorded(item, status="implemented", claim=ClaimFactory()))

    with django_assert_num_queries(3):
        page_of(client, items[0])
    with django_assert_num_queries(3):
        read(client, "/recommendations/")
