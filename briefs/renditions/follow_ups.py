"""What became of a recommendation, as readers see it: each answer with what shows it and what it corrects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from briefs.record.follow_up_document import FollowUpDocument
from briefs.record.follow_ups import ToldFollowUp
from briefs.renditions.claims import ClaimLink, ClaimView, claim_view
from briefs.renditions.sources import source_view
from briefs.renditions.words import day_words, state_words


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """A dated answer, or silence. ``claim`` is the edition's that shows it.

    One published on its own brings its ``proof``; ``correction`` says in words what it puts right, since when.
    """

    status: str
    dated: date
    note: str
    claim: ClaimLink | None
    proof: ClaimView | None
    correction: str


def follow_up_view(told: ToldFollowUp, claims: Mapping[str, ClaimLink]) -> FollowUpView:
    """Readers' view of a follow-up; ``claims`` are the edition's claims by key."""
    entry, document = told.entry, told.document
    return FollowUpView(
        status=state_words(entry.status),
        dated=entry.dated,
        note=entry.note,
        claim=claims.get(entry.claim) if entry.claim else None,
        proof=_proof(document) if document else None,
        correction=_correction(document) if document else "",
    )


def _proof(document: FollowUpDocument) -> ClaimView | None:
    if document.claim is None:
        return None
    sources = {article.key: source_view(article) for article in document.articles}
    return claim_view(document.claim, sources, document.language)


def _correction(document: FollowUpDocument) -> str:
    was = document.corrects
    if was is None:
        return ""
    since = day_words(timezone.localdate(document.published_at))
    before = f"{state_words(was.status)}, {day_words(was.dated)}"
    return f"Corrected on {since}. Before, it read: {before}{f' – {was.note}' if was.note else ''}"
