"""Proof that the notices beside an edition are what they claim to be: mended notes chain back to what was published."""

from collections.abc import Iterator
from zoneinfo import available_timezones

from .mended import frozen_note
from .models import Edition, Embargo, MendedNote


def notice_faults(edition: Edition) -> Iterator[str]:
    """What is wrong with the mended notes and the embargo of an edition. Two queries."""
    reads: dict[str, str] = {}
    for note in MendedNote.objects.filter(edition=edition).order_by("mended_at", "pk"):
        before = reads.get(note.kind, frozen_note(edition, note.kind))
        if note.before != before:
            yield f"a mended {note.kind} says it replaced “{note.before[:40]}”, but “{before[:40]}” stood there."
        reads[note.kind] = note.text
    embargo = Embargo.objects.filter(edition=edition).first()
    if embargo is not None and embargo.zone not in available_timezones():
        yield f"its embargo names the time zone “{embargo.zone[:40]}”, which is none."
    if embargo is not None and edition.live_from <= edition.published_at:
        yield "it has an embargo, but was not published for a later time."
