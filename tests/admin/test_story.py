"""A brief's story: in sentences, by day and by act, with what it rests on, in constant queries."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefs.desk.models import Claim, Event
from briefs.publishing import approve_brief, build_content, submit_brief
from briefs.publishing.story import acts_of_brief
from tests import factories
from tests.admin.pages import change_url, login, open_form

pytestmark = pytest.mark.django_db


def story_url(brief: Any) -> str:
    return f"/admin/briefs/brief/{brief.pk}/story/"


def test_story_tells_each_deed_in_a_sentence_with_its_text(root_client: Client) -> None:
    brief = factories.BriefFactory()
    submit_brief(brief=brief, by=factories.author())
    sha256 = build_content(brief).sha256()
    approve_brief(brief=brief, by=factories.editor(), content_sha256=sha256)

    page = root_client.get(story_url(brief)).content.decode()

    assert "<strong>editor</strong> approved it" in page
    assert f'<code title="{sha256}">{sha256[:8]}</code>' in page
    assert page.index("approved it") < page.index("sent it to review")


def test_edit_of_a_claim_it_rests_on_is_told_apart(root_client: Client) -> None:
    brief, other = factories.BriefFactory(), factories.ClaimFactory(key="elsewhere")
    cited = Claim.objects.get(key=brief.body.partition("[@")[2].partition("]")[0])
    for claim in (cited, other):
        form = open_form(root_client, change_url(claim))
        assert root_client.post(change_url(claim), form | {"note": "Seen."}).status_code == 302

    page = root_client.get(story_url(brief)).content.decode()

    assert f'changed its claim <a href="{change_url(cited)}">{cited.key}</a>' in page
    assert ">elsewhere</a> <span" not in page


def test_one_act_is_one_entry_with_a_link_to_its_rows(root_client: Client) -> None:
    brief = factories.BriefFactory()
    form = open_form(root_client, change_url(brief))
    assert root_client.post(change_url(brief), form | {"title": "Another"}).status_code == 302
    event = Event.objects.get()

    page = root_client.get(story_url(brief)).content.decode()

    assert list(acts_of_brief(brief)) == [event.act]
    assert f'href="/admin/acts/{event.act}/"' in page


def test_story_makes_the_same_queries_however_long_it_is(root_client: Client) -> None:
    counts = []
    for number in (1, 3):
        brief = factories.BriefFactory()
        for _ in range(number):
            form = open_form(root_client, change_url(brief))
            assert root_client.post(change_url(brief), form | {"title": f"Title {_}"}).status_code == 302
        root_client.get(story_url(brief))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            root_client.get(story_url(brief))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 15


def test_story_is_for_those_who_may_see_the_brief_and_is_kept_nowhere(root_client: Client) -> None:
    brief = factories.BriefFactory()
    stranger = login(factories.UserFactory(username="stranger"))

    assert stranger.get(story_url(brief)).status_code == 403
    assert Client().get(story_url(brief)).status_code == 302
    assert root_client.get("/admin/briefs/brief/999999/story/").status_code == 302
    assert "no-store" in root_client.get(story_url(brief))["Cache-Control"]


@pytest.mark.parametrize("page", ["0", "99", "x", "-1", "%00"])
def test_page_that_is_none_shows_one_that_is(root_client: Client, page: str) -> None:
    brief = factories.BriefFactory()
    assert root_client.get(f"{story_url(brief)}?page={page}").status_code == 200
