"""What is out of date, and what is not: derived from the desk as it reads now."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefs.desk.models import Actor, ArticleAuthor, Claim
from briefs.desk.services.captures import add_capture
from briefs.publishing import find_publish_issues, withdraw_brief
from briefs.publishing.cascade import claims_moved_at_desk, out_of_date, propose_note
from tests.cascades import AFTER, BEFORE, change, correct, fresh, publish_citing, publish_sharing
from tests.factories import (
    DIGEST,
    ActorFactory,
    ClaimFactory,
    TopicFactory,
    approved,
    make_capture,
    make_evidence,
    published,
    publisher,
)

pytestmark = pytest.mark.django_db


def queue():
    return [(item.edition.slug, item.noun, item.key) for item in out_of_date()]


def article_of(claim: Claim):
    return claim.evidence.get().capture.article


def test_nothing_is_out_of_date_after_publication():
    publish_sharing(2)
    assert queue() == []


def test_corrected_claim_puts_every_brief_that_cites_it_out_of_date_and_no_other():
    claim, editions = publish_sharing(2)
    publish_citing(ClaimFactory())
    correct(claim)
    assert queue() == [(edition.slug, "claim", claim.key) for edition in editions]
    item = out_of_date()[0]
    assert (item.name, item.new.statement) == (BEFORE, AFTER)
    assert [difference.label for difference in item.differences] == ["Statement"]
    assert [(piece.kind, piece.text) for piece in item.differences[0].pieces][1:3] == [
        ("removed", "upheld"),
        ("added", "overturned"),
    ]


def test_change_taken_back_leaves_the_queue():
    claim, _ = publish_sharing(1)
    correct(claim)
    correct(claim, BEFORE)
    assert queue() == []


@pytest.mark.parametrize("what", ["note", "topics", "position"])
def test_what_readers_are_not_told_and_how_it_is_filed_changes_nothing(what):
    claim, _ = publish_sharing(1)
    if what == "note":
        change(claim, note="Ask again in May.")
    elif what == "topics":
        claim.topics.add(TopicFactory())
    else:
        change(claim.evidence.get(), position=7)
    assert queue() == []


def test_passage_added_changed_moved_or_deleted_puts_the_edition_out_of_date():
    passages = {}
    for name in ("added", "changed", "moved", "deleted"):
        claim = ClaimFactory(key=name)
        make_evidence(claim)
        passages[name] = list(claim.evidence.all())
        publish_citing(claim)
    make_evidence(Claim.objects.get(key="added"))
    change(passages["changed"][0], stance="qualifies")
    change(passages["moved"][0], claim=ClaimFactory(key="elsewhere", evidence=False))
    passages["deleted"][0].delete()
    assert {(item.key, item.differences[-1].label) for item in out_of_date()} == {
        ("added", "Passage added"),
        ("changed", "Passage"),
        ("moved", "Passage gone"),
        ("deleted", "Passage gone"),
    }


def test_passage_taken_from_another_copy_of_the_same_words_is_told():
    claim, _ = publish_sharing(1)
    passage = claim.evidence.get()
    article = passage.capture.article
    text = f"{DIGEST}\nThat is all."
    later = datetime(2026, 2, 1, 12, tzinfo=UTC)
    copy = add_capture(article=article, kind="digest", raw_text=text, captured_at=later, method="test")
    change(passage, capture=copy)
    (difference,) = out_of_date()[0].differences
    assert difference.label == "Passage"
    assert "1 February" in "".join(piece.text for piece in difference.pieces if piece.kind != "removed")


def test_article_that_changes_is_named_once_and_not_again_by_each_of_its_claims():
    claim, other = ClaimFactory(), ClaimFactory(evidence=False)
    make_evidence(other, capture=claim.evidence.get().capture)
    edition = publish_citing(claim, other)
    change(article_of(claim), title="Another title")
    assert queue() == [(edition.slug, "article", article_of(claim).key)]
    assert [difference.label for difference in out_of_date()[0].differences] == ["Title"]


def test_byline_added_and_taken_back_counts_and_stops_counting():
    claim = ClaimFactory()
    edition = publish_citing(claim)
    byline = ArticleAuthor.objects.create(article=article_of(claim), actor=ActorFactory())
    assert queue() == [(edition.slug, "article", article_of(claim).key)]
    byline.delete()
    assert queue() == []


def test_actor_renamed_moves_the_claims_attributed_to_it_and_its_articles():
    actor = ActorFactory(slug="ministry")
    claim = ClaimFactory(evidence=False)
    make_evidence(claim, attributed_to=actor)
    edition = publish_citing(claim)
    change(actor, description="A ministry.")
    assert queue() == []
    change(actor, name="Ministry of Truth")
    assert queue() == [(edition.slug, "claim", claim.key)]
    change(Actor.objects.get(pk=article_of(claim).outlet_id), name="The Ledger")
    assert queue() == [(edition.slug, "claim", claim.key), (edition.slug, "article", article_of(claim).key)]


def test_bodies_joined_above_two_sources_lower_the_corroboration_of_a_claim():
    above = [ActorFactory(slug=f"holding-{n}") for n in range(2)]
    outlets = [ActorFactory(part_of=body) for body in above]
    claim = ClaimFactory(evidence=False)
    for outlet in outlets:
        make_evidence(claim, capture=make_capture(outlet=outlet))
    edition = publish_citing(claim)
    top = ActorFactory(slug="top")
    for body in above:
        change(body, part_of=top)
    assert queue() == [(edition.slug, "claim", claim.key)]
    assert [difference.label for difference in out_of_date()[0].differences] == ["Corroboration"]


def test_republished_brief_is_gone_by_construction_and_the_other_stays():
    claim, editions = publish_sharing(2)
    correct(claim)
    make_evidence(claim)
    again = fresh(editions[0].brief)
    again.state = "draft"
    again.save()
    published(again, change_note="Corrected.")
    assert [slug for slug, _, _ in queue()] == [editions[1].slug]


def test_scheduled_edition_counts_as_the_newest():
    claim, (edition,) = publish_sharing(1)
    correct(claim)
    brief = fresh(edition.brief)
    brief.state = "draft"
    brief.save()
    scheduled = published(brief, change_note="Corrected.", live_from=timezone.now() + timedelta(days=2))
    assert queue() == []
    correct(claim, "A court annulled the closure of the outlet.")
    assert [item.edition.pk for item in out_of_date()] == [scheduled.pk]


def test_withdrawn_edition_is_not_in_the_queue():
    claim, (edition,) = publish_sharing(1)
    correct(claim)
    withdraw_brief(brief=fresh(edition.brief), edition=1, by=publisher(), explanation="Its source was retracted.")
    assert queue() == []


def test_claim_gone_from_the_desk_is_told_as_gone():
    claim, _ = publish_sharing(1)
    claim.history.update(history_date=timezone.now() + timedelta(seconds=5))
    Claim.objects.filter(pk=claim.pk).update(key="renamed-past-the-guards")
    item = out_of_date()[0]
    assert (item.key, item.new, [difference.label for difference in item.differences]) == (claim.key, None, ["Gone"])
    assert propose_note([item]) == f"Drops “{BEFORE[:-1]}”."


@pytest.mark.postgres
def test_change_committed_while_the_edition_was_being_written_is_found():
    claim, (edition,) = publish_sharing(1)
    correct(claim)
    claim.history.update(history_date=edition.published_at - timedelta(seconds=30))
    assert queue() == [(edition.slug, "claim", claim.key)]


def test_queue_can_be_narrowed_to_claims_and_to_briefs():
    claim, editions = publish_sharing(2)
    other = ClaimFactory()
    publish_citing(other)
    correct(claim)
    correct(other)
    assert len(out_of_date()) == 3
    assert {item.key for item in out_of_date(claims=[other.key])} == {other.key}
    assert {item.edition.pk for item in out_of_date(briefs=[editions[1].slug])} == {editions[1].pk}
    assert out_of_date(claims=["unknown"], briefs=[]) == []


def test_proposed_note_has_a_sentence_for_each_change():
    claim, other = ClaimFactory(), ClaimFactory(statement="The outlet has closed.")
    publish_citing(claim, other)
    correct(claim)
    change(other, confidence="low", confidence_reason="One source.")
    change(article_of(claim), title="Another title", genre="opinion")
    old = article_of(claim).history.earliest().title
    assert propose_note(out_of_date()) == (
        f"Corrects “{BEFORE[:-1]}” to “{AFTER[:-1]}”. "
        "Brings what is said of “The outlet has closed” up to date: confidence and reason. "
        f"Corrects what is said of the source “{old}”: title and genre."
    )


def test_proposed_note_keeps_within_its_limit():
    claim, _ = publish_sharing(1)
    correct(claim, "Word " * 600)
    note = propose_note(out_of_date() * 60)
    assert 4_000 < len(note) <= 5_000
    assert note.endswith("more changes.")


def test_corrected_figure_that_the_brief_still_repeats_blocks_its_next_edition():
    claim = ClaimFactory(statement="The law took effect in April 2024.", evidence=False)
    law = "In April 2024 a law on foreign representatives took effect."
    passage = make_evidence(claim, exact=law)
    edition = publish_citing(claim, summary=f"It took effect in April 2024 [@{claim.key}].")
    correct(claim, "The law took effect in May 2024.")
    text = law.replace("April", "May")
    make_evidence(claim, capture=make_capture(text=text), exact=text)
    passage.delete()
    issues = find_publish_issues(fresh(edition.brief))
    assert [(issue.code, issue.field) for issue in issues if issue.code == "unproven-figure"] == [
        ("unproven-figure", "summary")
    ]


def test_recommendations_basis_is_compared_with_its_newest_live_edition():
    claim, other = ClaimFactory(), ClaimFactory()
    edition = publish_citing(claim, other)
    recommendation = edition.brief.recommendations.get()
    assert claims_moved_at_desk(recommendation) == []
    correct(other)
    assert [(item.key, item.new.statement) for item in claims_moved_at_desk(recommendation)] == [(other.key, AFTER)]
    assert claims_moved_at_desk(approved().recommendations.get()) == []


def queries_of(call) -> int:
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)


def test_queries_do_not_grow_with_the_editions():
    claim, _ = publish_sharing(1)
    correct(claim)
    change(article_of(claim), title="Another title")
    change(Actor.objects.get(pk=article_of(claim).outlet_id), name="The Ledger")
    counts = [queries_of(out_of_date)]
    for more in (2, 17):
        for _ in range(more):
            publish_citing(ClaimFactory(statement=BEFORE))
        for row in Claim.objects.all():
            change(row, confidence="low", confidence_reason=f"One source, {more}.")
        counts.append(queries_of(out_of_date))
    assert len(queue()) == 21
    assert counts == [counts[0]] * 3
    assert counts[0] <= 20
