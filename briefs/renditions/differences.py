"""How a claim or an article reads now beside how an edition froze it: field by field, word by word."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from briefs.record.basis import MovedClaim
from briefs.record.document import ArticleEntry, ClaimEntry, EvidenceEntry
from briefs.record.essence import Entry, essence_of
from briefs.record.models import Edition
from briefs.renditions.sources import date_view
from briefs.renditions.words import (
    confidence_words,
    corroboration_words,
    day_words,
    excerpt,
    join_names,
    kind_words,
    language_words,
    modality_words,
    quotation,
    sentence_case,
    stance_words,
)
from briefs.text.diffs import Piece, diff_words

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that reads otherwise now: its name, and the old and the new words as pieces (text/diffs.py)."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class BasisChange:
    """A claim a recommendation rests on that reads otherwise in a newer edition; ``number`` is its own there."""

    key: str
    number: int
    edition: Edition
    differences: tuple[Difference, ...]


def basis_changes(moved: Iterable[MovedClaim]) -> tuple[BasisChange, ...]:
    """Readers' view of the claims that moved under a recommendation."""
    return tuple(
        BasisChange(claim.new.key, claim.new.number, claim.edition, differences(claim.old, claim.new))
        for claim in moved
    )


def differences(old: Entry, new: Entry | None) -> tuple[Difference, ...]:
    """What differs between two entries of one key, in reading order; nothing when they say the same."""
    if new is None:
        return (Difference("Gone", diff_words(name_of(old), "")),)
    if isinstance(old, ClaimEntry) and isinstance(new, ClaimEntry):
        return (*_of_fields(old, new, CLAIM), *_of_passages(old, new))
    if isinstance(old, ArticleEntry) and isinstance(new, ArticleEntry):
        return tuple(_of_fields(old, new, ARTICLE))
    raise TypeError("A claim can be compared with a claim only, an article with an article.")


def name_of(entry: Entry) -> str:
    """The statement of a claim, the label of an article."""
    return entry.statement if isinstance(entry, ClaimEntry) else entry.label


def _date(part: object) -> str:
    view = date_view(part)  # type: ignore[arg-type]
    return view.words if view else UNKNOWN


Fields = tuple[tuple[str, Callable[..., str]], ...]

CLAIM: Fields = (
    ("Statement", lambda claim: claim.statement),
    ("Kind", lambda claim: kind_words(claim.kind)),
    ("When", lambda claim: _date(claim.occurred_on)),
    ("Confidence", lambda claim: f"{confidence_words(claim.confidence)}. {claim.confidence_reason}".strip()),
    ("Corroboration", lambda claim: corroboration_words(claim.corroboration)),
)
ARTICLE: Fields = (
    ("Title", lambda article: article.title or "none"),
    ("Outlet", lambda article: article.outlet.name if article.outlet else UNKNOWN),
    ("By", lambda article: join_names(author.name for author in article.authors) or UNKNOWN),
    ("Genre", lambda article: sentence_case(article.genre)),
    ("Language", lambda article: language_words(article.language)),
    ("Published", lambda article: _date(article.published_on)),
    ("Address", lambda article: article.url or "none"),
    ("Note", lambda article: article.note),
)


def _of_fields(old: Entry, new: Entry, fields: Fields) -> Iterator[Difference]:
    for label, words in fields:
        if words(old) != words(new):
            yield Difference(label, diff_words(words(old), words(new)))


def _of_passages(old: ClaimEntry, new: ClaimEntry) -> Iterator[Difference]:
    """Passages that came, went or read otherwise; those of one article are paired in their order."""
    kept = [passage for passage in old.evidence if passage in new.evidence]
    gone = [passage for passage in old.evidence if passage not in kept]
    come = [passage for passage in new.evidence if passage not in kept]
    for passage in gone:
        successor = next((other for other in come if other.article.key == passage.article.key), None)
        if successor is None:
            yield Difference("Passage gone", diff_words(_line(passage), ""))
            continue
        come.remove(successor)
        if essence_of(_with(old, [passage])) != essence_of(_with(old, [successor])):
            before, after = _line(passage), _line(successor)
            if before == after:
                before, after = _copy(passage), _copy(successor)
            yield Difference("Passage", diff_words(before, after))
    for passage in come:
        yield Difference("Passage added", diff_words("", _line(passage)))


def _with(claim: ClaimEntry, evidence: Iterable[EvidenceEntry]) -> ClaimEntry:
    return claim.model_copy(update={"evidence": tuple(evidence)})


def _line(passage: EvidenceEntry) -> str:
    attributed_to = passage.attributed_to.name if passage.attributed_to else None
    quoted = passage.capture.kind == "full text"
    return (
        f"{stance_words(passage.stance)}, {modality_words(passage.modality, attributed_to)}: "
        f"{quotation(passage.exact) if quoted else excerpt(passage.exact)} "
        f"({passage.article.title or passage.article.key}, paragraph {passage.paragraph}) {passage.note}"
    ).strip()


def _copy(passage: EvidenceEntry) -> str:
    capture = passage.capture
    return f"{_line(passage)} Taken from the copy of {day_words(capture.captured_on)}, {capture.text_sha256[:12]}."
