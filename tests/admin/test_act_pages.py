"""What the pages of the acts cost, and what stands in the way when a claim is gone that the text still cites."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefs.desk.models import Brief, Claim, Evidence, RecommendationClaim
from tests import factories
from tests.admin.pages import change_url, open_form
from tests.large_briefs import large_brief

pytestmark = pytest.mark.django_db
AsRole = Callable[[str], Client]
UNKNOWN = "key_messages: cites [@gone], but no claim has that key. Correct or add it."


def act_url(brief: Brief, act: str) -> str:
    return f"/admin/briefs/brief/{brief.pk}/{act}/"


def in_state(brief: Brief, state: str) -> Brief:
    Brief.objects.filter(pk=brief.pk).update(state=state)
    return Brief.objects.get(pk=brief.pk)


@pytest.mark.parametrize(
    ("act", "state", "role"),
    [("submit", "draft", "author"), ("approve", "in review", "editor"), ("publish", "approved", "publisher")],
)
def test_page_reads_the_draft_once_however_many_claims_it_cites(
    as_role: AsRole, act: str, state: str, role: str
) -> None:
    client, counts = as_role(role), []
    # Made before either is asked for, so that their sources belong to bodies above as deep as each other's.
    for brief in [in_state(large_brief(claims, slug=f"with-{claims}"), state) for claims in (1, 3)]:
        client.get(act_url(brief, act))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(act_url(brief, act)).status_code == 200
        counts.append(len(queries))
        of_passages = [query for query in queries if ' FROM "briefs_evidence"' in query["sql"]]
        assert len(of_passages) == 1

    assert counts == [counts[0]] * 2


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("act", ["submit", "approve", "publish"])
def test_act_that_is_not_open_reads_no_draft(as_role: AsRole, act: str, method: str) -> None:
    brief = in_state(factories.BriefFactory(), "published")
    client = as_role("publisher")
    with CaptureQueriesContext(connection) as queries:
        assert getattr(client, method)(act_url(brief, act)).status_code == 200

    assert [query for query in queries if "briefs_evidence" in query["sql"]] == []


@pytest.fixture
def bereft() -> Brief:
    """A brief whose claim was deleted past every guard, by hand in the database."""
    claim = factories.ClaimFactory(key="gone")
    brief = Brief.objects.get(pk=factories.BriefFactory(claim=claim, slug="bereft").pk)
    for rows in (Evidence.objects.filter(claim=claim), RecommendationClaim.objects.filter(claim=claim)):
        rows._raw_delete(rows.db)
    row = Claim.objects.filter(pk=claim.pk)
    row._raw_delete(row.db)
    return brief


@pytest.mark.parametrize("state", ["draft", "in review", "approved", "published"])
def test_workbench_names_a_claim_that_is_gone(as_role: AsRole, bereft: Brief, state: str) -> None:
    answer = as_role("editor").get(change_url(in_state(bereft, state)))

    assert answer.status_code == 200
    assert UNKNOWN in [issue.message for issue in answer.context["panel"].issues]


@pytest.mark.parametrize(
    ("act", "state", "fields"),
    [
        ("submit", "draft", {}),
        ("approve", "in review", {}),
        ("publish", "approved", {"update_type": "major", "change_note": "First.", "zone": "UTC"}),
    ],
)
def test_act_names_a_claim_that_is_gone(
    as_role: AsRole, bereft: Brief, act: str, state: str, fields: dict[str, str]
) -> None:
    brief, client = in_state(bereft, state), as_role("publisher")
    shown = client.get(act_url(brief, act))
    assert shown.status_code == 200
    assert UNKNOWN in [issue.message for issue in shown.context["issues"]]
    if act == "submit":
        return

    answer = client.post(act_url(brief, act), open_form(client, act_url(brief, act)) | fields)

    assert answer.status_code == 200
    assert UNKNOWN in [issue.message for issue in answer.context["issues"]]
    assert Brief.objects.get(pk=brief.pk).state == state
    assert not brief.editions.exists()


def test_preview_and_panel_live_without_a_claim_that_is_gone(as_role: AsRole, bereft: Brief) -> None:
    client = as_role("author")
    form = open_form(client, change_url(bereft))
    stored, typed = client.get(act_url(bereft, "preview")), client.post(act_url(bereft, "preview"), form)
    panel = client.post(act_url(bereft, "panel"), form)

    assert [answer.status_code for answer in (stored, typed, panel)] == [200, 200, 200]
    assert UNKNOWN in panel.content.decode()
    for answer in (stored, typed):
        assert "The court upheld it" in answer.content.decode()


def test_changes_and_story_live_without_a_claim_that_is_gone(as_role: AsRole, bereft: Brief) -> None:
    client = as_role("author")
    assert [client.get(act_url(bereft, page)).status_code for page in ("changes", "story", "comments")] == [200] * 3
