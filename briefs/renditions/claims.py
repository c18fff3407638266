"""A published claim as readers see it: the statement, how far it is borne out, and each passage it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefs.record.document import ClaimEntry, CountryRef, Term
from briefs.renditions.sources import DateView, EvidenceView, SourceView, date_view, evidence_view
from briefs.renditions.words import STANCES, confidence_words, corroboration_words, kind_words


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """A claim named elsewhere on the page: its number, key and statement."""

    number: int
    key: str
    statement: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its evidence, what supports it first. ``cited_at`` are the ids of its citations in the text."""

    number: int
    key: str
    statement: str
    kind: str
    occurred: DateView | None
    confidence: str
    confidence_reason: str
    corroboration: str
    is_corroborated: bool
    countries: tuple[CountryRef, ...]
    topics: tuple[Term, ...]
    evidence: tuple[EvidenceView, ...]
    cited_at: tuple[str, ...]


def claim_view(
    claim: ClaimEntry, sources: Mapping[str, SourceView], language: str, cited_at: Sequence[str] = ()
) -> ClaimView:
    """Readers' view of a claim; ``sources`` are the edition's articles by key."""
    evidence = [evidence_view(item, sources, language) for item in claim.evidence]
    return ClaimView(
        number=claim.number,
        key=claim.key,
        statement=claim.statement,
        kind=kind_words(claim.kind),
        occurred=date_view(claim.occurred_on),
        confidence=confidence_words(claim.confidence),
        confidence_reason=claim.confidence_reason,
        corroboration=corroboration_words(claim.corroboration),
        is_corroborated=claim.corroboration.origins > 1,
        countries=claim.countries,
        topics=claim.topics,
        evidence=tuple(sorted(evidence, key=lambda item: STANCES.index(item.stance))),
        cited_at=tuple(cited_at),
    )
