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
    unschedule_edition,
    withdraw_brief,
)
from briefs.publishing.editions.scheduling import moment_words
from briefs.record.document import CorrectionNotice
from briefs.record.models import Edition

from .act_forms import ActForm, ApproveForm, EditionForm, ReturnForm, SubmitForm, UnscheduleForm, WithdrawForm, person
from .publish_form import PublishForm

State = Brief.State


@dataclass(frozen=True)
class Act:
    """A decision on a brief. ``run`` calls the service and returns what was done, as a sentence.

    ``doing`` begins the sentence that names who may. ``done`` says in which state the brief would be afterwards, for
    the sentence that refuses it; ``nothing`` what to
    say when there is no edition to do it with; ``button`` what its button says, if not its label.
    """

    name: str
    label: str
    question: str
    doing: str
    done: str
    permission: str
    states: frozenset[str]
    form: type[ActForm]
    run: Callable[[Brief, Any, dict[str, Any]], str]
    shows_issues: bool = False
    shows_changes: bool = False
    weight: str = "plain"
    nothing: str = ""
    button: str = ""

    def refusal(self, brief: Brief) -> str:
        """Why it cannot be done with the brief as it stands, in a sentence; empty if it can be tried."""
        if self.nothing and issubclass(self.form, EditionForm) and not self.form.editions(brief):
            return self.nothing
        if brief.state in self.states:
            return ""
        return f"A brief that is {brief.get_state_display().lower()} cannot be {self.done}."


def _submit(brief: Brief, by: Any, data: dict[str, Any]) -> str:
    ask = data.get("ask") or []
    submit_brief(brief=brief, by=by, ask=ask)
    if ask:
        return f"Sent to review. Asked to read it: {', '.join(person(user) for user in ask)}."
    return "Sent to review. Somebody who wrote none of it since the last edition can approve it."


def _return(brief: Brief, by: Any, data: dict[str, Any]) -> str:
    return_brief(brief=brief, by=by, reason=data["reason"])
    return "Returned to draft. Your reason stands on top of it."


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
        zone=data["zone"],
        embargo=data["embargo"],
    )
    if edition.live_from > timezone.now():
        moment = moment_words(edition.live_from, data["zone"])
        return f"Edition {edition.number} is scheduled: readers get it from {moment}."
    return f"Edition {edition.number} is live."


def _unschedule(brief: Brief, by: Any, data: dict[str, Any]) -> str:
    number = unschedule_edition(brief=brief, edition=data["edition"], by=by).edition.number
    return f"The schedule of edition {number} is undone: it never goes out. Its number stays used."


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
            doing="Sending to review",
            done="submitted for review",
            permission="briefs.change_brief",
            states=frozenset({State.DRAFT}),
            form=SubmitForm,
            run=_submit,
            shows_issues=True,
            weight="main",
        ),
        Act(
            name="approve",
            label="Approve",
            question="Your approval holds for the exact text as it stands now and for all that it rests on.",
            doing="Approving",
            done="approved",
            permission="briefs.approve_brief",
            states=frozenset({State.IN_REVIEW}),
            form=ApproveForm,
            run=_approve,
            shows_issues=True,
            shows_changes=True,
            weight="main",
        ),
        Act(
            name="publish",
            label="Publish",
            question="An edition never changes. What is wrong in it is put right by the next one.",
            doing="Publishing",
            done="published",
            permission="briefs.publish_brief",
            states=frozenset({State.APPROVED}),
            form=PublishForm,
            button="Publish or schedule",
            run=_publish,
            shows_issues=True,
            weight="main",
        ),
        Act(
            name="unschedule",
            label="Undo the schedule",
            question="The edition never goes out, and readers are told nothing. The brief stands as it did before. "
            "The number stays used: the next edition takes the number after it.",
            doing="Undoing a schedule",
            done="taken off a schedule",
            nothing="No edition of this brief waits for its time, so there is no schedule to undo.",
            permission="briefs.publish_brief",
            states=frozenset(State.values),
            form=UnscheduleForm,
            run=_unschedule,
        ),
        Act(
            name="return",
            label="Return to draft",
            question="Its author gets it back with your reason; an approval is given up.",
            doing="Returning to draft",
            done="returned to draft",
            permission="briefs.approve_brief",
            states=frozenset({State.IN_REVIEW, State.APPROVED}),
            form=ReturnForm,
            run=_return,
        ),
        Act(
            name="withdraw",
            label="Withdraw",
            question="Readers are told why they should no longer rely on it; lists drop it.",
            doing="Withdrawing",
            done="withdrawn",
            nothing="No edition of this brief is live and not withdrawn already, so there is nothing to withdraw.",
            permission="briefs.withdraw_brief",
            states=frozenset(State.values),
            form=WithdrawForm,
            run=_withdraw,
            weight="grave",
        ),
    )
}


def open_acts(brief: Brief, user: Any, *, scheduled: bool, standing: bool) -> list[Act]:
    """The acts this person can take on the brief as it stands.

    ``scheduled`` says that an edition waits for its time, ``standing`` that one is live and not withdrawn.
    """
    needs = {"unschedule": scheduled, "withdraw": standing}
    return [
        act
        for act in ACTS.values()
        if brief.state in act.states and user.has_perm(act.permission) and needs.get(act.name, True)
    ]


def editions_of(brief: Brief) -> QuerySet[Edition]:
    """The editions of a brief, newest first, with what was said of them, without their documents."""
    editions = Edition.objects.filter(brief=brief).select_related("withdrawal", "embargo")
    return editions.defer("document").order_by("-number")
