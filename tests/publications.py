"""Put a sample document straight into the record, past the desk, as publishing would."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.utils import timezone

from briefs.desk.models import Brief
from briefs.record.document import EditionDocument
from briefs.record.indexes import index_edition
from briefs.record.models import Correction, Edition, Withdrawal


def publish_document(document: EditionDocument) -> Edition:
    """Write the edition, its correction and its index rows. Editions of a brief must come in their order."""
    user, _ = get_user_model().objects.get_or_create(username="publisher")
    brief, _ = Brief.objects.get_or_create(slug=document.slug, defaults={"title": "An unpublished working title"})
    edition = Edition.objects.create(
        brief=brief,
        slug=document.slug,
        number=document.edition,
        language=document.language,
        title=document.title,
        summary=document.summary,
        live_from=document.live_from,
        published_at=document.live_from,
        published_by=user,
        update_type=document.update_type,
        change_note=document.change_note,
        document=document.canonical_json(),
        sha256=document.sha256(),
        previous_sha256=document.previous_sha256,
    )
    if document.correction:
        Correction.objects.create(edition=edition, kind=document.correction.kind, note=document.correction.note)
    index_edition(edition, document)
    return edition


def withdraw(edition: Edition, explanation: str = "Its main source was retracted.", at: datetime | None = None) -> None:
    """Write the notice that an edition no longer stands."""
    Withdrawal.objects.create(
        edition=edition,
        withdrawn_at=at or timezone.now(),
        explanation=explanation,
        withdrawn_by=edition.published_by,
    )
