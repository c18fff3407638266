"""What may have moved under an edition: found in the histories by time alone, to be compared by content.

A capture never changes, and a passage moved to another one is a change of the passage.
"""

import json
from collections import defaultdict
from typing import Any

from django.db.models import Exists, F, Func, OuterRef, QuerySet

from briefs.desk.models import Actor, Article, ArticleAuthor, Claim, Evidence
from briefs.record.models import Edition, PublishedActor, PublishedArticle, PublishedClaim, PublishedPart

Keys = dict[int, set[str]]
"""Keys by the id of the edition that holds them."""


class ShortlyBefore(Func):
    """A minute before a moment: PostgreSQL may commit what was written then after the edition had been read.

    SQLite has one writer at a time, so there nothing can.
    """

    template = "(%(expressions)s - INTERVAL '1 minute')"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s", **context)


def find_candidates(editions: QuerySet[Edition]) -> tuple[Keys, Keys]:
    """The claims, and the articles, in these editions that something was done to since. At most seven queries."""
    claims = _keys(
        _touched(PublishedClaim, editions, Claim.history.filter(key=OuterRef("key"))),
        _touched(PublishedClaim, editions, Evidence.history.filter(claim__key=OuterRef("key"))),
        PublishedClaim.objects.filter(edition__in=editions.values("pk"), key__in=_keys_with_moved_passages()),
    )
    articles = _keys(
        _touched(PublishedArticle, editions, Article.history.filter(key=OuterRef("key"))),
        _touched(PublishedArticle, editions, ArticleAuthor.history.filter(article__key=OuterRef("key"))),
    )
    actors = _named_otherwise(_touched(PublishedActor, editions, Actor.history.filter(slug=OuterRef("key"))))
    if actors:
        _add_what_actors_move(actors, claims, articles)
    if articles:
        _add_claims_on(articles, claims)
    return claims, articles


def with_parts_below(slugs: set[str]) -> dict[str, set[str]]:
    """Each actor with all that are part of it, at any depth: what it is part of decides their origin. One query."""
    below = defaultdict(set)
    for part, whole in Actor.objects.exclude(part_of=None).values_list("slug", "part_of__slug"):
        below[whole].add(part)
    found = {}
    for slug in slugs:
        found[slug], waiting = {slug}, [slug]
        while waiting:
            new = below[waiting.pop()] - found[slug]
            found[slug] |= new
            waiting += new
    return found


def _keys_with_moved_passages() -> QuerySet[Any]:
    """The keys of claims that a passage was ever moved from or to: its later history tells of the new claim only."""
    elsewhere = Evidence.history.filter(id=OuterRef("id")).exclude(claim_id=OuterRef("claim_id"))
    moved = Evidence.history.filter(Exists(elsewhere), history_type="~")
    keys: QuerySet[Any] = Evidence.history.filter(id__in=moved.values("id")).values("claim__key")
    return keys


def _touched(index: type[PublishedPart], editions: QuerySet[Edition], history: QuerySet[Any]) -> QuerySet[Any]:
    """The rows of these editions whose nouns have lines in this history since. Lazy."""
    rows = index.objects.filter(edition__in=editions.values("pk"))
    rows = rows.annotate(since=ShortlyBefore(F("edition__published_at")))
    return rows.filter(Exists(history.filter(history_date__gte=OuterRef("since"))))


def _keys(rows: QuerySet[Any], *others: QuerySet[Any]) -> Keys:
    """All these by edition. One query; a condition with “or” would be slower by far, as no index helps it."""
    found: Keys = defaultdict(set)
    pairs = rows.values_list("edition_id", "key").union(*(more.values_list("edition_id", "key") for more in others))
    for edition, key in pairs:
        found[edition].add(key)
    return found


def _named_otherwise(rows: QuerySet[Any]) -> Keys:
    """Of these actors, those whose name, kind or body above is not that of their edition. Two queries."""
    frozen = [(edition, json.loads(data)["actor"]) for edition, data in rows.values_list("edition_id", "data")]
    found: Keys = defaultdict(set)
    if frozen:
        fields = Actor.objects.filter(slug__in={actor["slug"] for _, actor in frozen})
        now = {slug: tuple(told) for slug, *told in fields.values_list("slug", "name", "kind", "part_of__slug")}
        for edition, actor in frozen:
            above = actor["part_of"] and actor["part_of"]["slug"]
            if (actor["name"], actor["kind"], above) != now.get(actor["slug"]):
                found[edition].add(actor["slug"])
    return found


def _add_what_actors_move(actors: Keys, claims: Keys, articles: Keys) -> None:
    """Add what changed actors, and those that are part of them, are named in. Two queries."""
    below = with_parts_below(set().union(*actors.values()))
    concerned = {edition: set().union(*(below[slug] for slug in slugs)) for edition, slugs in actors.items()}
    rows = PublishedActor.objects.filter(edition__in=concerned, key__in=set().union(*concerned.values()))
    for edition, key, data in rows.values_list("edition_id", "key", "data"):
        if key in concerned[edition]:
            dossier = json.loads(data)
            claims[edition] |= {passage["claim"] for passage in dossier["attributed"]}
            articles[edition] |= {article["key"] for article in dossier["articles"]}


def _add_claims_on(articles: Keys, claims: Keys) -> None:
    """Add the claims that rest on changed articles: outlet and authors decide how well they are corroborated."""
    rows = PublishedArticle.objects.filter(edition__in=articles, key__in=set().union(*articles.values()))
    for edition, key, data in rows.values_list("edition_id", "key", "data"):
        if key in articles[edition]:
            claims[edition] |= {passage["claim"] for passage in json.loads(data)["passages"]}
