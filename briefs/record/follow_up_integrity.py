"""Proof that follow-ups published on their own are what was published: re-hashed, chain and columns compared."""

from collections.abc import Iterator

from pydantic import ValidationError

from briefs.text.canonical import sha256_of

from .models import PublishedFollowUp


def follow_up_faults() -> Iterator[str]:
    """What is wrong with any of them, in sentences. Reads one at a time: memory stays constant."""
    before: PublishedFollowUp | None = None
    for row in PublishedFollowUp.objects.order_by("follow_up_id", "number").iterator(chunk_size=100):
        if before is not None and before.follow_up_id != row.follow_up_id:
            before = None
        for message in _faults(row, before):
            yield f"follow-up {row.follow_up_id} of {row.recommendation}, publication {row.number}: {message}"
        before = row


def _faults(row: PublishedFollowUp, before: PublishedFollowUp | None) -> Iterator[str]:
    actual = sha256_of(row.document)
    if actual != row.sha256:
        yield f"its document hashes to {actual}, but it was published as {row.sha256}."
    expected = before.number + 1 if before else 1
    if row.number != expected:
        yield f"publication {expected} of it is missing."
    elif row.replaces_id != (before and before.pk):
        yield "it does not replace the one before it."
    try:
        document = row.parse()
    except ValidationError as error:
        yield f"its document cannot be read: {error.errors()[0]['msg']}."
        return
    pairs = {
        "recommendation": (row.recommendation, document.recommendation),
        "status": (row.status, document.status),
        "dated": (row.dated, document.dated),
        "published_at": (row.published_at, document.published_at),
        "replaces": (before and before.sha256, document.replaces_sha256),
    }
    for name, (stored, published) in pairs.items():
        if stored != published:
            yield f"its column {name} says {stored!r}, its document {published!r}."
