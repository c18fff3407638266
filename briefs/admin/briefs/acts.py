"""What an editor can do with a brief besides writing it: review, publish, withdraw. Each is one button and one page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from briefs.desk.models import Brief
from briefs.publishing import (
    approve_brief,
    publish_edition,
    return_brief,
    submit_brief,
    withdraw_brief,
)
from briefs.record.document import CorrectionNotice
from briefs.record.models import Edition

from .act_forms import ActForm, ApproveForm, PublishForm, WithdrawForm

State = Brief.State


@dataclass(frozen=True)
class Act:
    """A decision on a brief. ``run`` calls the service and returns what was done, as a sentence."""

    name: str
    label: str
    question: str
    permission: str
    states: frozenset[str]
    form: type[ActForm]
    run: Callable[[Brief, Any, dict[str, Any]], str]
    shows_issues: bool = False
    weight: str = "plain"


def _submit(brief: Brief, by: Any, data: dict[str, Any]) -> str:
    submit_brief(brief=brief, by=by)
    return "Sent to review. Somebody who wrote none of it since the last edition can approve it."


def _return(brief: Brief, by: Any, data: dict[str, Any]) -> str:
    return_brief(brief=brief, by=by)
    return "Returned to draft."


def _approve(brief: Brief, by: Any, data: dict[str, Any]) -> str:
    approve_brief(brief=brief, by=by, content_sha256=data["content_sha256"])
    return "Approved, exactly as it stands. A publisher can publish it now; an edit before that needs a new approval."


def _publish(brief: Brief, by: Any, data: dict[str, Any]) -> str:
    kind = data.get("correction_kind")
    edition = publish_edition(
        brief=brief,
        by=by,
        update_type=data["update_type"],
        change_note=data["change_note"],
        live_from=data["live_from"],
        correction=CorrectionNotice(kind=kind, note=data["correction_note"]) if kind else None,
    )
    if edition.live_from > timezone.now():
        moment = timezone.localtime(edition.live_from)
        return f"Edition {edition.number} is published and live from {moment:%d %B %Y, %H:%M}."
    return f"Edition {edition.number} is live."


def _withdraw(brief: Brief, by: Any, data: dict[str, Any]) -> str:
    number = withdraw_brief(brief=brief, edition=data["edition"], by=by, explanation=data["explanation"]).edition.number
    return f"Edition {number} is withdrawn."


ACTS = {
    act.name: act
    for act in (
        Act(
            name="submit",
            label="Send to review",
            question="Colleagues read it, and one who did not write it approves it or returns it.",
            permission="briefs.change_brief",
            states=frozenset({State.DRAFT}),
            form=ActForm,
            run=_submit,
            shows_issues=True,
            weight="main",
        ),
        Act(
            name="approve",
            label="Approve",
            question="Your approval holds for the exact text as it stands now and for all that it rests on.",
            permission="briefs.approve_brief",
            states=frozenset({State.IN_REVIEW}),
            form=ApproveForm,
            run=_approve,
            shows_issues=True,
            weight="main",
        ),
        Act(
            name="publish",
            label="Publish",
            question="An edition never changes. What is wrong in it is put right by the next one.",
            permission="briefs.publish_brief",
            states=frozenset({State.APPROVED}),
            form=PublishForm,
            run=_publish,
            shows_issues=True,
            weight="main",
        ),
        Act(
            name="return",
            label="Return to draft",
            question="Its author gets it back; an approval is given up.",
            permission="briefs.approve_brief",
            states=frozenset({State.IN_REVIEW, State.APPROVED}),
            form=ActForm,
            run=_return,
        ),
        Act(
            name="withdraw",
            label="Withdraw",
            question="Readers are told why they should no longer rely on it; lists drop it.",
            permission="briefs.withdraw_brief",
            states=frozenset(State.values),
            form=WithdrawForm,
            run=_withdraw,
            weight="grave",
        ),
    )
}


def open_acts(brief: Brief, user: Any, newest: list[Edition]) -> list[Act]:
    """The acts this person can take on the brief as it stands; ``newest`` holds its newest edition, if it has one."""
    return [
        act
        for act in ACTS.values()
        if brief.state in act.states
        and user.has_perm(act.permission)
        and (act.name != "withdraw" or any(not hasattr(edition, "withdrawal") for edition in newest))
    ]


def editions_of(brief: Brief) -> QuerySet[Edition]:
    """The editions of a brief, newest first, without their documents."""
    return Edition.objects.filter(brief=brief).select_related("withdrawal").defer("document").order_by("-number")
