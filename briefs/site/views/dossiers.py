from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from briefs.record.document import RecommendationEntry
from briefs.record.entries import ActorDossier
from briefs.record.follow_ups import bring_up_to_date
from briefs.record.models import PublishedActor, PublishedCountry, PublishedPart, PublishedTopic
from briefs.renditions.claims import ClaimLink
from briefs.renditions.recommendations import group_by_lever, recommendation_view
from briefs.renditions.sources import source_view, web_address
from briefs.renditions.words import modality_words, stance_words
from briefs.site.parts import first_of_each, rows_of_key


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A claim that cites an actor's words. ``how`` tells, passage by passage, what they do to it and how firmly."""

    claim: ClaimLink
    how: tuple[str, ...]


def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is asked of an actor, what it asks, says and publishes, as live briefs have it. Two queries."""
    found = rows_of_key(PublishedActor, slug)
    entries = [row.parse() for row in found.rows]
    held = [(item, row.edition) for row, entry in zip(found.rows, entries, strict=True) for item in _made(entry)]
    today = timezone.localdate()
    now = {
        entry.key: recommendation_view(entry, {}, today=today)
        for entry in bring_up_to_date(first_of_each(held, lambda pair: pair[0].key))
    }
    asked = first_of_each((item for entry in entries for item in entry.asked), _key)
    proposed = first_of_each((item for entry in entries for item in entry.proposed), _key)
    articles = first_of_each((item for entry in entries for item in entry.articles), _key)
    return render(
        request,
        "site/actor.html",
        {
            "actor": entries[0].actor,
            "actor_url": web_address(entries[0].actor.url),
            "asked": group_by_lever(now[item.key] for item in asked),
            "proposed": [now[item.key] for item in proposed],
            "said": said_lines(entries),
            "sources": [source_view(item) for item in articles],
            "editions": [row.edition for row in found.rows],
            **found.standing,
        },
    )


def said_lines(entries: Iterable[ActorDossier]) -> list[SaidLine]:
    """The claims that cite an actor's words, each as the newest edition that cites them has it."""
    lines: dict[str, SaidLine] = {}
    for entry in entries:
        passages = [passage for passage in entry.attributed if passage.claim not in lines]
        for first in first_of_each(passages, lambda passage: passage.claim):
            bearings = [
                f"{stance_words(p.evidence.stance)} · {modality_words(p.evidence.modality, entry.actor.name)}"
                for p in passages
                if p.claim == first.claim
            ]
            link = ClaimLink(first.number, first.claim, first.statement)
            lines[first.claim] = SaidLine(link, tuple(dict.fromkeys(bearings)))
    return list(lines.values())


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
            **found.standing,
        },
    )


def _made(entry: ActorDossier) -> tuple[RecommendationEntry, ...]:
    return (*entry.asked, *entry.proposed)


def _key(item: Any) -> str:
    return str(item.key)
