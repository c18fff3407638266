"""Editions as publishing would leave them, written straight into the record."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from briefs.record.models import Edition
from tests.documents import sample_document
from tests.publications import publish_document

LIVE = datetime(2025, 12, 3, 9, 30, tzinfo=UTC)


def publish(slug: str = "after-the-register", **changes: Any) -> Edition:
    """The next edition of a brief with the sample's parts, and what ``changes`` lays over them."""
    previous = Edition.objects.filter(slug=slug).order_by("-number").first()
    number = previous.number + 1 if previous else 1
    chain = {"edition": number, "previous_sha256": previous.sha256 if previous else None}
    document = sample_document(**{"slug": slug, "live_from": LIVE + timedelta(days=number), **chain, **changes})
    return publish_document(document)


def pages(get: Callable[..., Any], address: str) -> Iterator[list[dict[str, Any]]]:
    """The items of every page of a list, following ``next``."""
    following: str | None = address
    while following:
        response = get(following)
        assert response.status_code == 200, response.content
        yield response.json()["items"]
        following = response.json()["next"]


@pytest.fixture
def edition(db: None) -> Edition:
    """One brief with one live edition."""
    return publish()
