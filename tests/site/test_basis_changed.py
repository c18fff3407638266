"""A recommendation says when a claim it was asked on stands otherwise in a newer edition."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from briefs.record.models import Edition
from tests.document_parts import claim, evidence, recommendation
from tests.documents import sample_document
from tests.publications import publish_document, withdraw

pytestmark = pytest.mark.django_db

ASKED = "/recommendations/ask/"
OLD, NEW = "The court upheld the closure.", "The court overturned the closure."


def publish(slug: str, statement: str, day: int, *, asks: bool = False, **changes: Any) -> Edition:
    asked = (recommendation("ask", "Ask the court.", claims=("law",)),) if asks else ()
    live_from = changes.pop("live_from", datetime(2026, 1, day, tzinfo=UTC))
    claims = (claim(1, "law", statement, **changes),)
    document = sample_document(
        slug=slug, title=f"Brief {slug}", live_from=live_from, claims=claims, recommendations=asked
    )
    return publish_document(document)


def basis(client: Client) -> tuple[bool, list[str]]:
    """Whether the page says “Basis changed”, and what the API says has."""
    page = client.get(ASKED)
    assert page.status_code == 200
    answer = json.loads(client.get("/api/v1/recommendations/ask").content)
    return "Basis changed" in page.content.decode(), answer["basis_changed"]


def test_claim_put_otherwise_by_a_newer_edition_of_another_brief_is_shown_with_the_difference(client: Client) -> None:
    publish("asks", OLD, 1, asks=True)
    assert basis(client) == (False, [])
    publish("corrects", NEW, 2)
    assert basis(client) == (True, ["law"])
    html = client.get(ASKED).content.decode()
    assert '<del><span class="diff-aloud">[removed: </span>upheld' in html
    assert '<ins><span class="diff-aloud">[added: </span>overturned' in html
    assert 'href="/briefs/corrects/editions/1/"' in html


@pytest.mark.parametrize("same", [{"number": 7}, {"topics": ()}, {"countries": ()}])
def test_another_number_or_filing_of_the_same_claim_is_no_change(client: Client, same: dict[str, Any]) -> None:
    publish("asks", OLD, 1, asks=True)
    entry = claim(1, "law", OLD).model_copy(update=same)
    live_from = datetime(2026, 1, 2, tzinfo=UTC)
    publish_document(sample_document(slug="other", live_from=live_from, claims=(entry,), recommendations=()))
    assert basis(client) == (False, [])


def test_passage_that_a_newer_edition_reads_otherwise_is_a_change(client: Client) -> None:
    publish("asks", OLD, 1, asks=True)
    publish("other", OLD, 2, evidence=(evidence(stance="disputes"),))
    assert basis(client) == (True, ["law"])


def test_older_wording_elsewhere_is_no_change(client: Client) -> None:
    publish("other", OLD, 1)
    publish("asks", NEW, 2, asks=True)
    assert basis(client) == (False, [])


def test_what_is_scheduled_or_withdrawn_is_not_shown_to_readers(client: Client) -> None:
    publish("asks", OLD, 1, asks=True)
    publish("later", NEW, 2, live_from=timezone.now() + timedelta(days=1))
    withdraw(publish("gone", NEW, 3))
    assert basis(client) == (False, [])


def test_recommendation_that_is_no_longer_live_is_not_compared(client: Client) -> None:
    withdraw(publish("asks", OLD, 1, asks=True))
    publish("corrects", NEW, 2)
    html = client.get(ASKED).content.decode()
    assert "Basis changed" not in html


def test_hostile_words_of_a_claim_are_text(client: Client) -> None:
    publish("asks", OLD, 1, asks=True)
    publish("other", "<script>alert(1)</script> & “quotes”", 2)
    html = client.get(ASKED).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script" in html


def test_page_takes_three_queries_however_many_editions_hold_the_claim(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publish("asks", OLD, 1, asks=True)
    for day in (2, 3, 4):
        publish(f"brief-{day}", NEW, day)
        with django_assert_num_queries(3):
            client.get(ASKED)
        with django_assert_num_queries(3):
            client.get("/api/v1/recommendations/ask")
