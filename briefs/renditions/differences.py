"""How a claim or an article reads now beside how an edition froze it: field by field, word by word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefs.record.basis import MovedClaim
from briefs.record.document import ArticleEntry, ClaimEntry, EvidenceEntry
from briefs.record.essence import FILING, Entry, essence_of
from briefs.record.models import Edition
from briefs.renditions.changed_facts import Facts, article_facts, changed_facts, claim_facts, passage_lines
from briefs.text.diffs import Piece, diff_words


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that reads otherwise now: its name, and the old and the new words as pieces (text/diffs.py)."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class MovedClaimView:
    """A claim a recommendation rests on that reads otherwise in a newer edition; ``number`` is its own there."""

    key: str
    number: int
    edition: Edition
    differences: tuple[Difference, ...]


def moved_claim_views(moved: Iterable[MovedClaim]) -> tuple[MovedClaimView, ...]:
    """Readers' view of the claims that moved under a recommendation."""
    return tuple(
        MovedClaimView(claim.new.key, claim.new.number, claim.edition, differences(claim.old, claim.new))
        for claim in moved
    )


def differences(old: Entry, new: Entry | None) -> tuple[Difference, ...]:
    """What differs between two entries of one key, in reading order; nothing when they say the same."""
    if new is None:
        return (Difference("Gone", diff_words(name_of(old), "")),)
    if isinstance(old, ClaimEntry) and isinstance(new, ClaimEntry):
        return (*_of_facts(old, new), *_of_passages(old, new))
    if isinstance(old, ArticleEntry) and isinstance(new, ArticleEntry):
        return tuple(_of_facts(old, new))
    raise TypeError("A claim can be compared with a claim only, an article with an article.")


def name_of(entry: Entry) -> str:
    """The statement of a claim, the label of an article."""
    return entry.statement if isinstance(entry, ClaimEntry) else entry.label


def _facts(entry: Entry) -> Facts:
    """What is told of an entry elsewhere, too, but for how a claim is filed; its statement first."""
    if isinstance(entry, ArticleEntry):
        return article_facts(entry)
    told = {label: words for label, words in claim_facts(entry).items() if label.lower() not in FILING}
    return {"Statement": entry.statement, **told}


def _of_facts(old: Entry, new: Entry) -> Iterator[Difference]:
    for fact in changed_facts(_facts(old), _facts(new), lambda facts: facts):
        yield Difference(fact.label, fact.words)


def _of_passages(old: ClaimEntry, new: ClaimEntry) -> Iterator[Difference]:
    """Passages that came, went or read otherwise; those of one article are paired in their order."""
    kept = [passage for passage in old.evidence if passage in new.evidence]
    gone = [passage for passage in old.evidence if passage not in kept]
    come = [passage for passage in new.evidence if passage not in kept]
    both = [*old.evidence, *new.evidence]
    line = dict(zip(map(id, both), passage_lines(both), strict=True))
    for passage in gone:
        successor = next((other for other in come if other.article.key == passage.article.key), None)
        if successor is None:
            yield Difference("Passage gone", diff_words(line[id(passage)], ""))
            continue
        come.remove(successor)
        if essence_of(_with(old, [passage])) != essence_of(_with(old, [successor])):
            yield Difference("Passage", diff_words(line[id(passage)], line[id(successor)]))
    for passage in come:
        yield Difference("Passage added", diff_words("", line[id(passage)]))


def _with(claim: ClaimEntry, evidence: Iterable[EvidenceEntry]) -> ClaimEntry:
    return claim.model_copy(update={"evidence": tuple(evidence)})
