"""Where a brief stands: its state, what readers get of it, what keeps it from being published, what can be done."""

from typing import Any

from django.utils import timezone

from briefs.desk.models import Brief
from briefs.publishing import find_publish_issues
from briefs.record.models import Edition

from .acts import editions_of, open_acts
from .issues import issue_lines

STATE_WORDS = {
    Brief.State.DRAFT: "A draft. Nobody outside the desk sees it.",
    Brief.State.IN_REVIEW: "Under review. It waits for somebody who wrote none of it since the last edition.",
    Brief.State.APPROVED: "Approved as it stands: a publisher can publish it now. Any edit takes the approval back.",
    Brief.State.PUBLISHED: "Published as it stands. An edit begins the next edition.",
}
WITHDRAWN = "Withdrawn: readers are told not to rely on it. An edit begins the next edition."


def state_of(brief: Brief, user: Any) -> dict[str, Any]:
    """What the panel on top of a brief's page shows; ``brief`` is the stored one."""
    editions = list(editions_of(brief))
    now = timezone.now()
    going_out = [edition for edition in editions if not stopped(edition)]
    live = next((edition for edition in going_out if edition.live_from <= now), None)
    as_published = brief.state == Brief.State.PUBLISHED
    own = brief.state == Brief.State.IN_REVIEW and brief.edited_by_id == user.pk
    return {
        "brief": brief,
        "as_published": as_published,
        "words": WITHDRAWN if as_published and withdrawn(live) else STATE_WORDS[Brief.State(brief.state)],
        "live": live,
        "withdrawn": withdrawn(live),
        "scheduled": [edition for edition in going_out if edition.live_from > now],
        "approval": brief.approvals.select_related("approved_by").first(),
        "issues": [] if as_published else issue_lines(find_publish_issues(brief)),
        "acts": [act for act in open_acts(brief, user, going_out[:1]) if not (own and act.name == "approve")],
        "own": own and user.has_perm("briefs.approve_brief"),
    }


def stopped(edition: Edition) -> bool:
    """Whether an edition, read with its withdrawal, was withdrawn before its time: no reader ever gets it."""
    return withdrawn(edition) and edition.withdrawal.withdrawn_at < edition.live_from


def withdrawn(edition: Edition | None) -> bool:
    """Whether an edition, read with its withdrawal, was withdrawn."""
    return edition is not None and hasattr(edition, "withdrawal")
