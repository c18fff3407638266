"""Review: a draft is submitted, returned or approved. An approval holds for one exact content, by its hash."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from briefs.desk.models import Approval, Brief, Event, ReviewRequest
from briefs.desk.services.events import record_event
from briefs.publishing.document.content import build_content, content_of
from briefs.publishing.document.draft import Draft, load_draft
from briefs.publishing.editions.notes import public_text
from briefs.publishing.issues.finding import find_content_issues
from briefs.publishing.refusals import NotAllowed, PublishRefused

from . import mails
from .contributors import contributors
from .moves import lock_brief, move_brief, require, require_state

State = Brief.State


def submit_brief(*, brief: Brief, by: Any, ask: Iterable[Any] = ()) -> None:
    """Send a draft to review, and ask colleagues to read it: those who could approve it. They are told by mail.

    Raises NotAllowed, or StaleVersion when it was changed in between.
    """
    require(by, "briefs.change_brief", "submit a brief")
    with transaction.atomic():
        lock_brief(brief)
        require_state(brief, {State.DRAFT}, "submitted for review")
        draft = load_draft(brief)
        asked = {user.pk: user for user in ask}
        possible = {user.pk for user in possible_reviewers(brief, draft=draft)} if asked else set()
        for user in asked.values():
            if user.pk not in possible:
                raise NotAllowed(
                    f"ask: {user.get_username()} cannot approve this brief, because of their role or because they "
                    "wrote some of it. Ask somebody else."
                )
        move_brief(brief, to=State.IN_REVIEW, allowed={State.DRAFT}, act="submitted for review")
        ReviewRequest.objects.bulk_create(
            ReviewRequest(brief=brief, asked=user, asked_by=by) for user in asked.values()
        )
        names = ", ".join(user.get_username() for user in asked.values())
        detail = f"Asked to read it: {names}." if names else ""
        record_event(
            kind=Event.Kind.SUBMITTED, on=brief, by=by, content_sha256=content_of(draft).sha256(), detail=detail
        )
        mails.tell("asked", brief=brief, by=by, to=asked.values())


def return_brief(*, brief: Brief, by: Any, reason: str) -> None:
    """Give a brief under review, or an approved one, back to its author as a draft, and say why.

    The reason stands in the brief's event. Raises NotAllowed, or StaleVersion when it was changed in between.
    """
    require(by, "briefs.approve_brief", "return a brief")
    reason = public_text("reason", reason, why="Its author must be told what to put right.")
    allowed = {State.IN_REVIEW, State.APPROVED}
    with transaction.atomic():
        lock_brief(brief)
        require_state(brief, allowed, "returned to draft")
        involved = mails.writers(brief)
        move_brief(brief, to=State.DRAFT, allowed=allowed, act="returned to draft")
        sha256 = build_content(brief).sha256()
        record_event(kind=Event.Kind.RETURNED, on=brief, by=by, content_sha256=sha256, detail=reason)
        mails.tell("returned", brief=brief, by=by, to=involved)


def approve_brief(*, brief: Brief, by: Any, content_sha256: str) -> Approval:
    """Approve the content that ``by`` has read, named by its hash; open to those who wrote nothing of it.

    Raises NotAllowed, StaleVersion, or PublishRefused with the list of what is wrong with the content.
    """
    require(by, "briefs.approve_brief", "approve a brief")
    with transaction.atomic():
        fresh = lock_brief(brief)
        require_state(fresh, {State.IN_REVIEW}, "approved")
        draft = load_draft(fresh)
        if fresh.edited_by is None or by.pk in contributors(draft):
            raise NotAllowed(
                "Nobody approves their own draft: ask somebody who changed neither it nor anything that stands in it "
                "since the last edition."
            )
        if content_of(draft).sha256() != content_sha256:
            raise NotAllowed("The brief, or what it rests on, changed after you opened it. Read it again first.")
        if issues := find_content_issues(draft):
            raise PublishRefused(issues)
        move_brief(fresh, to=State.APPROVED, allowed={State.IN_REVIEW}, act="approved")
        record_event(kind=Event.Kind.APPROVED, on=fresh, by=by, content_sha256=content_sha256)
        mails.tell("approved", brief=fresh, by=by, to=mails.writers(fresh))
        return Approval.objects.create(
            brief=fresh, content_sha256=content_sha256, approved_by=by, edited_by=fresh.edited_by
        )


def reopen_brief(*, brief: Brief, by: Any, proposed_note: str) -> None:
    """Make a published brief a draft again, with a change note proposed for the edition to come.

    Raises NotAllowed, or StaleVersion when it was changed in between.
    """
    require(by, "briefs.change_brief", "reopen a brief")
    note = public_text("proposed_note", proposed_note, why="Say what the next edition is for.")
    with transaction.atomic():
        lock_brief(brief)
        require_state(brief, {State.PUBLISHED}, "reopened for a new edition")
        brief.proposed_note = note
        move_brief(brief, to=State.DRAFT, allowed={State.PUBLISHED}, act="reopened for a new edition")
        sha256 = build_content(brief).sha256()
        record_event(kind=Event.Kind.REOPENED, on=brief, by=by, content_sha256=sha256, detail=note)


def possible_reviewers(brief: Brief, *, draft: Draft | None = None) -> list[Any]:
    """The active staff who could approve the brief as it stands: they may, and wrote nothing of it.

    ``draft`` is the brief's, where the caller has read it already.
    """
    wrote = contributors(draft or load_draft(brief))
    staff = get_user_model().objects.filter(is_active=True, is_staff=True).order_by("username")
    candidates = staff.exclude(pk__in=wrote).prefetch_related("user_permissions", "groups__permissions")
    return [user for user in candidates if user.has_perm("briefs.approve_brief")]
