"""What claims are about: the topics and countries of many claims, both in one query."""

from collections.abc import Collection
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from briefs.desk.models import Claim, Country, Topic


def read_terms(claims: Collection[Claim]) -> None:
    """Read topics and countries as prefetching would, by name as the database sorts them, in one query for both.

    Of each topic and country only what stands in an edition is read.
    """
    pks = [claim.pk for claim in claims]
    rows = _terms("topics", "topic", "slug", pks)
    rows = rows.union(_terms("countries", "country", "code", pks), all=True).order_by("name", "term")
    found: dict[tuple[str, int], list[Any]] = {}
    for field, owner, pk, name, key in rows if pks else ():
        term = Topic(pk=pk, name=name, slug=key) if field == "topics" else Country(pk=pk, name=name, code=key)
        found.setdefault((field, owner), []).append(term)
    for claim in claims:
        for field in ("topics", "countries"):
            _remember(claim, field, found.get((field, claim.pk), []))


def _terms(field: str, to: str, key: str, pks: list[int]) -> QuerySet[Any, Any]:
    """Which term each claim has, of one kind: the field, the claim, the term's id, its name and its key."""
    rows: QuerySet[Any] = getattr(Claim, field).through.objects.filter(claim__in=pks).order_by()
    named = rows.annotate(
        field=Value(field, CharField()), term=F(f"{to}_id"), name=F(f"{to}__name"), key=F(f"{to}__{key}")
    )
    values: QuerySet[Any, Any] = named.values_list("field", "claim_id", "term", "name", "key")
    return values


def _remember(claim: Claim, field: str, terms: list[Any]) -> None:
    """Keep them where ``claim.topics.all()`` looks first, as Django does with what it prefetches."""
    rows = getattr(claim, field).get_queryset()
    rows._result_cache, rows._prefetch_done = terms, True
    claim.__dict__.setdefault("_prefetched_objects_cache", {})[field] = rows
