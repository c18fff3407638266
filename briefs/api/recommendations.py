"""Recommendations: what is asked of whom, on which claims it rests, and what became of it."""

import json
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel

from briefs.record.document import ActorRef, FollowUpEntry, LineageEntry, Term
from briefs.record.models import PublishedRecommendation

from .paging import Paging
from .parts import DETAIL_PROBLEMS, LIST_PROBLEMS, CitedIn, Resource, cited_in

router = Router(tags=["Recommendations"])


class Recommendation(BaseModel):
    """An action asked of addressees, as the newest live edition has it. ``claims`` are keys.

    ``proposed_by`` names the third party whose demand it is; null when it is our own.
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
    state: str | None
    follow_ups: list[FollowUpEntry]
    lineage: list[LineageEntry]
    cited_in: list[CitedIn]


class RecommendationPage(BaseModel):
    """A page of recommendations, by key."""

    items: list[Recommendation]
    next: str | None


def describe_recommendation(rows: list[PublishedRecommendation]) -> dict[str, Any]:
    """A recommendation from its live rows."""
    return {**json.loads(rows[0].data), "cited_in": cited_in(rows)}


recommendations = Resource("recommendation", PublishedRecommendation, describe_recommendation)


@router.get(
    "", response={200: RecommendationPage, **LIST_PROBLEMS}, summary="List the recommendations of live editions"
)
def list_recommendations(request: HttpRequest, paging: Query[Paging]) -> HttpResponseBase:
    return recommendations.give_page(request, paging)


@router.get("/{path:key}", response={200: Recommendation, **DETAIL_PROBLEMS}, summary="Read one recommendation")
def get_recommendation(request: HttpRequest, key: str) -> HttpResponseBase:
    return recommendations.give_item(request, key)
