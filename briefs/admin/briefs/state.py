"""Where a brief stands: its state, what readers get of it, what keeps it from being published, what can be done."""

from typing import Any

from django.utils import timezone

from briefs.desk.models import Brief, Event
from briefs.publishing.editions.scheduling import moment_words
from briefs.record.models import Edition

from .acts import editions_of, open_acts
from .issues import IssueLine

STATE_WORDS = {
    Brief.State.DRAFT: "A draft. Nobody outside the desk sees it.",
    Brief.State.IN_REVIEW: "Under review. It waits for somebody who wrote none of it since the last edition.",
    Brief.State.APPROVED: "Approved as it stands: a publisher can publish it now. An edit takes the approval back.",
    Brief.State.PUBLISHED: "Published as it stands. An edit begins the next edition.",
}
STANDING = {Brief.State.APPROVED, Brief.State.PUBLISHED}
OTHERS_WORK = {"approve", "publish"}
WITHDRAWN = "Withdrawn: readers are told not to rely on it. An edit begins the next edition."


def state_of(brief: Brief, user: Any, *, issues: list[IssueLine]) -> dict[str, Any]:
    """What the head of a brief's page shows; ``brief`` is the stored one, ``issues`` are what stands against it."""
    editions = list(editions_of(brief))
    now = timezone.now()
    going_out = [edition for edition in editions if not stopped(edition)]
    live = next((edition for edition in going_out if edition.live_from <= now), None)
    as_published = brief.state == Brief.State.PUBLISHED
    own = brief.edited_by_id == user.pk
    scheduled = [edition for edition in going_out if edition.live_from > now]
    acts = open_acts(brief, user, scheduled=bool(scheduled), standing=live is not None and not withdrawn(live))
    return {
        "brief": brief,
        "as_published": as_published,
        "words": WITHDRAWN if as_published and withdrawn(live) else STATE_WORDS[Brief.State(brief.state)],
        "live": live,
        "withdrawn": withdrawn(live),
        "scheduled": [(edition, schedule_words(edition)) for edition in scheduled],
        "returned": _returned(brief) if brief.state == Brief.State.DRAFT else None,
        "asked": _asked(brief) if brief.state == Brief.State.IN_REVIEW else [],
        "approval": next(iter(brief.approvals.all()), None) if brief.state in STANDING else None,
        "issues": [] if as_published else issues,
        "acts": [act for act in acts if not (own and act.name in OTHERS_WORK)],
        "own": _own_words(brief, user) if own else "",
    }


def schedule_words(edition: Edition) -> str:
    """The moment a scheduled edition, read with its embargo, goes live, on the clock it was chosen by."""
    embargo = getattr(edition, "embargo", None)
    return moment_words(edition.live_from, embargo.zone if embargo else "")


def _returned(brief: Brief) -> Event | None:
    """The event that returned the brief, if it has been a draft since; its detail is the reason."""
    moves = Event.objects.filter(noun="brief", object_id=brief.pk).select_related("by")
    last = moves.filter(kind__in=[Event.Kind.SUBMITTED, Event.Kind.RETURNED]).first()
    return last if last is not None and last.kind == Event.Kind.RETURNED else None


def _asked(brief: Brief) -> list[str]:
    return [request.asked.get_username() for request in brief.review_requests.select_related("asked")]


def _own_words(brief: Brief, user: Any) -> str:
    """Why an act that the state allows is not for whoever made the last change."""
    if brief.state == Brief.State.IN_REVIEW and user.has_perm("briefs.approve_brief"):
        return "You made its last change, so somebody else must approve it."
    if brief.state == Brief.State.APPROVED and user.has_perm("briefs.publish_brief"):
        return "You made its last change, so another publisher must publish it."
    return ""


def stopped(edition: Edition) -> bool:
    """Whether an edition, read with its withdrawal, was withdrawn before its time: no reader ever gets it."""
    return withdrawn(edition) and edition.withdrawal.withdrawn_at < edition.live_from


def withdrawn(edition: Edition | None) -> bool:
    """Whether an edition, read with its withdrawal, was withdrawn."""
    return edition is not None and hasattr(edition, "withdrawal")
