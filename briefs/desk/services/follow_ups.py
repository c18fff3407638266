"""What became of a recommendation: recording an answer, and finding the recommendations nobody has answered."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from briefs.desk.models import Claim, Event, FollowUp, Recommendation

from .events import record_event


def record_follow_up(
    *, recommendation: Recommendation, status: str, dated: date, by: Any, claim: Claim | None = None, note: str = ""
) -> FollowUp:
    """Note an answer, or that there still is none, as a draft: readers see it once somebody else publishes it.

    Raises ValidationError by field: a day to come, an unknown status, “implemented” without a claim that has a
    located passage supporting it.
    """
    follow_up = FollowUp(
        recommendation=recommendation, status=status, dated=dated, claim=claim, note=note, recorded_by=by
    )
    with transaction.atomic():
        follow_up.full_clean()
        follow_up._history_user = by  # type: ignore[attr-defined]  # simple-history notes whose edit it is
        follow_up.save()
        record_event(kind=Event.Kind.FOLLOW_UP_RECORDED, on=follow_up, by=by, detail=event_detail(follow_up))
    return follow_up


def event_detail(follow_up: FollowUp) -> str:
    """Which recommendation an event about a follow-up is about, and what it says of it."""
    return f"{follow_up.recommendation}: {follow_up}"


def answers() -> QuerySet[FollowUp]:
    """Follow-ups that are an answer: all but those that note there was none."""
    return FollowUp.objects.exclude(status=FollowUp.Status.NO_RESPONSE)


def unanswered() -> QuerySet[Recommendation]:
    """Recommendations that were asked and never answered, the longest silent first, with ``silent_since``."""
    answered = answers().filter(recommendation=OuterRef("pk"))
    asked = Recommendation.objects.filter(asked_on__lte=timezone.localdate())
    return asked.exclude(Exists(answered)).annotate(silent_since=F("asked_on")).order_by("asked_on", "key")


def never_dated() -> QuerySet[Recommendation]:
    """Recommendations without a word of when they were asked, and without any follow-up: nobody counts their days."""
    return Recommendation.objects.filter(asked_on=None, follow_ups=None).order_by("key")
