"""Put a sample document straight into the record, past the desk, as publishing would."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.utils import timezone

from briefs.desk.models import Brief
from briefs.record.document import EditionDocument
from briefs.record.models import Edition, Withdrawal
from briefs.record.writing import write_edition


def publish_document(document: EditionDocument) -> Edition:
    """Write the edition, its correction and its index rows. Editions of a brief must come in their order."""
    user, _ = get_user_model().objects.get_or_create(username="publisher")
    brief, _ = Brief.objects.get_or_create(slug=document.slug, defaults={"title": "An unpublished working title"})
    return write_edition(brief=brief, document=document, by=user, published_at=document.live_from)


def withdraw(
    edition: Edition, explanation: str = "Its main source was retracted.", at: datetime | None = None
) -> Withdrawal:
    """Write the notice that an edition no longer stands, from now on unless told otherwise."""
    return Withdrawal.objects.create(
        edition=edition,
        withdrawn_at=at or timezone.now(),
        explanation=explanation,
        withdrawn_by=edition.published_by,
    )
