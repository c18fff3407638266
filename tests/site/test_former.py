"""Pages of what no live edition holds any more: they stay, and say why."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.document_parts import claim
from tests.documents import sample_document
from tests.publications import publish_document, withdraw

pytestmark = pytest.mark.django_db

FORMER = [
    "/claims/law/",
    "/recommendations/fund/",
    "/articles/ledger-2024-law/",
    "/actors/civic-watch/",
    "/topics/media-freedom/",
    "/countries/kg/",
]
LEFT_OUT = "A later edition left it out."
WITHDRAWN_ON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("address", FORMER)
def test_what_only_a_withdrawn_edition_holds_shows_its_notice_with_reason_and_date(
    client: Client, address: str
) -> None:
    withdraw(publish_document(sample_document()), "The ruling was <forged>.", WITHDRAWN_ON)
    html = page(client, address)
    assert "The ruling was &lt;forged&gt;." in html
    assert '<time class="notice-date" datetime="2026-03-09">9 March 2026</time>' in html
    assert LEFT_OUT not in html
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize("address", FORMER)
def test_what_a_later_edition_left_out_says_so(client: Client, address: str) -> None:
    first = publish_document(sample_document())
    publish_document(
        sample_document(
            edition=2,
            live_from=first.live_from + timedelta(days=1),
            previous_sha256=first.sha256,
            claims=(claim(1, "new", "A new claim.", topics=(), countries=()),),
            **dict.fromkeys(("recommendations", "articles", "actors", "topics", "countries"), ()),
        )
    )
    html = page(client, address)
    assert LEFT_OUT in html
    assert "notice-withdrawn" not in html
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize(("address", "queries"), list(zip(FORMER, (5, 4, 2, 3, 2, 2), strict=True)))
def test_notice_of_a_withdrawal_costs_no_query_of_its_own(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    withdraw(publish_document(sample_document()))
    with django_assert_num_queries(queries):
        page(client, address)


def test_what_still_stands_in_another_brief_shows_no_notice(client: Client) -> None:
    withdraw(publish_document(sample_document()))
    publish_document(sample_document(slug="another"))
    html = page(client, "/claims/law/")
    assert "notice-" not in html
    assert "noindex" not in html


def test_no_list_shows_what_was_withdrawn(client: Client) -> None:
    withdraw(publish_document(sample_document()))
    assert "No claim has been published yet." in page(client, "/claims/")


@pytest.mark.parametrize("address", FORMER)
def test_what_never_went_public_has_no_page(client: Client, address: str) -> None:
    now = timezone.now()
    publish_document(sample_document(slug="scheduled", live_from=now + timedelta(days=1)))
    stopped = publish_document(sample_document(slug="stopped", live_from=now - timedelta(days=1)))
    withdraw(stopped, at=now - timedelta(days=2))
    assert client.get(address).status_code == 404
