"""What a brief's state is called: a published one may still wait for its moment, or have been withdrawn since."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from briefs.desk.models import Brief
from briefs.publishing.editions.scheduling import moment_words
from briefs.record.models import Edition, Withdrawal


@dataclass(frozen=True)
class Standing:
    """The name of a badge and its words, computed from a brief's state and its newest edition that goes out."""

    name: str
    words: str


def standing_of(state: str, *, live_from: datetime | None, zone: str, is_withdrawn: bool) -> Standing:
    """How a brief stands; the last three are those of its newest edition, if there is one."""
    if state == Brief.State.PUBLISHED and live_from is not None:
        if live_from > timezone.now():
            return Standing("scheduled", f"Scheduled for {moment_words(live_from, zone)}")
        if is_withdrawn:
            return Standing("withdrawn", "Withdrawn")
    return Standing(state.replace(" ", "-"), state.capitalize())


def with_newest_edition(rows: QuerySet[Brief]) -> QuerySet[Brief]:
    """The briefs with what ``standing_of_row`` reads; no query more."""
    newest = Edition.objects.going_out().filter(brief=OuterRef("pk")).order_by("-number")
    return rows.annotate(newest_pk=Subquery(newest.values("pk")[:1])).annotate(
        newest_from=Subquery(newest.values("live_from")[:1]),
        newest_zone=Subquery(newest.values("embargo__zone")[:1]),
        newest_withdrawn=Exists(Withdrawal.objects.filter(edition=OuterRef("newest_pk"))),
    )


def standing_of_row(brief: Any) -> Standing:
    """How a brief read by ``with_newest_edition`` stands."""
    return standing_of(
        brief.state, live_from=brief.newest_from, zone=brief.newest_zone or "", is_withdrawn=brief.newest_withdrawn
    )
