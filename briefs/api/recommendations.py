"""Recommendations: what is asked of whom, on which claims it rests, and what became of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from briefs.record.basis import ClaimRows, claim_rows, moved_claims
from briefs.record.document import ActorRef, FollowUpEntry, LineageEntry, Term
from briefs.record.follow_up_document import FollowUpDocument
from briefs.record.follow_ups import ToldFollowUp, published_follow_ups, told_follow_ups, with_follow_ups
from briefs.record.models import PublishedRecommendation
from briefs.renditions.recommendations import is_silent

from .paging import Paging
from .parts import DETAIL_PROBLEMS, LIST_PROBLEMS, CitedIn, Resource, cited_in

router = Router(tags=["Recommendations"])


class FollowUp(FollowUpEntry):
    """A dated answer, or silence. One that came with an edition has neither ``document`` nor ``sha256``.

    One published on its own brings its ``document``, with the claim that shows it, the passages and their sources;
    written as canonical JSON it hashes to ``sha256``.
    """

    document: FollowUpDocument | None
    sha256: str | None


class Recommendation(BaseModel):
    """An action asked of addressees, as the newest live edition has it, with what became of it since.

    ``claims`` are keys. ``proposed_by`` names the third party whose demand it is; null when it is our own.
    """

    key: str
    text: str
    addressees: list[ActorRef]
    lever: Term
    strength: str
    time_frame: str
    proposed_by: ActorRef | None
    claims: list[str]
    asked_on: date | None
    state: str | None = Field(description="Status of the newest follow-up; null while nothing is recorded.")
    silent_since: date | None = Field(description="When it was asked, while no answer is recorded.")
    follow_ups: list[FollowUp]
    lineage: list[LineageEntry]
    basis_changed: list[str] = Field(
        description="Keys of claims it rests on that a newer live edition puts otherwise than its own."
    )
    cited_in: list[CitedIn]


class RecommendationPage(BaseModel):
    """A page of recommendations, by key."""

    items: list[Recommendation]
    next: str | None


class Recommendations(Resource):
    """Told from the rows of live editions and from the follow-ups published since on their own."""

    def describe_all(self, items: Sequence[list[Any]], at: datetime) -> list[dict[str, Any]]:
        """Two queries besides those of the rows."""
        if not items:
            return []
        published = published_follow_ups([rows[0].key for rows in items], at)
        claims = claim_rows({key for rows in items for key in rows[0].parse().claims}, at=at)
        return [describe_recommendation(rows, published.get(rows[0].key, ()), claims) for rows in items]


def describe_recommendation(
    rows: list[Any], published: Sequence[FollowUpDocument] = (), claims: ClaimRows | None = None
) -> dict[str, Any]:
    """A recommendation from its live rows, newest first, and what was published on its own of what became of it.

    ``claims`` are the live rows of the claims it rests on (record/basis.py).
    """
    entry, frozen_at = rows[0].parse(), rows[0].edition.published_at
    now = with_follow_ups(entry, frozen_at, published)
    asked_on = entry.asked_on
    silent = is_silent(item.status for item in now.follow_ups)
    silent = silent and asked_on is not None and asked_on <= timezone.localdate()
    return {
        **now.model_dump(mode="json"),
        "silent_since": asked_on.isoformat() if silent and asked_on else None,
        "follow_ups": [describe_follow_up(told) for told in told_follow_ups(entry, frozen_at, published)],
        "basis_changed": [moved.new.key for moved in moved_claims(entry, rows[0].edition, claims or {})],
        "cited_in": cited_in(rows),
    }


def describe_follow_up(told: ToldFollowUp) -> dict[str, Any]:
    """A follow-up, from an edition or published on its own."""
    document = told.document
    return {
        **told.entry.model_dump(mode="json"),
        "document": document and document.model_dump(mode="json"),
        "sha256": document and document.sha256(),
    }


recommendations = Recommendations("recommendation", PublishedRecommendation, describe_recommendation)


@router.get(
    "", response={200: RecommendationPage, **LIST_PROBLEMS}, summary="List the recommendations of live editions"
)
def list_recommendations(request: HttpRequest, paging: Query[Paging]) -> HttpResponseBase:
    return recommendations.give_page(request, paging)


@router.get("/{path:key}", response={200: Recommendation, **DETAIL_PROBLEMS}, summary="Read one recommendation")
def get_recommendation(request: HttpRequest, key: str) -> HttpResponseBase:
    return recommendations.give_item(request, key)
