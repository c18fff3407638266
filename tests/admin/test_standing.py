"""What a brief's state is called: scheduled and withdrawn ones do not pass for published."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefs.desk.models import Brief
from briefs.publishing import reopen_brief, unschedule_edition, withdraw_brief
from briefs.publishing.usage.where_used import where_used
from tests import factories
from tests.admin.pages import change_url
from tests.admin.test_acts import act_url

pytestmark = pytest.mark.django_db
AsRole = Callable[[str], Client]
YEAR = timezone.now().year + 1
NINE = datetime(YEAR, 11, 23, 8, tzinfo=UTC)
WORDS = f"Scheduled for 23 November {YEAR}, 09:00 (Europe/Brussels)"
LIST = "/admin/briefs/brief/"


def scheduled(brief: Brief | None = None) -> Brief:
    return factories.published(brief, live_from=NINE, zone="Europe/Brussels").brief


def withdrawn() -> Brief:
    brief = factories.published().brief
    withdraw_brief(brief=brief, edition=1, by=factories.publisher(), explanation="A source was forged.")
    return brief


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("page", ["head", "list"])
def test_scheduled_brief_names_its_moment_and_does_not_pass_for_published(as_role: AsRole, page: str) -> None:
    brief = scheduled()
    html = text(as_role("author"), change_url(brief) if page == "head" else LIST)
    assert f'<span class="badge badge-scheduled">{WORDS}</span>' in html
    assert "badge-published" not in html
    assert "Published as it stands" not in html


@pytest.mark.parametrize("page", ["head", "list"])
def test_withdrawn_brief_does_not_pass_for_published(as_role: AsRole, page: str) -> None:
    factories.BriefFactory()
    brief = withdrawn()
    html = text(as_role("author"), change_url(brief) if page == "head" else LIST)
    assert '<span class="badge badge-withdrawn">Withdrawn</span>' in html
    assert "badge-published" not in html


def test_head_of_a_scheduled_brief_says_what_readers_get_until_then(as_role: AsRole) -> None:
    first = scheduled()
    assert "Until then readers get nothing of it." in text(as_role("author"), change_url(first))
    live = factories.published().brief
    reopen_brief(brief=live, by=factories.author(), proposed_note="Anew.")
    scheduled(Brief.objects.get(pk=live.pk))
    assert "Until then readers get edition 1." in text(as_role("author"), change_url(live))


def test_published_brief_is_published_and_one_in_review_is_in_review(as_role: AsRole) -> None:
    factories.published()
    factories.BriefFactory(state="in review")
    html = text(as_role("author"), LIST)
    assert '<span class="badge badge-published">Published</span>' in html
    assert '<span class="badge badge-in-review">In review</span>' in html
    assert "In Review" not in html


def test_list_asks_as_often_for_three_as_for_one(as_role: AsRole) -> None:
    client = as_role("author")

    def queries() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    scheduled()
    withdrawn()
    one = queries()
    scheduled()
    withdrawn()
    assert queries() == one


def test_undone_schedule_is_called_that_where_the_edition_is_named(as_role: AsRole) -> None:
    stopped, gone = scheduled(), withdrawn()
    unschedule_edition(brief=stopped, edition=1, by=factories.publisher())
    states = [use.state for group in where_used(stopped) for use in group.uses if use.noun == "edition"]
    assert states == ["schedule undone"]
    assert [use.state for group in where_used(gone) for use in group.uses if use.noun == "edition"] == ["withdrawn"]
    assert "Schedule undone" in text(as_role("author"), f"{change_url(stopped).removesuffix('change/')}story/")


def test_publisher_who_undoes_a_schedule_is_told_that_the_number_stays_used(as_role: AsRole) -> None:
    assert "The number stays used" in text(as_role("publisher"), act_url(scheduled(), "unschedule"))


def test_reopened_brief_names_who_opened_it_and_whose_text_it_is_until_somebody_edits_it(as_role: AsRole) -> None:
    brief = factories.published(factories.BriefFactory(edited_by=factories.author())).brief
    reopen_brief(brief=brief, by=factories.editor(), proposed_note="A court overturned it.")
    html = text(as_role("author"), change_url(brief))
    assert "<dt>Opened for its next edition</dt><dd>editor, " in html
    assert "<dt>Text last changed by</dt><dd>author</dd>" in html
    assert "<dt>Last change</dt>" not in html


def test_workbench_of_a_reopened_brief_keeps_to_its_queries(as_role: AsRole) -> None:
    brief = factories.published().brief
    reopen_brief(brief=brief, by=factories.editor(), proposed_note="A court overturned it.")
    client = as_role("author")
    client.get(change_url(brief))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(change_url(brief)).status_code == 200
    assert len(captured) <= 25
