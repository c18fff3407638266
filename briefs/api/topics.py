"""Topics: what briefs and claims are about."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel

from briefs.record.models import PublishedTopic

from .paging import Paging
from .parts import DETAIL_PROBLEMS, LIST_PROBLEMS, Resource
from .terms import describe_use

router = Router(tags=["Topics"])


class Topic(BaseModel):
    """A topic: ``briefs`` are slugs of briefs filed under it, ``claims`` keys of claims, both in live editions."""

    slug: str
    name: str
    briefs: list[str]
    claims: list[str]


class TopicPage(BaseModel):
    """A page of topics, by slug."""

    items: list[Topic]
    next: str | None


def describe_topic(rows: list[PublishedTopic]) -> dict[str, Any]:
    """A topic from its live rows."""
    return {"slug": rows[0].key, **describe_use(rows)}


topics = Resource("topic", PublishedTopic, describe_topic)


@router.get("", response={200: TopicPage, **LIST_PROBLEMS}, summary="List the topics of live editions")
def list_topics(request: HttpRequest, paging: Query[Paging]) -> HttpResponseBase:
    return topics.give_page(request, paging)


@router.get("/{slug}", response={200: Topic, **DETAIL_PROBLEMS}, summary="Read one topic")
def get_topic(request: HttpRequest, slug: str) -> HttpResponseBase:
    return topics.give_item(request, slug)
