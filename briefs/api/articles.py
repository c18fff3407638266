"""Articles: the sources briefs rest on. Their text is never given, only what is cited of it, with the claims."""

import json
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel

from briefs.record.document import ActorRef, FuzzyDatePart
from briefs.record.models import PublishedArticle

from .paging import Paging
from .parts import DETAIL_PROBLEMS, LIST_PROBLEMS, CitedIn, Resource, cited_in, keys_of

router = Router(tags=["Articles"])


class Article(BaseModel):
    """A source document, null where something is unknown; ``label`` names it when it has no title.

    ``claims`` are the keys of all claims in live editions that rest on it.
    """

    key: str
    title: str | None
    label: str
    outlet: ActorRef | None
    authors: list[ActorRef]
    genre: str
    language: str
    published_on: FuzzyDatePart | None
    url: str | None
    note: str
    claims: list[str]
    cited_in: list[CitedIn]


class ArticlePage(BaseModel):
    """A page of articles, by key."""

    items: list[Article]
    next: str | None


def describe_article(rows: list[PublishedArticle]) -> dict[str, Any]:
    """An article from its live rows."""
    entries = [json.loads(row.data) for row in rows]
    claims = keys_of([entry["passages"] for entry in entries], "claim")
    return {**entries[0]["article"], "claims": claims, "cited_in": cited_in(rows)}


articles = Resource("article", PublishedArticle, describe_article)


@router.get("", response={200: ArticlePage, **LIST_PROBLEMS}, summary="List the sources of live editions")
def list_articles(request: HttpRequest, paging: Query[Paging]) -> HttpResponseBase:
    return articles.give_page(request, paging)


@router.get("/{path:key}", response={200: Article, **DETAIL_PROBLEMS}, summary="Read one source")
def get_article(request: HttpRequest, key: str) -> HttpResponseBase:
    return articles.give_item(request, key)
