"""The workbench: what the page of a brief shows and costs, and what its panel and preview make of unsaved text."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefs.desk.models import Brief, BriefRecommendation, Event
from tests import factories
from tests.admin.pages import change_url, login, open_form
from tests.large_briefs import large_brief

pytestmark = pytest.mark.django_db
AsRole = Callable[[str], Client]


def at(brief: Brief, page: str) -> str:
    return f"/admin/briefs/brief/{brief.pk}/{page}/"


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
        return len(queries)


@pytest.mark.parametrize("state", ["draft", "in review", "approved", "published"])
def test_page_opens_with_few_queries_however_many_claims_it_cites(as_role: AsRole, state: str) -> None:
    counts = []
    for claims in (1, 3, 40):
        brief = large_brief(claims, slug=f"with-{claims}")
        Brief.objects.filter(pk=brief.pk).update(state=state)
        counts.append(queries_of(as_role("editor"), change_url(brief)))

    assert counts == [counts[0]] * 3
    assert counts[0] <= 25


def test_page_shows_each_claim_with_its_standing_in_the_order_cited(as_role: AsRole) -> None:
    first = factories.ClaimFactory(key="first", confidence="high", confidence_reason="Seen by many.")
    factories.make_evidence(first, exact="The station began broadcasting in November.")
    bare = factories.ClaimFactory(key="bare", evidence=False)
    below = factories.ClaimFactory(key="below")
    brief = factories.BriefFactory(
        key_messages="One [@first].",
        body="Two [@bare] and one [@first].",
        recommendations=[factories.RecommendationFactory(claims=[below])],
    )

    panel = as_role("author").get(change_url(brief)).context["panel"]

    assert [(c.number, c.key, c.confidence, c.corroboration, c.place_words, c.url) for c in panel.cited] == [
        (1, "first", "high confidence", "2 origins", "Anchored", change_url(first)),
        (2, "bare", "confidence not stated", "no supporting source", "No passage", change_url(bare)),
    ]
    assert [claim.key for claim in panel.underlying] == ["below"]


def test_worst_place_of_a_claim_is_the_one_shown(as_role: AsRole) -> None:
    claim = factories.ClaimFactory(key="mixed")
    factories.make_evidence(claim, exact="This stands nowhere in it, not even roughly.")
    brief = factories.BriefFactory(claim=claim)

    cited = as_role("author").get(change_url(brief)).context["panel"].cited

    assert [(item.place, item.place_words) for item in cited] == [("orphaned", "Orphaned")]


def test_issue_leads_to_the_passage_as_it_is_typed(as_role: AsRole) -> None:
    body = "First.\n\nThe fine was 4,000 euros [@nobody].\n\n## In 37 days\n\nLast."
    brief = factories.BriefFactory(summary="", body=body, authors=[])

    issues = as_role("author").get(change_url(brief)).context["panel"].issues

    assert [(issue.here, issue.excerpt) for issue in issues] == [
        ("id_summary", ""),
        ("bylines-group", ""),
        ("id_body", "@nobody"),
        ("id_body", "## In 37 days"),
        ("id_body", "The fine was 4,000 euros [@nobody]."),
    ]


def test_panel_follows_the_unsaved_text_and_saves_nothing(as_role: AsRole) -> None:
    factories.ClaimFactory(key="typed-now", statement="It was typed.")
    brief = factories.BriefFactory()
    client = as_role("author")
    form = open_form(client, change_url(brief))
    before = (Brief.objects.values().get(), Event.objects.count(), Brief.history.count())

    answer = client.post(at(brief, "panel"), form | {"body": "One two three [@typed-now] [@gone]."})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "<strong>3 words</strong>, 1 minute to read" in page
    assert "It was typed." in page
    assert 'body: cites [@gone], but no claim has that key. Correct or add it. <a href="#id_body"' in page
    assert (Brief.objects.values().get(), Event.objects.count(), Brief.history.count()) == before


def test_panel_counts_rows_as_they_stand_in_the_form(as_role: AsRole) -> None:
    here, added = factories.ClaimFactory(key="here"), factories.ClaimFactory(key="added")
    stays = factories.RecommendationFactory(claims=[here])
    factories.RecommendationFactory(key="new-one", claims=[added])
    brief = factories.BriefFactory(body="Text.", key_messages="Message.", recommendations=[stays])
    client = as_role("author")
    form = open_form(client, change_url(brief))
    rows = {
        "placements-0-position": "7",
        "placements-1-recommendation": "new-one",
        "placements-1-position": "2",
        "bylines-0-DELETE": "on",
    }

    panel = client.post(at(brief, "panel"), form | rows).context["panel"]

    assert [claim.key for claim in panel.underlying] == ["added", "here"]
    assert [issue.here for issue in panel.issues] == ["bylines-group"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"body": "a\x00b"}, "body: Line 1 holds the control character U+0000"),
        ({"body": "x" * 1_000_000}, "body: "),
        ({"body": "[" * 6_000}, "body: "),
        ({"title": "t" * 300}, "title: "),
        ({"bylines-TOTAL_FORMS": "²", "placements-TOTAL_FORMS": "-1"}, ""),
        ({"bylines-TOTAL_FORMS": "9" * 5000, "bylines-0-actor": "\x00", "bylines-0-position": "9" * 5000}, ""),
    ],
)
def test_panel_answers_hostile_text_with_a_sentence(as_role: AsRole, typed: dict[str, str], sentence: str) -> None:
    brief = factories.BriefFactory()
    client = as_role("author")
    form = open_form(client, change_url(brief))

    answer = client.post(at(brief, "panel"), form | typed)
    preview = client.post(at(brief, "preview"), form | typed)

    assert (answer.status_code, preview.status_code) == (200, 200)
    assert [text[: len(sentence)] for text in answer.context["panel"].refused] == ([sentence] if sentence else [])


def test_panel_is_for_the_desk_and_for_posts(as_role: AsRole, client: Client) -> None:
    brief = factories.BriefFactory()
    editor = as_role("editor")

    assert client.post(at(brief, "panel")).status_code == 302
    client.force_login(factories.UserFactory(username="nobody", role=None))
    assert client.post(at(brief, "panel")).status_code == 403
    assert editor.get(at(brief, "panel")).status_code == 405
    assert editor.post("/admin/briefs/brief/99999999999999999999/panel/").status_code == 404
    checked = Client(enforce_csrf_checks=True)
    checked.force_login(factories.author())
    assert checked.post(at(brief, "panel")).status_code == 403


def test_preview_shows_what_the_form_holds_and_writes_nothing(as_role: AsRole) -> None:
    brief = factories.BriefFactory(title="Stored")
    client = as_role("author")
    form = open_form(client, change_url(brief))
    before = (Brief.objects.values().get(), Event.objects.count())

    answer = client.post(at(brief, "preview"), form | {"title": "Typed", "body": "## Typed heading\n\nWords."})

    page = answer.content.decode()
    assert answer.context["page"].document.title == "Typed"
    assert "Typed heading" in page
    assert "as it stands in your form, saved or not" in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert (Brief.objects.values().get(), Event.objects.count()) == before
    assert "Stored" in client.get(at(brief, "preview")).content.decode()


def test_rows_are_added_put_in_order_and_removed_without_scripts(as_role: AsRole) -> None:
    one, two, three = (factories.RecommendationFactory(key=key) for key in ("one", "two", "three"))
    brief = factories.BriefFactory(recommendations=[one, two])
    client = as_role("author")
    form = open_form(client, change_url(brief))
    assert (form["placements-0-recommendation"], form["placements-1-recommendation"]) == ("one", "two")
    assert form["placements-TOTAL_FORMS"] == "4"

    answer = client.post(
        change_url(brief),
        form
        | {
            "placements-0-DELETE": "on",
            "placements-1-position": "5",
            "placements-2-recommendation": "three",
            "placements-2-position": "3",
            "placements-3-position": "4",
        },
    )

    assert answer.status_code == 302
    placed = BriefRecommendation.objects.filter(brief=brief).values_list("recommendation__key", "position")
    assert list(placed) == [("three", 3), ("two", 5)]
    assert three.placements.count() == 1


def test_unknown_row_is_refused_with_the_nearest_key(as_role: AsRole) -> None:
    factories.ActorFactory(slug="media-watch", name="Media Watch")
    brief = factories.BriefFactory()
    client = as_role("author")
    form = open_form(client, change_url(brief))

    answer = client.post(change_url(brief), form | {"bylines-1-actor": "media-wotch"})

    assert answer.context["bylines"].forms[1].errors == {
        "actor": ["“media-wotch” is no actor we know. Did you mean media-watch (Media Watch)?"]
    }
    assert "media-wotch" in answer.content.decode()


def test_topics_and_countries_are_named_by_slug_and_code(as_role: AsRole) -> None:
    brief = factories.BriefFactory()
    factories.TopicFactory(slug="media"), factories.TopicFactory(slug="courts"), factories.CountryFactory(code="kg")
    client = as_role("author")
    form = open_form(client, change_url(brief))

    client.post(change_url(brief), form | {"topics": "media, courts", "countries": "kg"})

    stored = Brief.objects.get()
    assert set(stored.topics.values_list("slug", flat=True)) == {"media", "courts"}
    assert open_form(client, change_url(brief))["topics"] in ("media courts", "courts media")
    assert [country.code for country in stored.countries.all()] == ["kg"]


def test_who_may_only_read_gets_the_text_and_no_form(client: Client) -> None:
    reader = factories.UserFactory(username="reader", role=None)
    reader.user_permissions.add(*Permission.objects.filter(codename__startswith="view_"))
    brief = factories.BriefFactory(body="Read <this>.")

    answer = login(reader).get(change_url(brief))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "Read &lt;this&gt;." in page
    assert 'id="brief-form"' not in page
    assert login(reader).post(change_url(brief), {"title": "Mine"}).status_code == 403


def test_empty_page_for_a_new_brief_has_a_slug_and_no_panel(as_role: AsRole) -> None:
    answer = as_role("author").get("/admin/briefs/brief/add/")

    assert 'name="slug"' in answer.content.decode()
    assert "panel" not in answer.context


def test_page_loads_no_script_of_the_stock_forms(as_role: AsRole) -> None:
    page = as_role("author").get(change_url(factories.BriefFactory())).content.decode().lower()

    assert [name for name in ("jquery", "select2", "inlines.js", "autocomplete.js") if name in page] == []


def test_advice_stands_apart_from_what_blocks(as_role: AsRole) -> None:
    brief = factories.BriefFactory(summary="Too short.", body="Bare.")

    answer = as_role("author").get(change_url(brief))

    assert [(item.here, item.excerpt) for item in answer.context["panel"].advice] == [
        ("id_summary", ""),
        ("id_body", "Bare."),
    ]
    assert not any("no claim." in issue.message for issue in answer.context["panel"].issues)
    assert '<h3 id="panel-advice">Advice</h3>' in answer.content.decode()
