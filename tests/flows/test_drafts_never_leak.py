"""A word planted in every field of every draft is looked for at every public address."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefs.desk.models import Brief, Claim, FollowUp
from tests.factories import (
    ActorFactory,
    BriefFactory,
    ClaimFactory,
    CountryFactory,
    LeverFactory,
    RecommendationFactory,
    TopicFactory,
    approved,
    published,
)

pytestmark = pytest.mark.django_db

CANARY = "zqcanaryqz"
STARTS = [
    "/",
    "/briefs/",
    "/claims/",
    "/recommendations/",
    "/articles/",
    "/about/",
    "/robots.txt",
    *(
        f"/api/v1/{noun}"
        for noun in (
            "briefs",
            "claims",
            "recommendations",
            "articles",
            "actors",
            "topics",
            "countries",
            "openapi.json",
            "docs",
        )
    ),
]
RECORD = {"edition", "withdrawal", "correction"}


def desk_models() -> Iterator[type[models.Model]]:
    for model in apps.get_app_config("briefs").get_models():
        name = model.__name__.lower()
        if name not in RECORD and not name.startswith(("published", "historical")):
            yield model


def plant_everywhere() -> None:
    """Write the canary into every free-text column of the desk, behind every guard."""
    for model in desk_models():
        if hasattr(model, "immutable"):
            continue
        columns = {}
        for field in model._meta.concrete_fields:
            free = isinstance(field, (models.TextField, models.CharField)) and not field.choices
            if free and not field.unique and field.max_length not in {2, 12, 64} and field.name != "published_on":
                columns[field.name] = models.Value(CANARY)
        columns.pop("language", None)
        if columns:
            model._base_manager.update(**columns)
    for model, column in [(m, f) for m in desk_models() for f in m._meta.concrete_fields if f.unique]:
        if isinstance(column, models.CharField) and column.name in {"key", "slug", "name"}:
            for row in model._base_manager.all():
                value = f"{CANARY}-{row.pk}"
                model._base_manager.filter(pk=row.pk).update(**{column.name: value})


def make_drafts() -> None:
    """A published brief, a later draft of it, an approved brief and loose drafts of every noun."""
    claim = ClaimFactory(evidence__attributed_to=ActorFactory())
    claim.topics.add(TopicFactory())
    claim.countries.add(CountryFactory())
    published(BriefFactory(claim=claim))
    approved()
    RecommendationFactory(proposed_by=ActorFactory())
    LeverFactory()
    FollowUp.objects.create(recommendation=RecommendationFactory(), status="accepted", dated="2026-01-01")
    Brief.objects.update(state="approved")
    Claim.objects.update(confidence="high", confidence_reason="Seen.")


def links(address: str, body: str) -> set[str]:
    """The addresses of this site that a page or an answer names."""
    found = re.findall(r'(?:href|src|action)="([^"]+)"', body) + re.findall(r'"next":\s*"(/[^"]+|http[^"]+)"', body)
    found += re.findall(r"<loc>([^<]+)</loc>", body)
    absolute = {urljoin(address, unescape(link)) for link in found}
    return {
        urlsplit(link)._replace(scheme="", netloc="", fragment="").geturl()
        for link in absolute
        if urlsplit(link).netloc in {"", "testserver"} and not urlsplit(link).path.startswith(("/static/", "/admin/"))
    }


def crawl(client: Client) -> dict[str, tuple[int, str, list[str]]]:
    """Every public address reached from the starts: status, body and the SQL it ran."""
    seen: dict[str, tuple[int, str, list[str]]] = {}
    waiting = list(STARTS)
    while waiting:
        address = waiting.pop()
        if address in seen or urlsplit(address).scheme:
            continue
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        text = b"".join(response).decode()
        seen[address] = (response.status_code, text, [query["sql"] for query in queries])
        waiting += links(address, text)
    return seen


def test_no_word_of_a_draft_is_at_any_public_address_and_no_public_query_reads_the_desk():
    make_drafts()
    plant_everywhere()
    client = Client()
    pages = crawl(client)
    assert len(pages) > 25
    assert {status for status, _, _ in pages.values()} == {200}
    assert [address for address, (_, body, _) in pages.items() if CANARY in body] == []
    desk_tables = {model._meta.db_table for model in desk_models()}
    statements = [statement for _, _, queries in pages.values() for statement in queries]
    assert statements
    tables = {table for statement in statements for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', statement)}
    assert tables & desk_tables == set()


def test_addresses_of_drafts_are_not_found():
    make_drafts()
    plant_everywhere()
    client = Client()
    places = {
        "Brief": ["/briefs/{}/", "/briefs/{}/editions/1/", "/api/v1/briefs/{}", "/api/v1/briefs/{}/editions"],
        "Claim": ["/claims/{}/", "/api/v1/claims/{}"],
        "Recommendation": ["/recommendations/{}/", "/api/v1/recommendations/{}"],
        "Article": ["/articles/{}/", "/api/v1/articles/{}"],
        "Actor": ["/actors/{}/"],
        "Topic": ["/topics/{}/"],
    }
    tried = 0
    for model in desk_models():
        for address in places.get(model.__name__, []):
            for row in model._base_manager.all():
                key = getattr(row, "slug", None) or row.key
                response = client.get(address.format(key))
                assert response.status_code == 404, address
                tried += 1
    assert tried > 30
