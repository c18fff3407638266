"""The front page: what waits, for whom; each number leads to exactly the rows it counts."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefs.desk.acts import act
from briefs.desk.models import Brief, Comment, Event, FollowUp, Recommendation
from briefs.desk.services.events import record_event
from briefs.publishing import approve_brief, build_content, submit_brief
from briefs.publishing.document.draft import load_draft
from tests import factories
from tests.admin.pages import change_url, login

pytestmark = pytest.mark.django_db
LISTED = re.compile(r'href="(/admin/briefs/\w+/(\d+)/change/[^"]*)"')


def sections(client: Client) -> dict[str, Any]:
    context = client.get("/admin/").context
    return {section.name: section for section in [*context["yours"], *context["everyones"]]}


def make_a_desk(*, of_each: int = 1) -> None:
    """Something in every queue of an editor and publisher who are two."""
    author, editor = factories.author(), factories.editor()
    for _ in range(of_each):
        asked = factories.BriefFactory(edited_by=author)
        submit_brief(brief=Brief.objects.get(pk=asked.pk), by=author, ask=[editor])
        factories.approved(factories.BriefFactory(edited_by=author))
        mine = factories.BriefFactory(edited_by=editor, summary="")
        Comment.objects.create(brief=mine, text="Why?", written_by=author)
        factories.published(live_from=timezone.now() + timedelta(days=2))
        item = factories.RecommendationFactory(asked_on=date(2026, 3, 1))
        factories.published(factories.BriefFactory(recommendations=[item]))
        FollowUp.objects.create(recommendation=item, status="no response", dated=date(2026, 4, 1))
        placed = factories.make_evidence(factories.ClaimFactory(evidence=False))
        placed.anchor_state, placed.start, placed.end = "orphaned", None, None
        placed.save()
        live = factories.published(factories.BriefFactory(recommendations=[]))
        claim = next(iter(load_draft(live.brief).claims.values()))
        claim.statement = "The court upheld it."
        claim.save()


@pytest.mark.parametrize("role", ["author", "editor", "publisher"])
def test_each_number_leads_to_exactly_the_rows_it_counts(as_role: Callable[[str], Client], role: str) -> None:
    make_a_desk(of_each=2)
    client = as_role(role)
    found = sections(client)
    for section in found.values():
        answer = client.get(section.url)
        assert answer.status_code == 200, section.url
        if "cl" in (answer.context or {}):
            assert answer.context["cl"].result_count == section.count, section.name
            listed = {row.pk for row in answer.context["cl"].result_list}
            shown = {int(pk) for line in section.lines for _, pk in LISTED.findall(f'href="{line.url}"')}
            assert shown <= listed, section.name
    counted = {name: section.count for name, section in found.items() if section.count}
    assert (
        counted
        == {
            "author": {
                "mine": 4,
                "scheduled": 2,
                "out-of-date": 2,
                "unplaced": 2,
                "one-origin": counted["one-origin"],
                "unanswered": 2,
            },
            "editor": {
                "mine": 2,
                "to-read": 2,
                "follow-ups": 2,
                "to-answer": 2,
                "blocked": 2,
                "scheduled": 2,
                "out-of-date": 2,
                "unplaced": 2,
                "one-origin": counted["one-origin"],
                "unanswered": 2,
            },
            "publisher": {
                "to-publish": 2,
                "follow-ups": 2,
                "scheduled": 2,
                "out-of-date": 2,
                "unplaced": 2,
                "one-origin": counted["one-origin"],
                "unanswered": 2,
            },
        }[role]
    )


def test_out_of_date_page_holds_the_briefs_that_are_counted(as_role: Callable[[str], Client]) -> None:
    make_a_desk()
    client = as_role("editor")
    section = sections(client)["out-of-date"]
    page = client.get(section.url).content.decode()
    assert [line.label for line in section.lines] == [e for e in {line.label for line in section.lines} if e in page]
    assert section.count == 1


def test_sections_a_role_cannot_act_on_are_left_out(as_role: Callable[[str], Client]) -> None:
    names = {role: set(sections(as_role(role))) for role in ("author", "editor", "publisher")}
    assert names["publisher"] - names["editor"] == {"to-publish"}
    assert names["editor"] - names["author"] == {"to-read", "follow-ups"}


def test_account_without_a_role_is_told_whom_to_ask() -> None:
    answer = login(get_user_model().objects.create_user("new", is_staff=True)).get("/admin/")
    assert answer.context["yours"] == answer.context["everyones"] == answer.context["acts"] == []
    assert "Your account opens nothing here yet." in answer.content.decode()


def test_empty_desk_says_what_to_do_first_and_that_nothing_waits(as_role: Callable[[str], Client]) -> None:
    page = as_role("publisher").get("/admin/").content.decode()
    assert "Nothing waits for you." in page
    assert '<a href="/admin/briefs/article/add/">Add a source article</a>' in page
    assert "No approved brief waits for you." in page


def test_desk_with_a_source_is_not_told_how_to_begin(as_role: Callable[[str], Client]) -> None:
    factories.ArticleFactory()
    assert "Begin here" not in as_role("publisher").get("/admin/").content.decode()


def test_blocked_briefs_say_how_many_issues_they_have_and_the_first(as_role: Callable[[str], Client]) -> None:
    factories.BriefFactory(edited_by=factories.author(), summary="", body="")
    [line] = sections(as_role("author"))["blocked"].lines
    assert line.note == "Summary: is empty. Write it before publishing. And 1 more issue."


def test_scheduled_editions_name_their_moment_and_zone(as_role: Callable[[str], Client]) -> None:
    noon = (timezone.now() + timedelta(days=9)).replace(hour=11, minute=0, second=0, microsecond=0)
    factories.published(live_from=noon, zone="Asia/Bishkek")
    [line] = sections(as_role("author"))["scheduled"].lines
    assert line.note == f"{noon.day} {noon:%B %Y}, 17:00 (Asia/Bishkek)"


def test_silence_is_told_in_days(as_role: Callable[[str], Client]) -> None:
    factories.RecommendationFactory(asked_on=timezone.localdate() - timedelta(days=94))
    [line] = sections(as_role("author"))["unanswered"].lines
    assert line.note.endswith("no answer recorded for 94 days")


def test_recent_acts_are_sentences_one_an_act(as_role: Callable[[str], Client]) -> None:
    editor, brief = factories.editor(), factories.BriefFactory(title="On closures")
    with act():
        record_event(kind=Event.Kind.CHANGED, on=brief, by=editor)
        record_event(kind=Event.Kind.ADDED, on=factories.ClaimFactory(key="closure"), by=editor)
    record_event(kind=Event.Kind.SUBMITTED, on=brief, by=editor)
    record_event(kind=Event.Kind.DELETED, on=factories.TopicFactory(name="Media"), by=editor)

    answer = as_role("author").get("/admin/")
    page = re.sub(r"\s+", " ", answer.content.decode())

    assert [item.words for item in answer.context["acts"]] == ["deleted topic", "sent brief", "added claim"]
    assert "<p>editor deleted topic <q>Media</q>.</p>" in page
    assert f'<p>editor sent brief <a href="{change_url(brief)}">On closures</a> to review.</p>' in page
    assert "closure</a>, and 1 more thing.</p>" in page
    for item in answer.context["acts"]:
        assert f'<a class="front-act" href="{item.page}">' in page
        assert as_role("author").get(item.page).status_code == 200


def test_only_the_newest_twelve_acts_are_told(as_role: Callable[[str], Client]) -> None:
    editor, brief = factories.editor(), factories.BriefFactory()
    for _ in range(14):
        record_event(kind=Event.Kind.CHANGED, on=brief, by=editor)
    assert len(as_role("author").get("/admin/").context["acts"]) == 12


def test_unknown_queue_is_refused_by_showing_the_whole_list(root_client: Client) -> None:
    for queue in ("zzz", "%00", "mine'--"):
        answer = root_client.get(f"/admin/briefs/brief/?queue={queue}")
        assert (answer.status_code, answer["Location"]) == (302, "/admin/briefs/brief/?e=1")


def test_queue_filter_is_offered_only_where_there_are_queues(root_client: Client) -> None:
    assert "By queue" in root_client.get("/admin/briefs/claim/").content.decode()
    assert "By queue" not in root_client.get("/admin/briefs/actor/").content.decode()


def test_queries_are_as_many_with_three_of_each_as_with_one(as_role: Callable[[str], Client]) -> None:
    client = as_role("editor")

    def queries() -> int:
        client.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/admin/").status_code == 200
        return len(captured)

    make_a_desk()
    one = queries()
    make_a_desk(of_each=2)
    assert queries() == one <= 30


def test_saved_change_shows_on_the_next_view(as_role: Callable[[str], Client]) -> None:
    client, brief = as_role("author"), factories.BriefFactory(edited_by=factories.author(), summary="")
    assert sections(client)["blocked"].count == 1
    brief.summary = "A court upheld it."
    brief.save()
    assert sections(client)["blocked"].count == 0


def test_stale_approval_is_blocked_and_not_to_be_published(as_role: Callable[[str], Client]) -> None:
    brief = factories.BriefFactory(edited_by=factories.author())
    submit_brief(brief=Brief.objects.get(pk=brief.pk), by=factories.author())
    fresh = Brief.objects.get(pk=brief.pk)
    approve_brief(brief=fresh, by=factories.editor(), content_sha256=build_content(fresh).sha256())
    client = as_role("publisher")
    assert sections(client)["to-publish"].count == 1
    actor = Recommendation.objects.get().addressees.get()
    actor.name = "Renamed"
    actor.save()
    found = sections(client)
    assert (found["to-publish"].count, found["blocked"].count) == (0, 1)
