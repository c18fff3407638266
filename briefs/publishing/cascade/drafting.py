"""One action opens every brief that is out of date for its next edition, each with a change note proposed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.text import Truncator

from briefs.desk.acts import act
from briefs.desk.models import Brief, Event
from briefs.desk.services.events import record_event
from briefs.publishing.document.content import build_content
from briefs.publishing.editions.notes import LONGEST_NOTE, public_text
from briefs.publishing.refusals import NotAllowed
from briefs.publishing.review.approval import reopen_brief
from briefs.publishing.review.contributors import STATE_CHANGE
from briefs.publishing.review.moves import require
from briefs.record.document import ArticleEntry, ClaimEntry
from briefs.renditions.words import count_words, join_names

from .out_of_date import OutOfDate

LONGEST_QUOTE = 60
"""Words of a statement that a proposed note repeats at most."""


@dataclass
class Drafted:
    """What became of the briefs: opened for a new edition, or in work already and left in their state."""

    reopened: list[Brief] = field(default_factory=list)
    in_work: list[Brief] = field(default_factory=list)


def propose_note(items: Iterable[OutOfDate]) -> str:
    """A change note for readers: a sentence for each claim and source that the next edition puts right."""
    sentences = [_sentence(item) for item in items]
    note, taken = "", 0
    for taken, sentence in enumerate(sentences, start=1):
        if len(note) + len(sentence) + 40 > LONGEST_NOTE:
            return f"{note} And {count_words(len(sentences) - taken + 1, 'more change')}."
        note = f"{note} {sentence}".strip()
    return note


def draft_affected(*, notes: Mapping[int, str], by: Any) -> Drafted:
    """Open briefs, by id, for their next edition with the note proposed for each; all in one act, or none.

    A brief in work already keeps its state and gets the note beside what is proposed there. Raises NotAllowed, or
    StaleVersion when one of them is saved in between.
    """
    require(by, "briefs.change_brief", "draft the next edition of a brief")
    if not notes:
        raise NotAllowed("briefs: none is chosen. Tick at least one.")
    drafted = Drafted()
    with act(), transaction.atomic():
        briefs = {brief.pk: brief for brief in Brief.objects.select_for_update().filter(pk__in=notes).order_by("pk")}
        if missing := len(notes) - len(briefs):
            raise NotAllowed(f"briefs: {count_words(missing, 'brief')} of those ticked cannot be found. Open it again.")
        for brief in briefs.values():
            note = public_text("proposed_note", notes[brief.pk], why=f"Say what the next edition of “{brief}” is for.")
            if brief.state == Brief.State.PUBLISHED:
                reopen_brief(brief=brief, by=by, proposed_note=note)
                drafted.reopened.append(brief)
            else:
                _propose(brief, note, by)
                drafted.in_work.append(brief)
    return drafted


def _propose(brief: Brief, note: str, by: Any) -> None:
    if note in brief.proposed_note:
        return
    both = f"{brief.proposed_note}\n{note}".strip()
    brief.proposed_note = both if len(both) <= LONGEST_NOTE else note
    # A proposal for its editors is no contribution to the text.
    brief._change_reason = f"{STATE_CHANGE}{brief.state}"  # type: ignore[attr-defined]
    brief.save()
    detail = f"Change note proposed: {note}"
    record_event(kind=Event.Kind.CHANGED, on=brief, by=by, content_sha256=build_content(brief).sha256(), detail=detail)


def _sentence(item: OutOfDate) -> str:
    old = _quoted(item.name)
    if item.new is None:
        return f"Drops {old}."
    if isinstance(item.new, ClaimEntry) and item.new.statement != item.name:
        return f"Corrects {old} to {_quoted(item.new.statement)}."
    fields = dict.fromkeys(difference.label.split()[0].lower() for difference in item.differences)
    what = join_names("passages" if name == "passage" else name for name in fields)
    if isinstance(item.old, ArticleEntry):
        return f"Corrects what is said of the source {old}: {what}."
    return f"Brings what is said of {old} up to date: {what}."


def _quoted(text: str) -> str:
    words = Truncator(text.strip().rstrip(".")).words(LONGEST_QUOTE, truncate=" …")
    return f"“{words}”"
