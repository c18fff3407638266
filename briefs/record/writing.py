"""How a document gets into the record. Only publishing calls this, inside its transaction."""

from datetime import datetime
from typing import Any

from .document import EditionDocument
from .follow_up_document import FollowUpDocument
from .indexes import index_edition
from .models import Correction, Edition, Embargo, PublishedFollowUp


def write_edition(
    *,
    brief: Any,
    document: EditionDocument,
    by: Any,
    published_at: datetime,
    zone: str = "",
    embargo_notice: str = "",
) -> Edition:
    """Add an edition with its notices and its index rows; whether it may be published is the caller's to check.

    ``zone`` names the time zone a scheduled edition's moment was chosen in; without it there is no embargo.
    """
    edition = Edition.objects.create(
        brief=brief,
        slug=document.slug,
        number=document.edition,
        language=document.language,
        title=document.title,
        summary=document.summary,
        live_from=document.live_from,
        published_at=published_at,
        published_by=by,
        update_type=document.update_type,
        change_note=document.change_note,
        document=document.canonical_json(),
        sha256=document.sha256(),
        previous_sha256=document.previous_sha256,
    )
    if document.correction is not None:
        Correction.objects.create(edition=edition, kind=document.correction.kind, note=document.correction.note)
    if zone:
        Embargo.objects.create(edition=edition, zone=zone, notice=embargo_notice)
    index_edition(edition, document)
    return edition


def write_follow_up(
    *, follow_up: Any, document: FollowUpDocument, replaces: PublishedFollowUp | None, by: Any
) -> PublishedFollowUp:
    """Add a follow-up published on its own; whether it may be published is the caller's to check."""
    return PublishedFollowUp.objects.create(
        follow_up=follow_up,
        number=replaces.number + 1 if replaces else 1,
        recommendation=document.recommendation,
        status=document.status,
        dated=document.dated,
        document=document.canonical_json(),
        sha256=document.sha256(),
        replaces=replaces,
        published_at=document.published_at,
        published_by=by,
    )
