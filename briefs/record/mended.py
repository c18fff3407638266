"""Notes of editions as they were published, and as readers are shown them since they were mended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .models import Edition, MendedNote

Kind = MendedNote.Kind


@dataclass(frozen=True, slots=True)
class Mended:
    """The newest text of a note, and since when it stands there."""

    kind: str
    text: str
    mended_at: datetime


def frozen_note(edition: Edition, kind: str) -> str:
    """The note as it was published; empty when the edition has none. No query if read with its notices."""
    if kind == Kind.CHANGE_NOTE:
        return edition.change_note
    if kind == Kind.CORRECTION:
        correction = getattr(edition, "correction", None)
        return correction.note if correction else ""
    withdrawal = getattr(edition, "withdrawal", None)
    return withdrawal.explanation if withdrawal else ""


def newest_note(edition: Edition, kind: str) -> str:
    """The note as it reads now. One query."""
    rows = MendedNote.objects.filter(edition=edition, kind=kind).order_by("-mended_at", "-pk")
    return rows.values_list("text", flat=True).first() or frozen_note(edition, kind)


def mended_notes(row: Any) -> dict[str, Mended]:
    """The mended notes of an edition, or of a row about one, annotated with ``newest_notes``; by kind, no query."""
    found = {}
    for kind in Kind:
        text = getattr(row, f"mended_{kind.name.lower()}", None)
        if text is not None:
            found[str(kind)] = Mended(str(kind), text, getattr(row, f"mended_{kind.name.lower()}_at"))
    return found
