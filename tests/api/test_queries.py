from typing import Any

import pytest
from django.test import Client

from briefs.record.document import CountryRef, Term
from tests.documents import LAW, actor, actor_entry, claim, evidence, recommendation
from tests.publications import withdraw

from .conftest import publish

pytestmark = pytest.mark.django_db

COUNTS = {
    "briefs": 1,
    "briefs/one": 1,
    "briefs/one/editions": 1,
    "briefs/one/editions/1": 2,
    "claims": 2,
    "claims/claim-one": 1,
    "recommendations": 4,
    "recommendations/ask-one": 3,
    "articles": 2,
    "articles/article-one": 1,
    "actors": 2,
    "actors/actor-one": 1,
    "topics": 2,
    "topics/topic-one": 1,
    "countries": 2,
    "countries/country-one": 1,
}


def publish_own_parts(slug: str) -> None:
    """A brief with one part of each noun that no other brief has, in two editions, one of them withdrawn."""
    article = LAW.model_copy(update={"key": f"article-{slug}"})
    topic, country = Term(slug=f"topic-{slug}", name=slug), CountryRef(code=f"country-{slug}", name=slug)
    stated = claim(1, f"claim-{slug}", slug, evidence=(evidence(article),), topics=(topic,), countries=(country,))
    parts: dict[str, Any] = {
        "claims": (stated,),
        "recommendations": (recommendation(f"ask-{slug}", slug),),
        "articles": (article,),
        "actors": (actor_entry(actor(f"actor-{slug}", slug)),),
        "topics": (topic,),
        "countries": (country,),
    }
    withdraw(publish(slug, **parts))
    publish(slug, **parts)


@pytest.mark.parametrize("address", COUNTS)
def test_queries_are_as_many_for_one_brief_as_for_three(
    client: Client, django_assert_num_queries: Any, address: str
) -> None:
    publish_own_parts("one")
    for others, items in (((), 1), (("two", "three"), 3)):
        for slug in others:
            publish_own_parts(slug)
        with django_assert_num_queries(COUNTS[address]):
            response = client.get(f"/api/v1/{address}")
        assert response.status_code == 200
        if "/" not in address:
            assert len(response.json()["items"]) == items


def test_part_of_three_briefs_costs_what_a_part_of_one_does(client: Client, django_assert_num_queries: Any) -> None:
    for slug in ("one", "two", "three"):
        publish(slug)
    with django_assert_num_queries(1):
        assert len(client.get("/api/v1/claims/law").json()["cited_in"]) == 3
    with django_assert_num_queries(2):
        client.get("/api/v1/claims")


@pytest.mark.parametrize("address", ["openapi.json", "docs", "nowhere", "claims?limit=0", "claims?cursor=x"])
def test_what_needs_no_record_asks_for_none(client: Client, django_assert_num_queries: Any, address: str) -> None:
    with django_assert_num_queries(0):
        client.get(f"/api/v1/{address}")
