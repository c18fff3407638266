"""What an edition of a draft would hold, by ids, and since when a change of each part counts as new.

For one draft or for many: the number of queries does not depend on how many, nor on what they hold.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, Max, QuerySet, Value

from briefs.desk.models import Actor, Brief, Claim, Recommendation
from briefs.record.models import (
    Edition,
    PublishedActor,
    PublishedArticle,
    PublishedClaim,
    PublishedCountry,
    PublishedLineage,
    PublishedRecommendation,
    PublishedTopic,
)

Part = tuple[str, int]
"""What a part is one of, and its id."""

BEGINNING = datetime.min.replace(year=2, tzinfo=UTC)
OUTLET, BYLINE = "evidence__capture__article__outlet", "evidence__capture__article__bylines__actor"
LINKS: tuple[tuple[str, Any, str, str, str], ...] = (
    ("briefs", Brief, "briefs", "id", "slug"),
    ("briefs", Brief, "actors", "bylines__actor", "bylines__actor__slug"),
    ("briefs", Brief, "topics", "topics", "topics__slug"),
    ("briefs", Brief, "countries", "countries", "countries__code"),
    ("claims", Claim, "claims", "id", "key"),
    ("claims", Claim, "topics", "topics", "topics__slug"),
    ("claims", Claim, "countries", "countries", "countries__code"),
    ("claims", Claim, "captures", "evidence__capture", "evidence__capture__text_sha256"),
    ("claims", Claim, "articles", "evidence__capture__article", "evidence__capture__article__key"),
    ("claims", Claim, "actors", "evidence__attributed_to", "evidence__attributed_to__slug"),
    ("claims", Claim, "actors", OUTLET, f"{OUTLET}__slug"),
    ("claims", Claim, "actors", BYLINE, f"{BYLINE}__slug"),
    ("recommendations", Recommendation, "recommendations", "id", "key"),
    ("recommendations", Recommendation, "actors", "addressees", "addressees__slug"),
    ("recommendations", Recommendation, "actors", "proposed_by", "proposed_by__slug"),
    ("recommendations", Recommendation, "levers", "lever", "lever__slug"),
    ("recommendations", Recommendation, "earlier", "lineage__earlier", "lineage__earlier__key"),
)
"""What a text, a claim and a recommendation bring into an edition, each with the key an edition names it by."""

INDEXES: tuple[tuple[str, Any, str], ...] = (
    ("claims", PublishedClaim, "key"),
    ("recommendations", PublishedRecommendation, "key"),
    ("earlier", PublishedLineage, "earlier"),
    ("articles", PublishedArticle, "key"),
    ("actors", PublishedActor, "key"),
    ("topics", PublishedTopic, "key"),
    ("countries", PublishedCountry, "key"),
)


@dataclass(frozen=True)
class Rests:
    """A brief and what its draft rests on, by ids; without ``text``, these alone."""

    brief: int
    claims: Collection[int]
    recommendations: Collection[int] = ()
    text: bool = True

    def sources(self) -> Iterator[Part]:
        if self.text:
            yield "briefs", self.brief
        yield from (("claims", pk) for pk in self.claims)
        yield from (("recommendations", pk) for pk in self.recommendations)


@dataclass(frozen=True)
class Ground:
    """A part by its key, and when the newest edition of the brief that holds it was published."""

    key: str
    since: datetime


def grounds_of(drafts: Collection[Rests]) -> dict[int, dict[Part, Ground]]:
    """Everything an edition of each draft would hold, by the brief's id; what none held counts from the beginning."""
    links = _links(drafts)
    above = _above({pk for parts in links.values() for of, pk in parts if of == "actors"})
    held = _held({draft.brief for draft in drafts})
    found = {}
    for draft in drafts:
        parts: dict[Part, str] = {}
        for source in draft.sources():
            parts |= links[source]
        waiting = [part for part in parts if part[0] == "actors"]
        while waiting:
            new = {part: key for part, key in above.get(waiting.pop()[1], {}).items() if part not in parts}
            parts |= new
            waiting += [part for part in new if part[0] == "actors"]
        found[draft.brief] = {
            part: Ground(key, held.get((draft.brief, part[0], key), BEGINNING)) for part, key in parts.items()
        }
    return found


def _links(drafts: Collection[Rests]) -> dict[Part, dict[Part, str]]:
    """What each source brings in, by its key. One query."""
    ids: dict[str, set[int]] = defaultdict(set)
    for draft in drafts:
        for of, pk in draft.sources():
            ids[of].add(pk)
    rows = [
        model.objects.filter(pk__in=ids[source])
        .order_by()
        .values_list(Value(source), F("id"), Value(of), F(path), F(key))
        for source, model, of, path, key in LINKS
    ]
    found: dict[Part, dict[Part, str]] = defaultdict(dict)
    for source, owner, of, pk, key in rows[0].union(*rows[1:]):
        if pk is not None:
            found[source, owner][of, pk] = key
    return found


def _above(ids: set[int]) -> dict[int, dict[Part, str]]:
    """What each actor and all it is part of bring in: the body above, and the country. One query for a level."""
    found: dict[int, dict[Part, str]] = {}
    while ids:
        rows = Actor.objects.filter(pk__in=ids).order_by()
        named = rows.values_list("pk", "part_of", "part_of__slug", "country", "country__code")
        for pk, body, slug, country, code in named:
            found[pk] = {}
            if body is not None:
                found[pk]["actors", body] = str(slug)
            if country is not None:
                found[pk]["countries", country] = str(code)
        ids = {pk for parts in found.values() for of, pk in parts if of == "actors"} - found.keys()
    return found


def _held(briefs: set[int]) -> dict[tuple[int, str, str], datetime]:
    """When the newest edition of each brief that holds a part was published, stopped ones left out. Three queries.

    Of levers and of copies of sources the newest edition alone is asked.
    """
    editions = Edition.objects.going_out().filter(brief__in=briefs).order_by()
    rows = [editions.values_list(Value("briefs"), F("brief_id"), F("slug")).annotate(at=Max("published_at"))]
    for of, index, key in INDEXES:
        parts = index.objects.filter(edition__in=editions.values("pk")).order_by()
        named = parts.values_list(Value(of), F("edition__brief_id"), F(key))
        rows.append(named.annotate(at=Max("edition__published_at")))
    found = {(brief, of, key): at for of, brief, key, at in rows[0].union(*rows[1:], all=True)}
    newest = editions.values("brief").annotate(newest=Max("pk")).values("newest")
    for brief, at, data in _data(PublishedRecommendation, newest):
        found[brief, "levers", data["lever"]["slug"]] = at
    for brief, at, data in _data(PublishedArticle, newest):
        for passage in data["passages"]:
            found[brief, "captures", passage["evidence"]["capture"]["text_sha256"]] = at
    return found


def _data(index: Any, editions: QuerySet[Any, Any]) -> Iterator[tuple[int, datetime, Any]]:
    rows = index.objects.filter(edition__in=editions).order_by()
    for brief, at, data in rows.values_list("edition__brief_id", "edition__published_at", "data"):
        yield brief, at, json.loads(data)
