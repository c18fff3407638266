"""How a document gets into the record. Only publishing calls this, inside its transaction."""

from datetime import datetime
from typing import Any

from .document import EditionDocument
from .indexes import index_edition
from .models import Correction, Edition


def write_edition(*, brief: Any, document: EditionDocument, by: Any, published_at: datetime) -> Edition:
    """Add an edition with its correction and its index rows; whether it may be published is the caller's to check."""
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
    index_edition(edition, document)
    return edition
