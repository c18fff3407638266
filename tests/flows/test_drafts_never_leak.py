"""A word planted in every field of every draft is looked for at every public address."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefs.desk.models import (
    Brief,
    Capture,
    Claim,
    FollowUp,
    LoadedSeed,
    ReviewRequest,
    StandingReason,
    WorkingCopy,
)
from briefs.publishing import add_comment, resolve_comment
from briefs.record.triggers import drop_triggers, install_triggers
from tests.factories import (
    DIGEST,
    ActorFactory,
    BriefFactory,
    ClaimFactory,
    CountryFactory,
    LeverFactory,
    RecommendationFactory,
    TopicFactory,
    approved,
    author,
    editor,
    make_capture,
    published,
    publisher,
)
from tests.follow_ups import recorded, told

pytestmark = pytest.mark.django_db

CANARY = "zqcanaryqz"
# A page that was not found may repeat its address; it may repeat nothing else.
ADDRESS = "zqaddressqz"
STARTS = ["/", "/briefs/", "/claims/", "/recommendations/", "/articles/", "/about/", "/robots.txt"]
NOUNS = ["briefs", "claims", "recommendations", "articles", "actors", "topics", "countries", "openapi.json", "docs"]
STARTS += [f"/api/v1/{noun}" for noun in NOUNS]
# The free text an edition holds. Whatever is not named here gets the canary before anything is published, too.
PUBLISHED = {
    "actor.name",
    "actor.url",
    "actor.description",
    "article.title",
    "article.url",
    "article.note",
    "article.language",
    "brief.title",
    "brief.summary",
    "brief.key_messages",
    "brief.body",
    "brief.language",
    "capture.text_sha256",
    "claim.statement",
    "claim.confidence_reason",
    "evidence.exact",
    "evidence.prefix",
    "evidence.suffix",
    "evidence.note",
    "followup.note",
    "recommendation.text",
    "recommendation.time_frame",
}
# Publishing reads these: an approval of another content refuses it, and evidence must stand in its capture, whose
# uncited paragraph holds the canary from the beginning.
READ_BY_PUBLISHING = {"approval.content_sha256", "capture.text"}
# Its database knows two words for it.
NOT_FREE = {"standingreason.noun"}


def is_of_record(model: type[models.Model]) -> bool:
    return model.__module__.startswith("briefs.record.")


def desk_models() -> Iterator[type[models.Model]]:
    for model in apps.get_app_config("briefs").get_models():
        if not is_of_record(model) and not str(model._meta.model_name).startswith("historical"):
            yield model


def free_columns(model: type[models.Model]) -> dict[str, Any]:
    """The columns of a model that take any text, by the names PUBLISHED gives them."""
    return {
        f"{model._meta.model_name}.{field.name}": field
        for field in model._meta.concrete_fields
        if isinstance(field, (models.TextField, models.CharField))
        and not (field.choices or field.unique)
        and (field.max_length or 99) >= len(CANARY)
        and field.name not in {"published_on", "occurred_on"}
        and f"{model._meta.model_name}.{field.name}" not in NOT_FREE
    }


def planted(model: type[models.Model], spared: set[str]) -> dict[str, Any]:
    """What to write into the columns of a model: the canary, in JSON too."""
    words = {field.name: models.Value(CANARY) for name, field in free_columns(model).items() if name not in spared}
    typed = [field.name for field in model._meta.concrete_fields if isinstance(field, models.JSONField)]
    return words | {name: {CANARY: [CANARY]} for name in typed}


@contextmanager
def past_the_guards() -> Iterator[None]:
    """Captures and approvals never change; here they do."""
    connection.check_constraints()
    drop_triggers(connection)
    yield
    connection.check_constraints()
    install_triggers(connection)


def plant(spared: set[str]) -> None:
    """Write the canary into every free-text column of the desk and of its users, behind every guard."""
    with past_the_guards():
        for model in desk_models():
            if columns := planted(model, spared):
                model._base_manager.update(**columns)
    get_user_model().objects.update(first_name=CANARY, last_name=CANARY, email=f"{CANARY}@example.org")


def plant_names() -> None:
    """Give everything at the desk, and its users, another name."""
    for model in [*desk_models(), get_user_model()]:
        for field in model._meta.concrete_fields:
            if field.unique and field.name in {"key", "slug", "name", "username"}:
                word = ADDRESS if field.name in {"key", "slug"} else CANARY
                for pk in list(model._base_manager.values_list("pk", flat=True)):
                    model._base_manager.filter(pk=pk).update(**{field.name: f"{word}-{pk}"})


def make_drafts() -> None:
    """A published brief, a later draft of it, an approved brief and loose drafts of every noun, all planted."""
    capture = make_capture(f"A paragraph nobody cites: {CANARY}.\n{DIGEST}")
    claim = ClaimFactory(evidence__capture=capture, evidence__attributed_to=ActorFactory())
    claim.topics.add(TopicFactory())
    claim.countries.add(CountryFactory())
    brief = BriefFactory(claim=claim)
    for user in (author, editor, publisher):
        user()
    make_remarks(brief)
    plant(spared=PUBLISHED | READ_BY_PUBLISHING)
    assert (Claim.objects.get(pk=claim.pk).note, Capture.objects.get(pk=capture.pk).method) == (CANARY, CANARY)
    edition = published(brief)
    told(recorded(brief.recommendations.get(), note="They wrote back."))
    approved()
    RecommendationFactory(proposed_by=ActorFactory())
    LeverFactory()
    FollowUp.objects.create(recommendation=RecommendationFactory(), status="accepted", dated="2026-01-01")
    StandingReason.objects.create(
        edition=edition, noun="claim", key=claim.key, entry_sha256="0" * 64, reason="It stands.", given_by=editor()
    )
    add_comment(brief=brief, by=editor(), text="Still open.", field="body", exact="The court upheld it")
    ReviewRequest.objects.create(brief=brief, asked=editor(), asked_by=author())
    Brief.objects.update(state="approved")
    Claim.objects.update(confidence="high", confidence_reason="Seen.")
    LoadedSeed.objects.create(noun="claim", key="a", sha256="0" * 64, state="")
    assert [model for model in desk_models() if planted(model, set()) and not model._base_manager.exists()] == []
    plant(spared=set())
    plant_names()


def make_remarks(brief: Brief) -> None:
    """What colleagues say about a draft and what somebody is typing, before anything of it is published."""
    comment = add_comment(brief=brief, by=editor(), text="Why?", field="body", exact="The court upheld it")
    resolve_comment(comment=comment, by=author())
    now = timezone.now()
    WorkingCopy.objects.create(
        owner=author(), noun="brief", object_id=brief.pk, tab="a", fields={"body": ["x"]}, opened_at=now, seen_at=now
    )


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


def read(client: Client, address: str) -> tuple[int, str, str]:
    """The status of an address, its headers and its body."""
    response = client.get(address)
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return response.status_code, headers, b"".join(response).decode()


def crawl(client: Client) -> dict[str, tuple[int, str, list[str]]]:
    """Every public address reached from the starts: status, headers with the body, and the SQL it ran."""
    seen: dict[str, tuple[int, str, list[str]]] = {}
    waiting = list(STARTS)
    while waiting:
        address = waiting.pop()
        if address in seen or urlsplit(address).scheme:
            continue
        with CaptureQueriesContext(connection) as queries:
            status, headers, body = read(client, address)
        seen[address] = (status, f"{headers}\n{body}", [query["sql"] for query in queries])
        waiting += links(address, body)
    return seen


def test_no_word_of_a_draft_is_at_any_public_address_and_no_public_query_reads_the_desk():
    make_drafts()
    pages = crawl(Client())
    assert len(pages) > 25
    assert {status for status, _, _ in pages.values()} == {200}
    assert [address for address, (_, told, _) in pages.items() if CANARY in told or ADDRESS in told] == []
    statements = [statement for _, _, queries in pages.values() for statement in queries]
    tables = {table for statement in statements for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', statement)}
    public = {model._meta.db_table for model in apps.get_app_config("briefs").get_models() if is_of_record(model)}
    assert tables
    assert tables - public == set()


def test_addresses_of_drafts_are_not_found_and_say_nothing_of_them():
    make_drafts()
    client = Client()
    places = {
        "brief": ["/briefs/{}/", "/briefs/{}/editions/1/", "/api/v1/briefs/{}", "/api/v1/briefs/{}/editions"],
        "claim": ["/claims/{}/", "/api/v1/claims/{}"],
        "recommendation": ["/recommendations/{}/", "/api/v1/recommendations/{}"],
        "article": ["/articles/{}/", "/api/v1/articles/{}"],
        "actor": ["/actors/{}/", "/api/v1/actors/{}"],
        "topic": ["/topics/{}/", "/api/v1/topics/{}"],
    }
    tried = ["/nowhere/", "/claims/nothing/", "/claims/?page=99", "/countries/zz/", "/api/v1/nowhere"]
    for model in desk_models():
        for address in places.get(str(model._meta.model_name), []):
            tried += [address.format(getattr(row, "slug", None) or row.key) for row in model._base_manager.all()]
    assert len(tried) > 40
    for address in tried:
        status, headers, body = read(client, address)
        assert (address, status, CANARY in headers + body) == (address, 404, False)


def test_every_column_named_as_published_is_one_of_the_desk():
    columns = {name for model in desk_models() for name in free_columns(model)}
    assert (PUBLISHED | READ_BY_PUBLISHING) - columns == set()
