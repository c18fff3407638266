"""The newest acts of the desk in sentences; what one act wrote is one line."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from briefs.admin.act_page import address_of
from briefs.desk.models import Event

SHOWN = 12
READ = 10 * SHOWN
Kind = Event.Kind
WORDS = {
    Kind.ADDED: ("added", ""),
    Kind.CHANGED: ("changed", ""),
    Kind.DELETED: ("deleted", ""),
    Kind.SUBMITTED: ("sent", "to review"),
    Kind.RETURNED: ("returned", "to its author"),
    Kind.APPROVED: ("approved", ""),
    Kind.PUBLISHED: ("published", ""),
    Kind.SCHEDULED: ("scheduled", ""),
    Kind.UNSCHEDULED: ("undid the schedule of", ""),
    Kind.WITHDRAWN: ("withdrew", ""),
    Kind.NOTE_MENDED: ("mended a note of", ""),
    Kind.COMMENTED: ("commented on", ""),
    Kind.RESOLVED: ("resolved a comment on", ""),
    Kind.REOPENED: ("reopened", "for a new edition"),
    Kind.STANDS: ("said that", "stands"),
    Kind.FOLLOW_UP_RECORDED: ("recorded the", ""),
    Kind.FOLLOW_UP_PUBLISHED: ("published the", ""),
}
"""What stands before and after the name of what it was done to."""

PLAIN = {Kind.ADDED: 1, Kind.CHANGED: 2, Kind.DELETED: 0}
NOUNS = {"followup": "follow-up"}


@dataclass(frozen=True)
class Act:
    """What somebody did in one go, told by its weightiest event; ``more`` counts the others, ``page`` shows all."""

    page: str
    who: str
    words: str
    name: str
    url: str
    after: str
    when: datetime
    more: int


def recent_acts() -> list[Act]:
    """The newest acts, newest first. One query."""
    acts: dict[Any, list[Event]] = {}
    for event in Event.objects.select_related("by").order_by("-happened_at", "-pk")[:READ]:
        acts.setdefault(event.act, []).append(event)
    return [_told(events) for events in list(acts.values())[:SHOWN]]


def _told(events: list[Event]) -> Act:
    weightiest = min(events, key=lambda event: PLAIN.get(Kind(event.kind), -1))
    before, after = WORDS[Kind(weightiest.kind)]
    return Act(
        page=reverse("admin:act", args=[weightiest.act]),
        who=weightiest.by.get_username() if weightiest.by else "The seeds",
        words=f"{before} {NOUNS.get(weightiest.noun, weightiest.noun)}",
        name=weightiest.name,
        url=address_of(weightiest),
        after=after,
        when=weightiest.happened_at,
        more=len({(event.noun, event.object_id) for event in events}) - 1,
    )
