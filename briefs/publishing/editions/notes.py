"""What is said to readers beside the text of an edition, and how a slip of the pen in it is mended."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from briefs.desk.models import Brief, Event
from briefs.desk.services.events import record_event
from briefs.publishing.refusals import NotAllowed
from briefs.publishing.review.moves import require
from briefs.record.document import DraftContent
from briefs.record.mended import frozen_note, newest_note
from briefs.record.models import Edition, MendedNote
from briefs.text.normalise import normalise

LONGEST_NOTE = 5_000


def public_text(field: str, text: str, *, why: str) -> str:
    """A note in normal form; raises NotAllowed for one that is empty, too long or cannot be read."""
    try:
        normal = normalise(text).strip()
    except ValueError as error:
        raise NotAllowed(f"{field}: {error}") from None
    if not normal:
        raise NotAllowed(f"{field}: is empty. {why}")
    if len(normal) > LONGEST_NOTE:
        raise NotAllowed(f"{field}: has {len(normal):,} characters, {LONGEST_NOTE:,} is the most. Shorten it.")
    return normal


def mend_note(*, edition: Edition, kind: str, text: str, by: Any) -> MendedNote:
    """Put a slip of the pen in a note of an edition right: readers see the new text, and can open the first one.

    ``kind`` is one of MendedNote.Kind. Neither the edition nor its hash changes. Raises NotAllowed when the edition
    has no such note, or when the text is empty or the one that stands there already.
    """
    require(by, "briefs.publish_brief", "mend a note")
    if kind not in MendedNote.Kind.values:
        raise NotAllowed(f"kind: “{kind[:40]}” is no kind of note. Choose one of {', '.join(MendedNote.Kind.values)}.")
    text = public_text("text", text, why="A note can be put right, not taken away.")
    with transaction.atomic():
        brief = Brief.objects.select_for_update().get(pk=edition.brief_id)
        fresh = Edition.objects.select_related("withdrawal", "correction").get(pk=edition.pk)
        if not frozen_note(fresh, kind):
            raise NotAllowed(f"kind: edition {fresh.number} has no {kind}, so there is nothing to mend.")
        before = newest_note(fresh, kind)
        if text == before:
            raise NotAllowed("text: is what readers see already. Change it, or leave the page.")
        mended = MendedNote.objects.create(
            edition=fresh, kind=kind, before=before, text=text, mended_at=timezone.now(), mended_by=by
        )
        detail = f"Edition {fresh.number}, {kind}."
        record_event(
            kind=Event.Kind.NOTE_MENDED, on=brief, by=by, content_sha256=content_sha256_of(fresh), detail=detail
        )
    return mended


def content_sha256_of(edition: Edition) -> str:
    """The hash of the content an edition holds, as its approval names it."""
    document = edition.parse()
    return DraftContent(**{name: getattr(document, name) for name in DraftContent.model_fields}).sha256()
