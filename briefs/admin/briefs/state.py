"""Where a brief stands: its state, what readers get of it, what keeps it from being published, what can be done."""

from typing import Any

from django.utils import timezone

from briefs.desk.models import Brief, Event
from briefs.publishing.editions.scheduling import schedule_words
from briefs.record.models import Edition

from .acts import editions_of, open_acts
from .issues import IssueLine
from .standing import Standing, standing_of

STATE_WORDS = {
    Brief.State.DRAFT: "A draft. Nobody outside the desk sees it.",
    Brief.State.IN_REVIEW: "Under review. It waits for somebody who wrote none of it since the last edition.",
    Brief.State.APPROVED: "Approved as it stands: a publisher can publish it now. An edit takes the approval back.",
    Brief.State.PUBLISHED: "Published as it stands. An edit begins the next edition.",
}
STANDING = {Brief.State.APPROVED, Brief.State.PUBLISHED}
OTHERS_WORK = {"approve", "publish"}
WITHDRAWN = "Readers are told not to rely on it. An edit begins the next edition."


def state_of(brief: Brief, user: Any, *, issues: list[IssueLine]) -> dict[str, Any]:
    """What the head of a brief's page shows; ``brief`` is the stored one, ``issues`` are what stands against it."""
    editions = list(editions_of(brief))
    now = timezone.now()
    going_out = [edition for edition in editions if not edition.was_stopped]
    live = next((edition for edition in going_out if edition.live_from <= now), None)
    as_published = brief.state == Brief.State.PUBLISHED
    own = brief.edited_by_id == user.pk
    withdrawn = live is not None and live.was_withdrawn
    scheduled = [edition for edition in going_out if edition.live_from > now]
    standing = _standing(brief, going_out)
    acts = open_acts(brief, user, scheduled=bool(scheduled), standing=live is not None and not withdrawn)
    return {
        "brief": brief,
        "as_published": as_published,
        "standing": standing,
        "words": _words(standing, live, brief.state),
        "live": live,
        "withdrawn": withdrawn,
        "scheduled": [(edition, schedule_words(edition)) for edition in scheduled],
        "returned": _returned(brief) if brief.state == Brief.State.DRAFT else None,
        "reopened": _reopened(brief) if brief.state == Brief.State.DRAFT and editions else None,
        "asked": _asked(brief) if brief.state == Brief.State.IN_REVIEW else [],
        "approval": next(iter(brief.approvals.all()), None) if brief.state in STANDING else None,
        "issues": [] if as_published else issues,
        "acts": [act for act in acts if not (own and act.name in OTHERS_WORK)],
        "own": _own_words(brief, user) if own else "",
    }


def _standing(brief: Brief, going_out: list[Edition]) -> Standing:
    newest = going_out[0] if going_out else None
    return standing_of(
        brief.state,
        live_from=newest.live_from if newest else None,
        zone=newest.chosen_zone if newest else "",
        is_withdrawn=newest is not None and newest.was_withdrawn,
    )


def _words(standing: Standing, live: Edition | None, state: str) -> str:
    """What the badge means for readers and for whoever edits."""
    if standing.name == "withdrawn":
        return WITHDRAWN
    if standing.name == "scheduled":
        until = f"edition {live.number}" if live is not None and not live.was_withdrawn else "nothing of it"
        return f"Until then readers get {until}. An edit begins the edition after it."
    return STATE_WORDS[Brief.State(state)]


def _returned(brief: Brief) -> Event | None:
    """The event that returned the brief, if it has been a draft since; its detail is the reason."""
    moves = Event.objects.filter(noun="brief", object_id=brief.pk).select_related("by")
    last = moves.filter(kind__in=[Event.Kind.SUBMITTED, Event.Kind.RETURNED]).first()
    return last if last is not None and last.kind == Event.Kind.RETURNED else None


def _reopened(brief: Brief) -> Event | None:
    """The event that opened a published brief for its next edition, if nobody has edited it since."""
    kinds = [Event.Kind.REOPENED, Event.Kind.CHANGED, Event.Kind.PUBLISHED, Event.Kind.SCHEDULED]
    last = Event.objects.filter(noun="brief", object_id=brief.pk, kind__in=kinds).select_related("by").first()
    return last if last is not None and last.kind == Event.Kind.REOPENED else None


def _asked(brief: Brief) -> list[str]:
    return [request.asked.get_username() for request in brief.review_requests.select_related("asked")]


def _own_words(brief: Brief, user: Any) -> str:
    """Why an act that the state allows is not for whoever made the last change."""
    if brief.state == Brief.State.IN_REVIEW and user.has_perm("briefs.approve_brief"):
        return "You made its last change, so somebody else must approve it."
    if brief.state == Brief.State.APPROVED and user.has_perm("briefs.publish_brief"):
        return "You made its last change, so another publisher must publish it."
    return ""
