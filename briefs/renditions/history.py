"""The editions of a brief, a brief in a list, and the notices that stand above its title."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from briefs.record.models import Correction, Edition
from briefs.record.queries import is_withdrawn
from briefs.renditions.words import sentence_case, update_words
from briefs.text.markdown import plain_text

NoticeKind = Literal["withdrawn", "correction", "superseded", "update"]


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition in the list of them all."""

    number: int
    live_from: datetime
    update: str
    change_note: str
    correction: str
    sha256: str
    is_current: bool
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader must know before the title. ``edition`` is the one it points to, if any."""

    kind: NoticeKind
    title: str
    text: str
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
            update=update_words(edition.update_type, edition.number),
            change_note=edition.change_note,
            correction=_correction_sentence(edition),
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
        notice = withdrawn.withdrawal
        found.append(Notice("withdrawn", "Withdrawn", notice.explanation, notice.withdrawn_at))
    if this is not newest:
        text = f"This is edition {number}, kept as it was published. Edition {newest.number} has replaced it."
        found.append(Notice("superseded", "An earlier edition", text, edition=newest.number))
    for edition in history:
        correction = _correction(edition)
        if correction is not None and edition.number >= number:
            title = sentence_case(correction.kind)
            if edition is not this:
                title = f"{title} in edition {edition.number}"
            found.append(Notice("correction", title, correction.note, edition.live_from, edition.number))
    if this is newest and number > 1 and this.update_type == "major" and _correction(this) is None:
        found.append(Notice("update", "Updated", this.change_note, this.live_from, number))
    return tuple(found)


def _correction(edition: Edition) -> Correction | None:
    return getattr(edition, "correction", None)


def _correction_sentence(edition: Edition) -> str:
    correction = _correction(edition)
    return f"{sentence_case(correction.kind)}: {correction.note}" if correction else ""
