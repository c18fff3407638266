"""Proof that the record is what was published: every edition re-hashed, its chain, columns and index rows compared.

It cannot prove from this database alone that a brief's newest edition, or a withdrawal, was deleted with all that
hangs on it: only a signed list of the hashes, kept elsewhere, shows that.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model
from pydantic import ValidationError

from briefs.text.canonical import sha256_of

from .document import EditionDocument
from .follow_up_integrity import follow_up_faults
from .indexes import INDEXES, index_rows
from .models import Correction, Edition, Embargo, MendedNote, Withdrawal
from .notice_checks import notice_faults
from .triggers import faulty_triggers


@dataclass(frozen=True)
class Finding:
    """One thing wrong in the record, in a sentence that names the edition."""

    edition: str
    message: str


def verify_record() -> Iterator[list[Finding]]:
    """Check every edition, brief by brief; yields the findings of each, an empty list if sound.

    The last item concerns what belongs to no edition: the database's guards, rows left behind by a deleted edition,
    follow-ups published on their own. Reads one edition and its index rows at a time: memory stays constant.
    """
    before: Edition | None = None
    editions = Edition.objects.select_related("correction", "withdrawal").order_by("brief_id", "number")
    for edition in editions.iterator(chunk_size=100):
        if before is not None and before.brief_id != edition.brief_id:
            before = None
        yield _check(edition, before)
        before = edition
    guards = [
        f"The guard {name} is missing, switched off or altered. Run “manage.py migrate” to restore it."
        for name in faulty_triggers(connection)
    ]
    yield [Finding("database", message) for message in [*guards, *_orphans(), *follow_up_faults()]]


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
        document = edition.parse()
        found += [*_differences(edition, document), *_index_differences(edition, document)]
    except ValidationError as error:
        found.append(f"its document cannot be read: {error.errors()[0]['msg']}.")
    found += notice_faults(edition)
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


def _index_differences(edition: Edition, document: EditionDocument) -> Iterator[str]:
    """Index rows, from which most pages are made, that are not what the document gives."""
    expected = {(type(row), row.key): _content(row) for row in index_rows(document)}
    restore = "Run “manage.py rebuild_record”."
    for index in INDEXES:
        for row in index.objects.filter(edition=edition).order_by("key", "pk").iterator():
            published = expected.pop((index, row.key), None)
            if published is None:
                yield f"{index.__name__} has a row “{row.key}” that its document does not give. {restore}"
            elif published != _content(row):
                yield f"{index.__name__} says something else of “{row.key}” than its document. {restore}"
    for index, key in expected:
        yield f"{index.__name__} has no row “{key}”, which its document gives. {restore}"


def _content(row: Model) -> list[str]:
    """All that an index row tells, besides whose it is."""
    fields = row._meta.concrete_fields
    return [getattr(row, field.attname) for field in fields if field.name not in {"id", "edition", "key"}]


def _orphans() -> Iterator[str]:
    """Rows that name an edition which is not there: it was deleted past the foreign keys."""
    models: tuple[type[Model], ...] = (*INDEXES, Withdrawal, Correction, Embargo, MendedNote)
    for model in models:
        rows = model._base_manager.exclude(edition_id__in=Edition.objects.order_by().values("pk"))
        for pk in rows.order_by("edition_id").values_list("edition_id", flat=True).distinct():
            yield f"{model.__name__} names the edition with the id {pk}, which is missing."
