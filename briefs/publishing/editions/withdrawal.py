"""Taking an edition back: the live one with an explanation for readers, a scheduled one before anybody read it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from briefs.desk.models import Brief, Event
from briefs.desk.services.events import record_event
from briefs.publishing.document.content import build_content
from briefs.publishing.refusals import NotAllowed
from briefs.publishing.review.moves import move_brief, require, scheduled_editions
from briefs.record.models import Edition, Withdrawal

from .notes import content_sha256_of, public_text

UNDONE = "The schedule was undone."


def open_to_withdrawal(brief: Brief) -> list[Edition]:
    """The edition of a brief that can be withdrawn now: the live one, unless it is withdrawn already."""
    live = Edition.objects.live().filter(brief=brief).values("pk")
    return list(Edition.objects.filter(pk__in=live, withdrawal=None).defer("document"))


def withdraw_brief(*, brief: Brief, edition: int, by: Any, explanation: str) -> Withdrawal:
    """Withdraw the live edition of a brief, named by number: its page stays, with the public explanation on top.

    Raises NotAllowed when it is not the live one, is withdrawn already, or nothing is explained.
    """
    require(by, "briefs.withdraw_brief", "withdraw a brief")
    why = "Readers must be told why the brief is withdrawn."
    explanation = public_text("explanation", explanation, why=why)
    with transaction.atomic():
        locked = Brief.objects.select_for_update().filter(pk=brief.pk).first()
        found = next((item for item in open_to_withdrawal(brief) if item.number == edition), None)
        if locked is None or found is None:
            raise NotAllowed(
                f"Edition {edition} of this brief is not live, or it is withdrawn already. "
                "Open the brief again to see how it stands."
            )
        withdrawal = _stop(found, by, explanation)
        detail = f"Edition {edition}: {explanation}"
        sha256 = content_sha256_of(found)
        record_event(kind=Event.Kind.WITHDRAWN, on=locked, by=by, content_sha256=sha256, detail=detail)
    return withdrawal


def unschedule_edition(*, brief: Brief, edition: int, by: Any) -> Withdrawal:
    """Undo the schedule of an edition, named by number: it never goes out, and readers are told nothing of it.

    A brief that stands as that edition froze it is approved again, if its content still is the approved one, and
    else a draft. Raises NotAllowed when the edition is not scheduled (any more).
    """
    require(by, "briefs.publish_brief", "undo a schedule")
    with transaction.atomic():
        locked = Brief.objects.select_for_update().filter(pk=brief.pk).first()
        scheduled = scheduled_editions(brief)
        found = next((item for item in scheduled if item.number == edition), None)
        if locked is None or found is None:
            raise NotAllowed(
                f"Edition {edition} of this brief is not scheduled, or its time has come. "
                "Open the brief again to see how it stands."
            )
        withdrawal = _stop(found, by, UNDONE)
        if locked.state == Brief.State.PUBLISHED and found == scheduled[0]:
            approved = locked.approvals.values_list("content_sha256", flat=True).first()
            still = build_content(locked).sha256() == approved
            to = Brief.State.APPROVED if still else Brief.State.DRAFT
            move_brief(locked, to=to, allowed={Brief.State.PUBLISHED}, act="taken back from its schedule")
        record_event(
            kind=Event.Kind.UNSCHEDULED,
            on=locked,
            by=by,
            content_sha256=content_sha256_of(found),
            detail=f"Edition {edition} never goes out.",
        )
    return withdrawal


def _stop(edition: Edition, by: Any, explanation: str) -> Withdrawal:
    return Withdrawal.objects.create(
        edition=edition, withdrawn_at=timezone.now(), explanation=explanation, withdrawn_by=by
    )
