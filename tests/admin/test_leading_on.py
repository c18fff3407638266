"""Each list leads to where what waits can be done, and leaves out nothing without a word."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from briefs.desk.models import Brief, FollowUp
from briefs.publishing import approve_brief, build_content, reopen_brief, submit_brief, withdraw_brief
from briefs.publishing.queues.lists import Desk
from tests import factories
from tests.admin.pages import change_url
from tests.admin.test_front_page import sections
from tests.cascades import correct, publish_citing
from tests.follow_ups import public_recommendation, recorded, told

pytestmark = pytest.mark.django_db
AsRole = Callable[[str], Client]
QUEUE = "/admin/out-of-date/"


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def publish_url(follow_up: FollowUp) -> str:
    return reverse("admin:briefs_followup_publish", args=[follow_up.pk])


# Answers to publish


def test_answer_to_publish_leads_to_the_page_that_publishes_it(as_role: AsRole) -> None:
    follow_up = recorded()
    client = as_role("editor")
    [line] = sections(client)["follow-ups"].lines
    assert line.url == publish_url(follow_up)
    assert client.get(line.url).status_code == 200
    assert line.note.endswith("4 May 2026")


def test_own_answer_leads_to_the_recommendation_that_says_who_publishes_it(as_role: AsRole) -> None:
    follow_up = recorded(by=factories.editor())
    client = as_role("editor")
    [line] = sections(client)["follow-ups"].lines
    assert line.url == change_url(follow_up.recommendation)
    assert "You recorded it, so somebody else publishes it." in text(client, line.url)


def test_list_and_form_of_an_answer_lead_to_publishing_it_where_that_is_possible(as_role: AsRole) -> None:
    waiting = recorded()
    known, own = recorded(), recorded(by=factories.editor())
    told(known, by=factories.publisher())
    client = as_role("editor")
    listed = text(client, "/admin/briefs/followup/")
    assert listed.count("Publish it on its own") == 1
    assert publish_url(waiting) in listed
    assert publish_url(waiting) in text(client, change_url(waiting))
    for row, words in ((known, "Readers know it."), (own, "You recorded it, so somebody else publishes it.")):
        form = text(client, change_url(row))
        assert publish_url(row) not in form
        assert words in form
    assert "Publish it on its own" not in text(as_role("author"), "/admin/briefs/followup/")
    assert "Publish it on its own" not in text(as_role("author"), change_url(waiting))


def test_answer_readers_were_told_is_not_said_to_go_out_first_after_a_withdrawal(as_role: AsRole) -> None:
    told_one = recorded()
    told(told_one)
    fresh = recorded(told_one.recommendation, status="rejected", dated=date(2026, 6, 1))
    brief = Brief.objects.get()
    withdraw_brief(brief=brief, edition=1, by=factories.publisher(), explanation="A source was forged.")
    client = as_role("editor")
    assert "Readers have been told it. No edition that stands" in text(client, change_url(told_one))
    assert "it goes out with the next one that does" not in text(client, change_url(told_one))
    assert "it goes out with the next one that does" in text(client, change_url(fresh))


# Without an answer


def test_live_recommendations_nobody_dated_are_counted_and_listed_exactly(as_role: AsRole) -> None:
    undated = [public_recommendation(asked_on=None) for _ in range(2)]
    recorded(public_recommendation(asked_on=None))
    factories.RecommendationFactory(asked_on=None)
    public_recommendation(asked_on=date(2026, 3, 1))
    client = as_role("author")
    section = sections(client)["unanswered"]
    assert section.count == 1
    assert section.aside is not None
    words = "2 more stand in live editions, but nobody has written down when they were asked"
    assert section.aside.label == words
    assert words in text(client, "/admin/")
    assert set(client.get(section.aside.url).context["cl"].result_list) == set(undated)


def test_desk_without_undated_recommendations_says_nothing_of_them(as_role: AsRole) -> None:
    public_recommendation(asked_on=date(2026, 3, 1))
    assert sections(as_role("author"))["unanswered"].aside is None


# Opened for the next edition


def reopened(by: Any) -> Brief:
    brief = factories.published(factories.BriefFactory(edited_by=factories.author())).brief
    reopen_brief(brief=brief, by=by, proposed_note="A court overturned it.")
    return Brief.objects.get(pk=brief.pk)


def test_brief_opened_for_its_next_edition_is_a_draft_of_who_opened_it(as_role: AsRole) -> None:
    brief = reopened(factories.editor())
    assert list(Desk(factories.editor()).my_drafts()) == [brief]
    assert brief.edited_by == factories.author()
    assert [line.label for line in sections(as_role("editor"))["mine"].lines] == [brief.title]
    assert list(Desk(factories.publisher()).my_drafts()) == []


def test_opening_an_earlier_edition_does_not_make_a_later_draft_mine() -> None:
    brief = reopened(factories.editor())
    factories.published(brief)
    reopen_brief(brief=Brief.objects.get(pk=brief.pk), by=factories.author(), proposed_note="Once more.")
    assert list(Desk(factories.editor()).my_drafts()) == []


def test_drafted_brief_shows_its_next_act_in_the_queue_instead_of_a_ticked_box(as_role: AsRole) -> None:
    claim = factories.ClaimFactory()
    brief = publish_citing(claim).brief
    correct(claim)
    client = as_role("editor")
    group = client.get(QUEUE).context["groups"][0]
    assert f'name="brief" value="{brief.pk}" form="draft" checked' in text(client, QUEUE)
    client.post(QUEUE, {"act": "draft", "brief": brief.pk, f"note-{brief.pk}": group.note})

    html = text(client, QUEUE)
    assert '<span class="badge badge-draft">Draft</span>' in html
    assert f'<a href="/admin/briefs/brief/{brief.pk}/submit/">Send to review …</a>' in html
    assert 'form="draft"' not in html.split("stale-acts")[1]

    submit_brief(brief=Brief.objects.get(pk=brief.pk), by=factories.editor())
    assert f'<a href="/admin/briefs/brief/{brief.pk}/approve/">Approve …</a>' in text(client, QUEUE)
    assert "Approve …" not in text(as_role("author"), QUEUE)
    fresh = Brief.objects.get(pk=brief.pk)
    approve_brief(brief=fresh, by=factories.publisher(), content_sha256=build_content(fresh).sha256())
    assert f'<a href="/admin/briefs/brief/{brief.pk}/publish/">Publish …</a>' in text(as_role("publisher"), QUEUE)


def test_brief_in_work_for_another_reason_can_still_be_given_the_note(as_role: AsRole) -> None:
    claim = factories.ClaimFactory()
    brief = publish_citing(claim).brief
    reopen_brief(brief=brief, by=factories.editor(), proposed_note="Another reason.")
    correct(claim)
    assert f'name="brief" value="{brief.pk}" form="draft">' in text(as_role("editor"), QUEUE)
