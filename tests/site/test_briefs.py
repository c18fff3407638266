from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from briefs.record.document import CorrectionNotice
from tests.documents import long_document, sample_document
from tests.publications import publish_document, withdraw

pytestmark = pytest.mark.django_db
BRIEF = "/briefs/after-the-register/"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("count", [1, 3, 40])
def test_brief_takes_two_queries_whatever_the_number_of_claims(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    publish_document(long_document(count))
    with django_assert_num_queries(2):
        html = page(client, BRIEF)
    assert html.count('class="claim"') == count


def test_brief_leads_from_text_to_claim_to_passage_and_back(client: Client) -> None:
    publish_document(sample_document())
    html = page(client, BRIEF)
    assert 'href="#claim-1" id="cite-body-1-1"' in html
    assert '<li class="claim" id="claim-1" value="1">' in html
    assert 'href="#cite-body-1-1"' in html
    assert "Supported by 2 independent origins, 2 articles" in html
    assert "‘The register was adopted in April 2024 by 66 votes to five.’" in html
    assert "Northern Ledger, news report, April 2024, paragraph 4" in html


def test_digest_is_labelled_and_not_set_as_a_quotation(client: Client) -> None:
    publish_document(sample_document())
    html = page(client, BRIEF)
    assert "In our words, paragraph 21 of" in html
    assert "outlet unknown, analysis, undated" in html
    assert "<p>Observers call the timing" not in html
    assert '<p class="digest" lang="en">Observers call the timing' in html


def test_third_party_demands_stand_apart_under_their_name(client: Client) -> None:
    publish_document(sample_document())
    own, reported = page(client, BRIEF).split('id="asked-by-others"')
    assert "Condemn the imprisonments" not in own.split('id="recommendations"')[1]
    assert 'Asked by <a href="/actors/civic-watch/">Civic Watch</a>' in reported


def test_live_brief_changes_with_a_new_edition_and_the_old_one_stays(client: Client) -> None:
    first = publish_document(sample_document())
    old = page(client, BRIEF)
    publish_document(
        sample_document(edition=2, title="A new title", change_note="Adds an answer.", previous_sha256=first.sha256)
    )
    new = page(client, BRIEF)
    assert "A new title</h1>" in new
    assert "Adds an answer." in new
    kept = page(client, f"{BRIEF}editions/1/")
    assert first.title in old
    assert f"{first.title}</h1>" in kept
    assert "Edition 2 has replaced it." in kept
    assert '<meta name="robots" content="noindex">' in kept


def test_edition_that_is_not_live_yet_is_not_found(client: Client) -> None:
    first = publish_document(sample_document())
    tomorrow = timezone.now().replace(microsecond=0) + timedelta(days=1)
    publish_document(sample_document(edition=2, title="Tomorrow's", live_from=tomorrow, previous_sha256=first.sha256))
    assert client.get(f"{BRIEF}editions/2/").status_code == 404
    assert "Tomorrow" not in page(client, BRIEF)


def test_withdrawn_brief_stays_with_its_notice_on_top_and_out_of_search(client: Client) -> None:
    withdraw(publish_document(sample_document()), "Its main source was retracted.")
    html = page(client, BRIEF)
    assert html.index("Its main source was retracted.") < html.index("<h1")
    assert '<meta name="robots" content="noindex">' in html
    assert "after-the-register" not in page(client, "/briefs/")


def test_correction_stands_above_the_title_of_both_editions(client: Client) -> None:
    first = publish_document(sample_document())
    note = CorrectionNotice(kind="correction", note="The vote was 66 to five.")
    publish_document(sample_document(edition=2, correction=note, previous_sha256=first.sha256))
    for address in (BRIEF, f"{BRIEF}editions/1/"):
        html = page(client, address)
        assert html.index("The vote was 66 to five.") < html.index("<h1")


def test_brief_shows_its_fingerprint_history_and_how_to_cite_it(client: Client) -> None:
    edition = publish_document(sample_document())
    html = page(client, BRIEF)
    assert f"<code>{edition.sha256}</code>" in html
    assert "http://testserver/briefs/after-the-register/editions/1/" in html
    assert "3 December 2025, 09:30 UTC" in html
    assert '<link rel="canonical" href="http://testserver/briefs/after-the-register/">' in html


def test_permalink_is_addressed_by_number(client: Client) -> None:
    publish_document(sample_document())
    address = reverse("site:edition", kwargs={"slug": "after-the-register", "number": 1})
    assert address == f"{BRIEF}editions/1/"
    for missing in ("2", "0", "9" * 30, "one"):
        assert client.get(f"{BRIEF}editions/{missing}/").status_code == 404


def test_briefs_are_listed_newest_first_in_two_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 3):
        while len(page(client, "/briefs/").split('class="item"')) - 1 < count:
            number = len(page(client, "/briefs/").split('class="item"'))
            when = datetime(2026, 1, number, tzinfo=UTC)
            publish_document(sample_document(slug=f"brief-{number}", title=f"Brief {number}", live_from=when))
        with django_assert_num_queries(2):
            html = page(client, "/briefs/")
    assert html.index("Brief 3") < html.index("Brief 2") < html.index("Brief 1")
