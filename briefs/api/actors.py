"""Actors: who acts, publishes, claims or is asked, and where in the record that stands."""

import json
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel

from briefs.record.document import ActorKind, ActorRef, CountryRef, Modality, Stance
from briefs.record.models import PublishedActor

from .paging import Paging
from .parts import DETAIL_PROBLEMS, LIST_PROBLEMS, CitedIn, Resource, cited_in, keys_of

router = Router(tags=["Actors"])


class Attribution(BaseModel):
    """A passage whose words are the actor's. A claim it disputes or denies is not what the actor holds."""

    claim: str
    stance: Stance
    modality: Modality
    article: str
    paragraph: int


class Actor(BaseModel):
    """A person, organisation, government, international organisation or media outlet.

    ``asked`` and ``proposed`` are keys of recommendations made to it and by it, ``articles`` of sources it wrote or
    published. ``attributed`` are the passages that give its words, each with the claim it stands under and how it
    bears on it: it may support the claim, dispute it or deny it. All from live editions. ``origin`` is the topmost
    body it is part of, itself when there is none.
    """

    slug: str
    name: str
    kind: ActorKind
    part_of: ActorRef | None
    origin: ActorRef
    country: CountryRef | None
    url: str | None
    description: str
    asked: list[str]
    proposed: list[str]
    attributed: list[Attribution]
    articles: list[str]
    cited_in: list[CitedIn]


class ActorPage(BaseModel):
    """A page of actors, by slug."""

    items: list[Actor]
    next: str | None


def describe_actor(rows: list[PublishedActor]) -> dict[str, Any]:
    """An actor from its live rows."""
    entries = [json.loads(row.data) for row in rows]
    return {
        **entries[0]["actor"],
        "asked": keys_of([entry["asked"] for entry in entries]),
        "proposed": keys_of([entry["proposed"] for entry in entries]),
        "attributed": [_attribution(passage) for passage in _newest_passages(entries)],
        "articles": keys_of([entry["articles"] for entry in entries]),
        "cited_in": cited_in(rows),
    }


def _newest_passages(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The attributed passages, those of each claim from the newest edition that gives any."""
    passages: list[dict[str, Any]] = []
    for entry in entries:
        told = {passage["claim"] for passage in passages}
        passages += [passage for passage in entry["attributed"] if passage["claim"] not in told]
    return passages


def _attribution(passage: dict[str, Any]) -> dict[str, Any]:
    evidence = passage["evidence"]
    return {
        "claim": passage["claim"],
        "stance": evidence["stance"],
        "modality": evidence["modality"],
        "article": evidence["article"]["key"],
        "paragraph": evidence["paragraph"],
    }


actors = Resource("actor", PublishedActor, describe_actor)


@router.get("", response={200: ActorPage, **LIST_PROBLEMS}, summary="List the actors of live editions")
def list_actors(request: HttpRequest, paging: Query[Paging]) -> HttpResponseBase:
    return actors.give_page(request, paging)


@router.get("/{slug}", response={200: Actor, **DETAIL_PROBLEMS}, summary="Read one actor")
def get_actor(request: HttpRequest, slug: str) -> HttpResponseBase:
    return actors.give_item(request, slug)
