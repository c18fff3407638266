"""What waits at the desk, for whom: each queue holds the rows it promises, and no others."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefs.desk.models import Actor, Brief, Comment, FollowUp, Recommendation
from briefs.publishing import approve_brief, build_content, submit_brief
from briefs.publishing.document.draft import load_draft
from briefs.publishing.queues.footings import footings_of
from briefs.publishing.queues.hands import with_a_hand_in
from briefs.publishing.queues.lists import Desk
from briefs.publishing.review.contributors import contributors
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Any:
    return factories.author()


@pytest.fixture
def editor() -> Any:
    return factories.editor()


@pytest.fixture
def publisher() -> Any:
    return factories.publisher()


def stored(brief: Brief) -> Brief:
    return Brief.objects.get(pk=brief.pk)


def in_review(author: Any, ask: Any = (), **fields: Any) -> Brief:
    brief = factories.BriefFactory(edited_by=author, **fields)
    submit_brief(brief=stored(brief), by=author, ask=ask)
    return stored(brief)


def test_my_drafts_are_those_i_changed_last_or_sent_to_review(author: Any, editor: Any) -> None:
    mine = factories.BriefFactory(edited_by=author)
    theirs = factories.BriefFactory(edited_by=editor)
    sent = factories.BriefFactory(edited_by=editor)
    submit_brief(brief=stored(sent), by=author)
    factories.published(factories.BriefFactory(edited_by=author))

    assert set(Desk(author).my_drafts()) == {mine, sent}
    assert set(Desk(editor).my_drafts()) == {theirs, sent}


def test_sending_an_earlier_edition_to_review_does_not_make_the_next_draft_mine(author: Any, editor: Any) -> None:
    brief = factories.BriefFactory(edited_by=author)
    factories.published(brief)
    fresh = stored(brief)
    fresh.state, fresh.edited_by, fresh.body = Brief.State.DRAFT, editor, "Anew."
    fresh.save()
    assert list(Desk(author).my_drafts()) == []


def test_i_read_what_i_am_asked_to_read_and_what_nobody_is_asked_to(author: Any, editor: Any, publisher: Any) -> None:
    asked = in_review(author, ask=[editor])
    free = in_review(author)
    assert set(Desk(editor).to_read()) == {asked, free}
    assert set(Desk(publisher).to_read()) == {free}
    assert list(Desk(author).to_read()) == []


def test_i_do_not_read_what_holds_my_own_work(author: Any, editor: Any, publisher: Any) -> None:
    claim = factories.ClaimFactory()
    claim._history_user = editor
    claim.save()
    brief = in_review(author, claim=claim)
    assert list(Desk(editor).to_read()) == []
    assert list(Desk(publisher).to_read()) == [brief]


def touch(row: Any, user: Any, *, days_ago: int = 0) -> None:
    row._history_user = user
    row._history_date = timezone.now() - timedelta(days=days_ago)
    row.save()


PARTS = {
    "text": lambda brief: brief,
    "byline": lambda brief: brief.bylines.first(),
    "placement": lambda brief: brief.placements.first(),
    "claim": lambda brief: next(iter(load_draft(brief).claims.values())),
    "passage": lambda brief: load_draft(brief).numbered_claims()[0].evidence.all()[0],
    "article": lambda brief: load_draft(brief).numbered_claims()[0].evidence.all()[0].capture.article,
    "recommendation": lambda brief: load_draft(brief).recommendations[0],
    "basis": lambda brief: load_draft(brief).recommendations[0].bases.all()[0],
    "addressee": lambda brief: load_draft(brief).recommendations[0].addressees.get(),
    "lever": lambda brief: load_draft(brief).recommendations[0].lever,
    "nothing": lambda brief: factories.ClaimFactory(),
}


@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_hand_in_several_briefs_is_that_of_their_contributors(part: str, author: Any) -> None:
    helper = factories.UserFactory(role="Editor")
    briefs = [factories.BriefFactory(edited_by=author), factories.BriefFactory(edited_by=author)]
    again = factories.BriefFactory(edited_by=author)
    touch(PARTS[part](stored(again)), helper, days_ago=2)
    factories.published(again, change_note="First.")
    touch(PARTS[part](stored(briefs[0])), helper)
    every = [stored(brief) for brief in [*briefs, again]]

    found = with_a_hand_in(helper, every, footings_of(every))

    assert found == {brief.pk for brief in every if helper.pk in contributors(load_draft(brief))}
    assert found == (set() if part == "nothing" else {briefs[0].pk})


def test_i_publish_what_is_approved_unless_it_is_blocked_or_mine(author: Any, editor: Any, publisher: Any) -> None:
    ready = factories.approved(factories.BriefFactory(edited_by=author))
    stale = factories.approved(factories.BriefFactory(edited_by=author))
    claim = next(iter(load_draft(stale).claims.values()))
    claim.statement = "The court upheld it."
    claim.save()
    own = factories.BriefFactory(edited_by=publisher)
    submit_brief(brief=stored(own), by=publisher)
    approve_brief(brief=stored(own), by=editor, content_sha256=build_content(stored(own)).sha256())

    assert list(Desk(publisher).to_publish()) == [ready]
    assert list(Desk(editor).to_publish()) == []


def test_comments_of_others_on_my_drafts_wait_until_answered_or_resolved(author: Any, editor: Any) -> None:
    def commented(by: Any, **fields: Any) -> Comment:
        return Comment.objects.create(
            brief=factories.BriefFactory(edited_by=author), text="Why?", written_by=by, **fields
        )

    waiting = commented(editor)
    commented(author)
    commented(editor, resolved_by=editor, resolved_at=timezone.now())
    answered = commented(editor)
    Comment.objects.create(brief=answered.brief, text="So.", written_by=author, answers=answered)

    assert list(Desk(author).to_answer()) == [waiting.brief]
    assert list(Desk(editor).to_answer()) == []


def test_blocked_are_briefs_on_their_way_and_my_drafts_that_have_issues(author: Any, editor: Any) -> None:
    clear = in_review(author)
    blocked = in_review(author, summary="")
    mine = factories.BriefFactory(edited_by=author, body="", key_messages="")
    factories.BriefFactory(edited_by=editor, summary="")

    desk = Desk(author)
    assert set(desk.blocked()) == {blocked, mine}
    assert clear.pk not in desk.blocked_briefs
    assert desk.blocked_briefs[blocked.pk].first == "summary: is empty. Write it before publishing."
    assert desk.blocked_briefs[mine.pk].issues == 2


def test_blocked_brief_is_seen_to_be_mended_at_once(author: Any) -> None:
    brief = in_review(author, summary="")
    assert list(Desk(author).blocked()) == [brief]
    brief.summary = "A court upheld it."
    brief.save()
    assert list(Desk(author).blocked()) == []
    passage = load_draft(brief).numbered_claims()[0].evidence.all()[0]
    passage.start = passage.end = None
    passage.anchor_state = "orphaned"
    passage.save()
    assert list(Desk(author).blocked()) == [brief]


def test_scheduled_editions_come_in_the_order_of_their_time(author: Any) -> None:
    late, soon = (factories.published(live_from=timezone.now() + timedelta(days=day)) for day in (3, 1))
    factories.published()
    assert list(Desk(author).scheduled()) == [soon, late]


def test_passages_without_a_certain_place_wait_fuzzy_ones_too(author: Any) -> None:
    states = ["anchored", "relocated", "fuzzy", "orphaned", "ambiguous"]
    passages = {state: factories.make_evidence(factories.ClaimFactory(evidence=False)) for state in states}
    for state, passage in passages.items():
        passage.anchor_state = state
        if state in {"orphaned", "ambiguous"}:
            passage.start = passage.end = None
        passage.save()
    assert {row.anchor_state for row in Desk(author).unplaced()} == {"fuzzy", "orphaned", "ambiguous"}


def test_facts_in_use_with_one_origin_are_those_whose_support_comes_from_one_body(author: Any) -> None:
    body = factories.ActorFactory()
    branches = factories.ActorFactory.create_batch(2, part_of=body)

    def used(kind: str = "fact", *outlets: Actor) -> Any:
        claim = factories.ClaimFactory(evidence=False, kind=kind)
        for outlet in outlets:
            factories.make_evidence(claim, capture=factories.make_capture(outlet=outlet))
        factories.BriefFactory(claim=claim, recommendations=[])
        return claim

    alone = used("fact", *branches)
    used("fact", branches[0], factories.ActorFactory())
    used("assessment", body)
    used("fact")
    factories.ClaimFactory(kind="fact")
    live = factories.ClaimFactory()
    brief = factories.BriefFactory(claim=live, recommendations=[])
    factories.published(brief)

    assert set(Desk(author).one_origin()) == {alone, live}
    for claim in Desk(author).one_origin():
        [entry] = [c for b in Brief.objects.all() for c in build_content(b).claims if c.key == claim.key]
        assert entry.corroboration.origins == 1


def test_recommendations_asked_and_never_answered_wait(author: Any) -> None:
    asked = factories.RecommendationFactory(asked_on=date(2026, 3, 1))
    factories.RecommendationFactory()
    answered = factories.RecommendationFactory(asked_on=date(2026, 2, 1))
    FollowUp.objects.create(recommendation=answered, status="rejected", dated=date(2026, 3, 2))
    assert list(Desk(author).unanswered()) == [asked]


def test_answers_readers_were_not_told_wait_for_those_who_may_publish_them(author: Any, editor: Any) -> None:
    item = factories.RecommendationFactory()
    factories.published(factories.BriefFactory(recommendations=[item]))
    told = FollowUp.objects.create(
        recommendation=Recommendation.objects.get(), status="accepted", dated=date(2026, 3, 2)
    )
    assert list(Desk(editor).follow_ups_to_publish()) == [told]
    assert list(Desk(author).follow_ups_to_publish()) == []


def test_queues_ask_as_much_of_twenty_briefs_as_of_one(editor: Any, author: Any) -> None:
    def queries() -> int:
        desk = Desk(editor)
        with CaptureQueriesContext(connection) as captured:
            for rows in (desk.my_drafts(), desk.to_read(), desk.to_answer(), desk.blocked(), desk.one_origin()):
                list(rows)
        return len(captured)

    in_review(author)
    queries()
    touch(factories.TopicFactory(), author)
    one = queries()
    for _ in range(20):
        in_review(author)
    queries()
    touch(factories.TopicFactory(), author)
    assert Brief.objects.filter(state="in review").count() == 21
    assert queries() <= one + 2
