"""Claims: what briefs state, each with the passages it rests on."""

import json
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel

from briefs.record.document import (
    ClaimKind,
    Confidence,
    Corroboration,
    CountryRef,
    EvidenceEntry,
    FuzzyDatePart,
    Term,
)
from briefs.record.models import PublishedClaim

from .paging import Paging
from .parts import DETAIL_PROBLEMS, LIST_PROBLEMS, CitedIn, Resource, cited_in

router = Router(tags=["Claims"])


class Claim(BaseModel):
    """One statement with its evidence, as the newest live edition that cites it published it."""

    key: str
    statement: str
    kind: ClaimKind
    occurred_on: FuzzyDatePart | None
    countries: list[CountryRef]
    topics: list[Term]
    confidence: Confidence | None
    confidence_reason: str
    corroboration: Corroboration
    evidence: list[EvidenceEntry]
    cited_in: list[CitedIn]


class ClaimPage(BaseModel):
    """A page of claims, by key."""

    items: list[Claim]
    next: str | None


def describe_claim(rows: list[PublishedClaim]) -> dict[str, Any]:
    """A claim from its live rows. Its number belongs to an edition, so it stays out."""
    claim = json.loads(rows[0].data)
    del claim["number"]
    return {**claim, "cited_in": cited_in(rows)}


claims = Resource("claim", PublishedClaim, describe_claim)


@router.get("", response={200: ClaimPage, **LIST_PROBLEMS}, summary="List the claims of live editions")
def list_claims(request: HttpRequest, paging: Query[Paging]) -> HttpResponseBase:
    return claims.give_page(request, paging)


@router.get("/{path:key}", response={200: Claim, **DETAIL_PROBLEMS}, summary="Read one claim")
def get_claim(request: HttpRequest, key: str) -> HttpResponseBase:
    return claims.give_item(request, key)
