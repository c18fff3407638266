"""The editions of a brief, a brief in a list, and the notices that stand above its title."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from briefs.record.mended import frozen_note, mended_notes
from briefs.record.models import Correction, Edition, MendedNote
from briefs.record.queries import is_withdrawn
from briefs.renditions.words import sentence_case, update_words
from briefs.text.markdown import plain_text

Kind = MendedNote.Kind
NoticeKind = Literal["withdrawn", "correction", "superseded", "update"]


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it reads now; one that was mended also has its first text, and since when it reads otherwise."""

    text: str
    mended_at: datetime | None = None
    first: str = ""


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition in the list of them all."""

    number: int
    live_from: datetime
    update: str
    change_note: Note
    correction_kind: str
    correction: Note
    sha256: str
    is_current: bool
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader must know before the title. ``edition`` is the one it points to, if any."""

    kind: NoticeKind
    title: str
    note: Note
    dated: datetime | None = None
    edition: int | None = None


@dataclass(frozen=True, slots=True)
class BriefLine:
    """A brief as a list shows it; its summary in plain words, without citations."""

    slug: str
    title: str
    summary: str
    language: str
    number: int
    live_from: datetime


def brief_line(edition: Edition) -> BriefLine:
    """The line of a brief, from the edition readers get now."""
    return BriefLine(
        slug=edition.slug,
        title=edition.title,
        summary=plain_text(edition.summary),
        language=edition.language,
        number=edition.number,
        live_from=edition.live_from,
    )


def edition_lines(history: Sequence[Edition]) -> tuple[EditionLine, ...]:
    """The list of editions, newest first; the first of ``history`` is the one readers get now."""
    return tuple(
        EditionLine(
            number=edition.number,
            live_from=edition.live_from,
            update=update_words(edition.update_type, 1 if edition is history[-1] else edition.number),
            change_note=note_of(edition, Kind.CHANGE_NOTE),
            correction_kind=_correction_title(edition),
            correction=note_of(edition, Kind.CORRECTION),
            sha256=edition.sha256,
            is_current=index == 0,
            is_withdrawn=is_withdrawn(edition),
        )
        for index, edition in enumerate(history)
    )


def notices(number: int, history: Sequence[Edition]) -> tuple[Notice, ...]:
    """What stands above the title of edition ``number``, the gravest first. ``history`` is newest first."""
    found: list[Notice] = []
    newest = history[0]
    this = next(edition for edition in history if edition.number == number)
    withdrawn = next((edition for edition in (newest, this) if is_withdrawn(edition)), None)
    if withdrawn is not None:
        explanation = note_of(withdrawn, Kind.WITHDRAWAL)
        found.append(Notice("withdrawn", "Withdrawn", explanation, withdrawn.withdrawal.withdrawn_at))
    if this is not newest:
        text = f"This is edition {number}, kept as it was published. Edition {newest.number} has replaced it."
        found.append(Notice("superseded", "An earlier edition", Note(text), edition=newest.number))
    for edition in history:
        correction = _correction(edition)
        if correction is not None and edition.number >= number:
            title = _correction_title(edition)
            if edition is not this:
                title = f"{title} in edition {edition.number}"
            found.append(
                Notice("correction", title, note_of(edition, Kind.CORRECTION), edition.live_from, edition.number)
            )
    is_first = this is history[-1]
    if this is newest and not is_first and this.update_type == "major" and _correction(this) is None:
        found.append(Notice("update", "Updated", note_of(this, Kind.CHANGE_NOTE), this.live_from, number))
    return tuple(found)


def note_of(edition: Edition, kind: str) -> Note:
    """A note of an edition as readers see it now; no query if it was read with its notices."""
    return _as_it_reads(edition, kind, frozen_note(edition, kind))


def withdrawal_note(row: Any) -> Note:
    """Why the edition of an index row, annotated with ``newest_notes``, was withdrawn, as readers see it now."""
    return _as_it_reads(row, Kind.WITHDRAWAL, frozen_note(row.edition, Kind.WITHDRAWAL))


def _as_it_reads(row: Any, kind: str, first: str) -> Note:
    mended = mended_notes(row).get(kind)
    return Note(mended.text, mended.mended_at, first) if mended else Note(first)


def _correction(edition: Edition) -> Correction | None:
    return getattr(edition, "correction", None)


def _correction_title(edition: Edition) -> str:
    correction = _correction(edition)
    return sentence_case(correction.kind) if correction else ""
