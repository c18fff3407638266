"""List pages: what they tell, what they find, and that more rows cost no more queries."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefs.desk.models import FollowUp
from briefs.publishing import withdraw_brief
from briefs.record.document import CorrectionNotice
from tests import factories
from tests.follow_ups import recorded, told

pytestmark = pytest.mark.django_db


def rich_claim() -> None:
    claim = factories.ClaimFactory()
    claim.topics.add(factories.TopicFactory())
    factories.make_evidence(claim, exact="The station began broadcasting in November.")


def actor_in_country() -> None:
    factories.ActorFactory(part_of=factories.ActorFactory(), country=factories.CountryFactory())


def attributed() -> None:
    factories.make_evidence(factories.ClaimFactory(evidence=False), attributed_to=factories.ActorFactory())


def follow_up() -> None:
    FollowUp.objects.create(recommendation=factories.RecommendationFactory(), status="accepted", dated=date(2026, 2, 1))


def corrected() -> None:
    note = CorrectionNotice(kind="clarification", note="Clearer.")
    factories.published(factories.BriefFactory(), correction=note)


def withdrawn() -> None:
    edition = factories.published(factories.BriefFactory())
    withdraw_brief(brief=edition.brief, edition=1, by=factories.publisher(), explanation="Wrong.")


MAKERS: dict[str, Callable[[], Any]] = {
    "actor": actor_in_country,
    "approval": factories.approved,
    "article": factories.make_capture,
    "brief": lambda: factories.published(factories.BriefFactory()),
    "capture": factories.make_capture,
    "claim": rich_claim,
    "correction": corrected,
    "edition": lambda: factories.published(factories.BriefFactory()),
    "evidence": attributed,
    "followup": follow_up,
    "lever": factories.LeverFactory,
    "publishedfollowup": lambda: told(recorded()),
    "recommendation": lambda: factories.RecommendationFactory(proposed_by=factories.ActorFactory()),
    "topic": factories.TopicFactory,
    "withdrawal": withdrawn,
}


def count_queries(client: Client, noun: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/admin/briefs/{noun}/").status_code == 200
    return len(queries)


@pytest.mark.parametrize("noun", sorted(MAKERS))
def test_list_costs_the_same_queries_with_one_three_and_six_rows(root_client: Client, noun: str) -> None:
    counts = []
    for rows in (1, 2, 3):
        for _ in range(rows):
            MAKERS[noun]()
        counts.append(count_queries(root_client, noun))

    assert counts == [counts[0]] * 3
    assert counts[0] <= 12


def test_every_noun_of_the_desk_and_the_record_is_registered_with_search_and_filters() -> None:
    registered = {m._meta.model_name: a for m, a in admin.site._registry.items() if m._meta.app_label == "briefs"}

    assert set(registered) == {*MAKERS, "country", "event"}
    assert [name for name, room in registered.items() if not room.search_fields] == []
    plain = {"topic", "country", "lever"}
    assert {name for name, room in registered.items() if not room.list_filter} == plain


def test_claim_list_tells_passages_worst_place_and_where_it_is_live(root_client: Client) -> None:
    edition = factories.published()
    claim = edition.brief.recommendations.get().claims.get()
    evidence = claim.evidence.get()
    factories.make_evidence(claim, exact="No such words anywhere in it.", capture=evidence.capture)

    changelist = root_client.get("/admin/briefs/claim/", {"q": claim.key}).context["cl"]

    row = changelist.result_list[0]
    assert (row.passages_n, row.worst, row.cited_n) == (2, "orphaned", 1)


@pytest.mark.parametrize("query", ["?q=a%00b", "?p=100000000000000000000000", "?kind__exact=%3Cscript%3E", "?e=1"])
def test_hostile_queries_get_a_page(root_client: Client, query: str) -> None:
    factories.ClaimFactory()

    assert root_client.get(f"/admin/briefs/claim/{query}", follow=True).status_code == 200


def test_autocomplete_finds_captures_by_their_article_and_survives_a_nul(root_client: Client) -> None:
    capture = factories.make_capture(title="On the register")
    url = "/admin/autocomplete/?app_label=briefs&model_name=evidence&field_name=capture&term="

    assert [row["id"] for row in root_client.get(url + "register").json()["results"]] == [str(capture.pk)]
    assert root_client.get(url + "a%00b").json()["results"] == []


def test_claim_and_recommendation_are_offered_with_their_words(root_client: Client) -> None:
    statement = "A court upheld the closure."
    claim = factories.ClaimFactory(
        key="court-upheld", statement=statement, confidence="high", confidence_reason="Seen.", evidence=False
    )
    recommendation = factories.RecommendationFactory(claims=[claim])
    url = "/admin/autocomplete/?app_label=briefs&model_name=recommendationclaim&field_name=claim&term=court"
    words = "court-upheld – A court upheld the closure. (high confidence)"

    assert [row["text"] for row in root_client.get(url).json()["results"]] == [words]
    page = root_client.get(f"/admin/briefs/recommendation/{recommendation.pk}/change/").content.decode()
    assert f"selected>{words}</option>" in page


def test_table_of_a_list_can_be_reached_by_keyboard_and_its_filters_fold(root_client: Client) -> None:
    factories.ClaimFactory()

    page = root_client.get("/admin/briefs/claim/").content.decode()
    filtered = root_client.get("/admin/briefs/claim/?kind__exact=fact").content.decode()

    assert '<div class="results" tabindex="0" role="region" aria-label="Claims, as a table">' in page
    assert '<details class="filter-fold">' in page
    assert '<details class="filter-fold" open>' in filtered


def test_saving_is_called_the_same_on_every_form(root_client: Client) -> None:
    actor, claim, brief = factories.ActorFactory(), factories.ClaimFactory(), factories.BriefFactory()
    for row in (actor, claim, brief):
        page = root_client.get(f"/admin/briefs/{row._meta.model_name}/{row.pk}/change/").content.decode()
        buttons = re.findall(r'<(?:button|input type="submit")[^>]*name="(?:_continue|_save)"[^>]*>[^<]*', page)
        said = [(name, "Save and close" in button) for button in buttons for name in ("_save",) if name in button]

        assert [re.search(r'name="(\w+)"', button)[1] for button in buttons] == ["_continue", "_save"]  # type: ignore[index]
        assert said == [("_save", True)]


def test_edition_list_says_what_readers_get(root_client: Client) -> None:
    edition = factories.published()
    withdraw_brief(brief=edition.brief, edition=1, by=factories.publisher(), explanation="Wrong.")
    factories.published(factories.BriefFactory())
    later = datetime(2029, 1, 1, tzinfo=UTC)
    factories.published(factories.BriefFactory(), live_from=later)

    page = root_client.get("/admin/briefs/edition/").content.decode()

    assert [page.count(f">{word}</span>") for word in ("Withdrawn", "Live", "Scheduled")] == [1, 1, 1]
