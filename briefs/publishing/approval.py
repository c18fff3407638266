"""Review: a draft is submitted, returned or approved. An approval holds for one exact content, by its hash."""

from typing import Any

from django.db import transaction

from briefs.desk.models import Approval, Brief, StaleVersion

from .content import content_of
from .contributors import STATE_CHANGE, contributors
from .draft import load_draft
from .issues import find_content_issues
from .refusals import NotAllowed, PublishRefused


def submit_brief(*, brief: Brief, by: Any) -> None:
    """Send a draft to review. Raises NotAllowed, or StaleVersion when it was changed in between."""
    require(by, "briefs.change_brief", "submit a brief")
    move_brief(brief, to=Brief.State.IN_REVIEW, allowed={Brief.State.DRAFT}, act="submitted for review")


def return_brief(*, brief: Brief, by: Any) -> None:
    """Give a brief under review, or an approved one, back to its author as a draft."""
    require(by, "briefs.approve_brief", "return a brief")
    allowed = {Brief.State.IN_REVIEW, Brief.State.APPROVED}
    move_brief(brief, to=Brief.State.DRAFT, allowed=allowed, act="returned to draft")


def approve_brief(*, brief: Brief, by: Any, content_sha256: str) -> Approval:
    """Approve the content that ``by`` has read, named by its hash; open to those who wrote nothing of it.

    Raises NotAllowed, StaleVersion, or PublishRefused with the list of what is wrong with the content.
    """
    require(by, "briefs.approve_brief", "approve a brief")
    with transaction.atomic():
        fresh = lock_brief(brief)
        draft = load_draft(fresh)
        if fresh.edited_by is None or by.pk in contributors(draft):
            raise NotAllowed(
                "Nobody approves their own draft: ask somebody who changed neither it nor a claim, passage or "
                "recommendation in it since the last edition."
            )
        if content_of(draft).sha256() != content_sha256:
            raise NotAllowed("The brief, or what it rests on, changed after you opened it. Read it again first.")
        if issues := find_content_issues(draft):
            raise PublishRefused(issues)
        move_brief(fresh, to=Brief.State.APPROVED, allowed={Brief.State.IN_REVIEW}, act="approved")
        return Approval.objects.create(
            brief=fresh, content_sha256=content_sha256, approved_by=by, edited_by=fresh.edited_by
        )


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


def move_brief(brief: Brief, *, to: Brief.State, allowed: set[Brief.State], act: str) -> None:
    """Save the brief in its next state; its history tells this from an edit. Raises NotAllowed, StaleVersion."""
    if brief.state not in allowed:
        raise NotAllowed(f"A brief that is {brief.get_state_display().lower()} cannot be {act}.")
    was, brief.state = brief.state, to
    brief._change_reason = f"{STATE_CHANGE}{to}"  # type: ignore[attr-defined]  # simple-history reads it on saving
    try:
        brief.save()
    except BaseException:
        brief.state = was
        raise
    finally:
        del brief._change_reason  # type: ignore[attr-defined]
