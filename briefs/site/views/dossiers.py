from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from briefs.record.models import PublishedActor, PublishedCountry, PublishedPart, PublishedTopic
from briefs.renditions.claims import ClaimLink
from briefs.renditions.recommendations import group_by_lever, recommendation_view
from briefs.renditions.sources import source_view, web_address
from briefs.site.parts import rows_of_key


def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is asked of an actor, what it asks, says and publishes, as live briefs have it. One query."""
    found = rows_of_key(PublishedActor, slug)
    entries = [row.parse() for row in found.rows]
    asked = {item.key: item for entry in reversed(entries) for item in entry.asked}
    proposed = {item.key: item for entry in reversed(entries) for item in entry.proposed}
    said = {item.claim: item for entry in reversed(entries) for item in entry.attributed}
    articles = {item.key: item for entry in reversed(entries) for item in entry.articles}
    return render(
        request,
        "site/actor.html",
        {
            "actor": entries[0].actor,
            "actor_url": web_address(entries[0].actor.url),
            "asked": group_by_lever(recommendation_view(item, {}) for item in asked.values()),
            "proposed": [recommendation_view(item, {}) for item in proposed.values()],
            "said": [ClaimLink(item.number, item.claim, item.statement) for item in said.values()],
            "sources": [source_view(item) for item in articles.values()],
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
    claims = {line.key: line for entry in reversed(entries) for line in entry.claims}
    return render(
        request,
        "site/term.html",
        {
            "noun": noun,
            "name": entries[0].name,
            "editions": [row.edition for row in found.rows],
            "claims": [ClaimLink(line.number, line.key, line.statement) for line in claims.values()],
            "is_former": found.is_former,
            "noindex": found.is_former,
        },
    )
