from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from briefs.record.models import PublishedActor, PublishedCountry, PublishedPart, PublishedTopic
from briefs.renditions.claims import ClaimLink
from briefs.renditions.recommendations import group_by_lever, recommendation_view
from briefs.renditions.sources import source_view, web_address
from briefs.site.parts import first_of_each, rows_of_key


def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is asked of an actor, what it asks, says and publishes, as live briefs have it. One query."""
    found = rows_of_key(PublishedActor, slug)
    entries = [row.parse() for row in found.rows]
    asked = first_of_each((item for entry in entries for item in entry.asked), _key)
    proposed = first_of_each((item for entry in entries for item in entry.proposed), _key)
    said = first_of_each((item for entry in entries for item in entry.attributed), lambda item: item.claim)
    articles = first_of_each((item for entry in entries for item in entry.articles), _key)
    return render(
        request,
        "site/actor.html",
        {
            "actor": entries[0].actor,
            "actor_url": web_address(entries[0].actor.url),
            "asked": group_by_lever(recommendation_view(item, {}) for item in asked),
            "proposed": [recommendation_view(item, {}) for item in proposed],
            "said": [ClaimLink(item.number, item.claim, item.statement) for item in said],
            "sources": [source_view(item) for item in articles],
            "editions": [row.edition for row in found.rows],
            "is_former": found.is_former,
            "noindex": found.is_former,
        },
    )


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Briefs and claims filed under a topic. One query."""
    return _term(request, PublishedTopic, slug, "Topic")


def country(request: HttpRequest, code: str) -> HttpResponse:
    """Briefs and claims on a country, by its two small letters. One query."""
    return _term(request, PublishedCountry, code, "Country")


def _term(request: HttpRequest, index: type[PublishedPart], key: str, noun: str) -> HttpResponse:
    found = rows_of_key(index, key)
    entries = [row.parse() for row in found.rows]
    claims = first_of_each((line for entry in entries for line in entry.claims), _key)
    return render(
        request,
        "site/term.html",
        {
            "noun": noun,
            "name": entries[0].name,
            "editions": [row.edition for row in found.rows],
            "claims": [ClaimLink(line.number, line.key, line.statement) for line in claims],
            "is_former": found.is_former,
            "noindex": found.is_former,
        },
    )


def _key(item: Any) -> str:
    return str(item.key)
