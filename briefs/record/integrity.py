"""Proof that the record is what was published: every edition re-hashed, its chain and columns compared."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from pydantic import ValidationError

from briefs.text.canonical import sha256_of

from .document import EditionDocument
from .models import Edition
from .triggers import missing_triggers


@dataclass(frozen=True)
class Finding:
    """One thing wrong in the record, in a sentence that names the edition."""

    edition: str
    message: str


def verify_record() -> Iterator[list[Finding]]:
    """Check every edition, brief by brief; yields the findings of each, an empty list if sound.

    The last item concerns the database's own guards. Reads one edition at a time: memory stays constant.
    """
    before: Edition | None = None
    editions = Edition.objects.select_related("correction").order_by("brief_id", "number")
    for edition in editions.iterator(chunk_size=100):
        if before is not None and before.brief_id != edition.brief_id:
            before = None
        yield _check(edition, before)
        before = edition
    yield [
        Finding("database", f"The trigger {name} is missing. Run “manage.py migrate” to restore it.")
        for name in missing_triggers(connection)
    ]


def _check(edition: Edition, before: Edition | None) -> list[Finding]:
    expected = before.number + 1 if before else 1
    name = f"{edition.slug}, edition {edition.number}"
    found = []
    actual = sha256_of(edition.document)
    if actual != edition.sha256:
        found.append(f"its document hashes to {actual}, but it was published as {edition.sha256}.")
    if edition.number != expected:
        found.append(f"edition {expected} of this brief is missing.")
    elif edition.previous_sha256 != (before and before.sha256):
        found.append("it does not chain to the edition before it.")
    try:
        found += _differences(edition, edition.parse())
    except ValidationError as error:
        found.append(f"its document cannot be read: {error.errors()[0]['msg']}.")
    return [Finding(name, f"{name}: {message}") for message in found]


def _differences(edition: Edition, document: EditionDocument) -> list[str]:
    """Columns that no longer say what the document says."""
    correction = getattr(edition, "correction", None)
    pairs = {
        "slug": (edition.slug, document.slug),
        "number": (edition.number, document.edition),
        "language": (edition.language, document.language),
        "title": (edition.title, document.title),
        "summary": (edition.summary, document.summary),
        "live_from": (edition.live_from, document.live_from),
        "update_type": (edition.update_type, document.update_type),
        "change_note": (edition.change_note, document.change_note),
        "previous_sha256": (edition.previous_sha256, document.previous_sha256),
        "correction": (
            correction and (correction.kind, correction.note),
            document.correction and (document.correction.kind, document.correction.note),
        ),
    }
    return [
        f"its column {name} says {stored!r}, its document {published!r}."
        for name, (stored, published) in pairs.items()
        if stored != published
    ]
