"""What the public rooms ask of the record. Everything here is public; nothing here reads a draft.

``at`` is a moment; None means now. Each function makes the number of queries it names.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from .models import NEWEST_FIRST, Edition, PublishedPart
from .models.editions import EditionQuerySet


def live_edition(slug: str, at: datetime | None = None) -> Edition | None:
    """The edition of a brief that readers get at that moment, with its document and notices. One query."""
    editions = Edition.objects.live(at).select_related("withdrawal", "correction")
    return editions.with_mended_notes().filter(slug=slug).first()


def public_edition(slug: str, number: int, at: datetime | None = None) -> Edition | None:
    """One numbered edition whose time has come, superseded or not. One query."""
    editions = Edition.objects.public(at).select_related("withdrawal", "correction")
    return editions.with_mended_notes().filter(slug=slug, number=number).first()


def standing_editions(at: datetime | None = None) -> EditionQuerySet:
    """The live editions that are not withdrawn, newest first, without their documents. For lists; lazy."""
    editions = Edition.objects.standing(at).select_related("correction")
    return editions.defer("document").order_by("-live_from", "-pk")


def is_withdrawn(edition: Edition, at: datetime | None = None) -> bool:
    """Whether its withdrawal has come into force. No query when the edition was read with its notices."""
    withdrawal = getattr(edition, "withdrawal", None)
    return withdrawal is not None and withdrawal.withdrawn_at <= (at or timezone.now())


def live_number(slug: str, at: datetime | None = None) -> int | None:
    """The number of the edition of a brief that readers get at that moment. One query."""
    return Edition.objects.live(at).filter(slug=slug).values_list("number", flat=True).first()


def live_keys(index: type[PublishedPart], at: datetime | None = None) -> QuerySet[Any, Any]:
    """The keys that live editions hold, each once, as rows with a ``key``. For lists; lazy."""
    return index.objects.live(at).values_list("key", named=True).order_by("key").distinct()


def live_rows(index: type[PublishedPart], keys: Iterable[str], at: datetime | None = None) -> QuerySet[Any]:
    """All live rows of these keys, by key and then the newest edition first, each with its edition. Lazy."""
    rows = index.objects.live(at).filter(key__in=keys).select_related("edition").defer("edition__document")
    return rows.order_by("key", *NEWEST_FIRST)
