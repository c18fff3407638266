from typing import Any

from django.db import models
from django.utils import timezone

from briefs.desk.acts import current_act
from briefs.desk.models import Event
from briefs.text.canonical import canonical_json, sha256_of

LONGEST_NAME = 200


def record_event(*, kind: str, on: models.Model, by: Any, content_sha256: str = "", detail: str = "") -> Event:
    """Append what ``by`` did to ``on``; inside the transaction that does it, so that both stand or neither.

    ``content_sha256`` is that of the content an edition would hold or holds; without it, that of the row itself.
    """
    return Event.objects.create(
        act=current_act(),
        kind=kind,
        happened_at=timezone.now(),
        by=by,
        noun=str(on._meta.model_name),
        object_id=on.pk,
        name=str(on)[:LONGEST_NAME],
        content_sha256=content_sha256 or row_sha256(on),
        detail=detail,
    )


def row_sha256(row: models.Model) -> str:
    """The SHA-256 of all columns of a row, as canonical JSON of their text."""
    return sha256_of(canonical_json({f.attname: f.value_to_string(row) for f in row._meta.concrete_fields}))
