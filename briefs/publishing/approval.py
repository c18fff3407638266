"""Review: a draft is submitted, returned or approved. An approval holds for one exact content, by its hash."""

from typing import Any

from django.db import transaction

from briefs.desk.models import Approval, Brief, StaleVersion

from .content import content_of
from .draft import load_draft
from .issues import PublishIssue, PublishRefused, find_content_issues


class NotAllowed(Exception):
    """The act is not open to this person, or not in the state the brief is in. Nothing was changed."""


def submit_brief(*, brief: Brief, by: Any) -> None:
    """Send a draft to review. Raises NotAllowed, or StaleVersion when it was changed in between."""
    require(by, "briefs.change_brief", "submit a brief")
    _move(brief, to=Brief.State.IN_REVIEW, allowed={Brief.State.DRAFT}, act="submitted for review")


def return_brief(*, brief: Brief, by: Any) -> None:
    """Give a brief under review, or an approved one, back to its author as a draft."""
    require(by, "briefs.approve_brief", "return a brief")
    allowed = {Brief.State.IN_REVIEW, Brief.State.APPROVED}
    _move(brief, to=Brief.State.DRAFT, allowed=allowed, act="returned to draft")


def approve_brief(*, brief: Brief, by: Any) -> Approval:
    """Approve the exact content as it stands, by somebody who did not make its last change.

    Raises NotAllowed, StaleVersion, or PublishRefused with the list of what is wrong with the content.
    """
    require(by, "briefs.approve_brief", "approve a brief")
    with transaction.atomic():
        fresh = lock_brief(brief)
        if fresh.edited_by is None or fresh.edited_by == by:
            raise NotAllowed("Nobody approves their own draft: ask somebody who did not make its last change.")
        draft = load_draft(fresh)
        if issues := find_content_issues(draft):
            raise PublishRefused(issues)
        _move(fresh, to=Brief.State.APPROVED, allowed={Brief.State.IN_REVIEW}, act="approved")
        return Approval.objects.create(
            brief=fresh, content_sha256=content_of(draft).sha256(), approved_by=by, edited_by=fresh.edited_by
        )


def approval_issues(brief: Brief, content_sha256: str) -> list[PublishIssue]:
    """What is missing of the approval that publishing this content needs."""
    if brief.state == Brief.State.PUBLISHED:
        message = "state: nothing has changed since it was published. Edit the draft, then have it approved."
    elif brief.state != Brief.State.APPROVED:
        message = f"state: the brief is {brief.get_state_display().lower()}. Have it approved before publishing."
    elif brief.approvals.values_list("content_sha256", flat=True).first() != content_sha256:
        message = "state: the text or what it rests on changed after it was approved. Ask for approval again."
    else:
        return []
    return [PublishIssue("not-approved", message, "state", "brief", brief.slug)]


def require(by: Any, permission: str, act: str) -> None:
    """Raise NotAllowed unless this user may do this."""
    if not (by.is_active and by.has_perm(permission)):
        raise NotAllowed(f"{by.get_username()} may not {act}. Ask somebody whose role allows it.")


def lock_brief(brief: Brief) -> Brief:
    """The brief as it stands, locked until the transaction ends; raises StaleVersion if it moved on meanwhile."""
    fresh = Brief.objects.select_for_update().filter(pk=brief.pk).first()
    if fresh is None or fresh.version != brief.version:
        raise StaleVersion(brief)
    return fresh


def _move(brief: Brief, *, to: Brief.State, allowed: set[Brief.State], act: str) -> None:
    if brief.state not in allowed:
        raise NotAllowed(f"A brief that is {brief.get_state_display().lower()} cannot be {act}.")
    was, brief.state = brief.state, to
    try:
        brief.save()
    except BaseException:
        brief.state = was
        raise
