"""What readers know has become of a recommendation: an edition's follow-ups, and those published since on their own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .document import FollowUpEntry, RecommendationEntry
from .follow_up_document import FollowUpDocument
from .models import Edition, PublishedFollowUp

Published = Mapping[str, Sequence[FollowUpDocument]]


@dataclass(frozen=True, slots=True)
class ToldFollowUp:
    """A follow-up that stands. ``document`` is set when it was published on its own, and says what it corrects."""

    entry: FollowUpEntry
    document: FollowUpDocument | None = None


def published_follow_ups(keys: Iterable[str], at: datetime | None = None) -> dict[str, list[FollowUpDocument]]:
    """What was published on its own of these recommendations by that moment, oldest first. One query."""
    rows = PublishedFollowUp.objects.public(at).filter(recommendation__in=list(keys)).order_by("published_at", "pk")
    found: dict[str, list[FollowUpDocument]] = {}
    for row in rows.only("recommendation", "document"):
        found.setdefault(row.recommendation, []).append(row.parse())
    return found


def told_follow_ups(
    entry: RecommendationEntry, frozen_at: datetime, published: Iterable[FollowUpDocument]
) -> tuple[ToldFollowUp, ...]:
    """The follow-ups that stand, oldest day first, each once; ``frozen_at`` is when the entry's edition was made.

    An edition holds what was published before it was made, as the desk then had it. What came after adds to it;
    what that corrects, in the edition or among its own, no longer stands.
    """
    since = [document for document in published if document.published_at >= frozen_at]
    replaced = {document.replaces_sha256 for document in since}
    corrected = {document.corrects for document in since}
    own = [ToldFollowUp(document.entry(), document) for document in since if document.sha256() not in replaced]
    gone = corrected | {told.entry for told in own}
    frozen = [ToldFollowUp(item) for item in entry.follow_ups if item not in gone]
    return tuple(sorted([*frozen, *own], key=lambda told: told.entry.dated))


def with_follow_ups(
    entry: RecommendationEntry, frozen_at: datetime, published: Iterable[FollowUpDocument]
) -> RecommendationEntry:
    """The entry with the follow-ups that stand now, and the state the newest of them gives it."""
    entries = tuple(told.entry for told in told_follow_ups(entry, frozen_at, published))
    return entry.model_copy(update={"follow_ups": entries, "state": entries[-1].status if entries else entry.state})


def bring_up_to_date(
    entries: Iterable[tuple[RecommendationEntry, Edition]], at: datetime | None = None
) -> list[RecommendationEntry]:
    """Each entry, given with the edition that holds it, as it stands now. One query; none without an entry."""
    entries = list(entries)
    published = published_follow_ups({entry.key for entry, _ in entries}, at) if entries else {}
    return [with_follow_ups(entry, edition.published_at, published.get(entry.key, ())) for entry, edition in entries]
