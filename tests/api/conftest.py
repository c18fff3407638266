"""Editions as publishing would leave them, written straight into the record."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from briefs.desk.models import Brief
from briefs.record.indexes import index_edition
from briefs.record.models import Correction, Edition, Withdrawal
from tests.documents import sample_document

LIVE = datetime(2025, 12, 3, 9, 30, tzinfo=UTC)


def publish(slug: str = "after-the-register", **changes: Any) -> Edition:
    """The next edition of a brief with the sample's parts, and what ``changes`` lays over them."""
    user, _ = get_user_model().objects.get_or_create(username="publisher")
    brief, _ = Brief.objects.get_or_create(slug=slug, defaults={"title": slug})
    previous = Edition.objects.filter(brief=brief).order_by("-number").first()
    number = previous.number + 1 if previous else 1
    chain = {"edition": number, "previous_sha256": previous.sha256 if previous else None}
    document = sample_document(**{"slug": slug, "live_from": LIVE + timedelta(days=number), **chain, **changes})
    edition = Edition.objects.create(
        brief=brief,
        slug=slug,
        number=number,
        language=document.language,
        title=document.title,
        summary=document.summary,
        live_from=document.live_from,
        published_at=document.live_from,
        published_by=user,
        update_type=document.update_type,
        change_note=document.change_note,
        document=document.canonical_json(),
        sha256=document.sha256(),
        previous_sha256=document.previous_sha256,
    )
    if document.correction:
        Correction.objects.create(edition=edition, kind=document.correction.kind, note=document.correction.note)
    index_edition(edition, document)
    return edition


def withdraw(edition: Edition, withdrawn_at: datetime | None = None) -> Withdrawal:
    """Withdraw an edition, now unless told otherwise."""
    return Withdrawal.objects.create(
        edition=edition,
        withdrawn_at=withdrawn_at or timezone.now(),
        explanation="A source was forged.",
        withdrawn_by=edition.published_by,
    )


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
