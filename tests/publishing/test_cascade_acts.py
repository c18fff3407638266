"""What is shown before a fact is changed, and what can be done after it was."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from briefs.desk.models import Event, StandingReason
from briefs.publishing import NotAllowed
from briefs.publishing.cascade import affected_by, draft_affected, out_of_date, propose_note, say_it_stands
from briefs.publishing.document.draft import load_draft
from briefs.publishing.review.contributors import contributors
from tests.cascades import AFTER, correct, fresh, publish_citing, publish_sharing
from tests.factories import (
    BriefFactory,
    ClaimFactory,
    RecommendationFactory,
    TopicFactory,
    author,
    editor,
    make_evidence,
)

pytestmark = pytest.mark.django_db


def stand(item, **changes):
    say_it_stands(
        **{
            "edition": item.edition,
            "noun": item.noun,
            "key": item.key,
            "entry_sha256": item.entry_sha256,
            "reason": "The ruling is on another matter.",
            "by": editor(),
        }
        | changes
    )


# What rests on a fact


def test_before_a_claim_is_changed_its_editions_drafts_and_recommendations_are_known():
    claim = ClaimFactory()
    edition = publish_citing(claim, title="Published")
    cites = BriefFactory(claim=claim, title="Cites it", recommendations=[])
    asks = BriefFactory(title="Asks on it", recommendations=[RecommendationFactory(claims=[claim])])
    BriefFactory(title="Neither")
    passage = claim.evidence.get()
    for row in (claim, passage, passage.capture, passage.capture.article, passage.capture.article.outlet):
        affected = affected_by(row)
        assert [line.edition.pk for line in affected.editions] == [edition.pk]
        assert [brief.title for brief in affected.drafts] == [asks.title, cites.title]
        assert {item.key for item in affected.recommendations} == {
            edition.brief.recommendations.get().key,
            asks.recommendations.get().key,
        }


def test_nothing_rests_on_what_nobody_cites():
    claim = ClaimFactory()
    assert not affected_by(claim)
    assert not affected_by(TopicFactory())
    assert not affected_by(type(claim)(key="unsaved"))


def test_what_rests_on_an_article_takes_the_same_queries_for_one_edition_and_for_three():
    claim, _ = publish_sharing(1)
    article = claim.evidence.get().capture.article
    with CaptureQueriesContext(connection) as one:
        affected_by(article)
    for _ in range(2):
        publish_citing(claim)
        BriefFactory(claim=claim)
    with CaptureQueriesContext(connection) as three:
        affected = affected_by(article)
    assert (len(affected.editions), len(affected.drafts), len(one)) == (3, 2, len(three))
    assert len(one) <= 8


# It stands


def test_reason_takes_one_thing_off_the_queue_until_it_changes_again():
    claim, editions = publish_sharing(2)
    correct(claim)
    stand(out_of_date()[0])
    assert [item.edition.pk for item in out_of_date()] == [editions[1].pk]
    correct(claim, "A court annulled the closure of the outlet.")
    assert [item.edition.pk for item in out_of_date()] == [edition.pk for edition in editions]
    correct(claim, AFTER)
    assert [item.edition.pk for item in out_of_date()] == [editions[1].pk]


def test_reason_is_told_in_the_story_of_the_brief():
    claim, (edition,) = publish_sharing(1)
    correct(claim)
    stand(out_of_date()[0], reason="  The ruling is on another matter.\r\n")
    event = Event.objects.filter(kind=Event.Kind.STANDS).get()
    assert (event.noun, event.object_id, event.content_sha256) == ("brief", edition.brief_id, edition.sha256)
    assert event.detail == f"Edition 1, claim {claim.key}: The ruling is on another matter."
    assert StandingReason.objects.get().reason == "The ruling is on another matter."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": " \n"}, "reason: is empty"),
        ({"reason": "a\x00b"}, "reason: "),
        ({"reason": "x" * 1_000_000}, "reason: has 1,000,000 characters"),
        ({"entry_sha256": "0" * 64}, "was changed after you opened the queue"),
        ({"noun": "article"}, "is not out of date"),
        ({"key": "unknown"}, "is not out of date"),
    ],
)
def test_reason_is_refused_with_a_sentence_and_nothing_is_written(changes, sentence):
    claim, _ = publish_sharing(1)
    correct(claim)
    with pytest.raises(NotAllowed, match=sentence):
        stand(out_of_date()[0], **changes)
    assert (StandingReason.objects.count(), len(out_of_date())) == (0, 1)
    assert not Event.objects.filter(kind=Event.Kind.STANDS).exists()


def test_author_may_not_say_that_an_edition_stands():
    claim, _ = publish_sharing(1)
    correct(claim)
    with pytest.raises(NotAllowed, match="author may not say that an edition stands"):
        stand(out_of_date()[0], by=author())


# The next editions


def test_one_act_drafts_every_affected_brief_with_its_proposed_note():
    claim, editions = publish_sharing(3)
    correct(claim)
    working = fresh(editions[2].brief)
    working.state = "in review"
    working.save()
    note = propose_note(out_of_date(briefs=[editions[0].slug]))
    drafted = draft_affected(notes={edition.brief_id: note for edition in editions}, by=author())
    assert [brief.pk for brief in drafted.reopened] == [edition.brief_id for edition in editions[:2]]
    assert [brief.pk for brief in drafted.in_work] == [editions[2].brief_id]
    states = [fresh(edition.brief).state for edition in editions]
    assert states == ["draft", "draft", "in review"]
    assert {fresh(edition.brief).proposed_note for edition in editions} == {note}
    acts = Event.objects.filter(noun="brief", detail__contains=note).values_list("act", flat=True)
    assert (len(acts), len(set(acts))) == (3, 1)
    assert len(out_of_date()) == 3


def test_note_for_a_brief_in_work_stands_beside_the_one_already_proposed_and_once_only():
    claim, (edition,) = publish_sharing(1)
    correct(claim)
    draft_affected(notes={edition.brief_id: "The first."}, by=author())
    for _ in range(2):
        draft_affected(notes={edition.brief_id: "The second."}, by=author())
    assert fresh(edition.brief).proposed_note == "The first.\nThe second."


def test_all_briefs_are_drafted_or_none():
    claim, editions = publish_sharing(2)
    correct(claim)
    notes = {editions[0].brief_id: "A note.", editions[1].brief_id: " "}
    with pytest.raises(NotAllowed, match="proposed_note: is empty"):
        draft_affected(notes=notes, by=author())
    with pytest.raises(NotAllowed, match="1 brief of those ticked cannot be found"):
        draft_affected(notes={editions[0].brief_id: "A note.", 987654321: "A note."}, by=author())
    with pytest.raises(NotAllowed, match="none is chosen"):
        draft_affected(notes={}, by=author())
    assert {fresh(edition.brief).state for edition in editions} == {"published"}
    assert not Event.objects.filter(kind=Event.Kind.REOPENED).exists()


def test_who_may_not_write_may_not_draft():
    _, (edition,) = publish_sharing(1)
    reader = type(author()).objects.create(username="reader", is_staff=True)
    with pytest.raises(NotAllowed, match="reader may not draft the next edition"):
        draft_affected(notes={edition.brief_id: "A note."}, by=reader)


def test_proposing_a_note_is_no_contribution_to_the_text():
    claim, (edition,) = publish_sharing(1)
    make_evidence(claim)
    before = contributors(load_draft(fresh(edition.brief)))
    draft_affected(notes={edition.brief_id: "A note."}, by=editor())
    draft_affected(notes={edition.brief_id: "Another."}, by=editor())
    assert contributors(load_draft(fresh(edition.brief))) == before
