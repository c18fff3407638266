"""Whose work an edition would hold, in the rows around a brief: what no edition held, what was moved, what is named."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from briefs.desk.models import Brief, Claim, RecommendationLineage
from briefs.desk.services.captures import add_capture
from briefs.desk.services.drafts import save_draft
from briefs.desk.services.follow_ups import record_follow_up
from briefs.publishing import (
    NotAllowed,
    approve_brief,
    build_content,
    publish_edition,
    submit_brief,
    unschedule_edition,
)
from briefs.publishing.document.draft import load_draft
from briefs.publishing.queues.footings import footings_of
from briefs.publishing.queues.hands import with_a_hand_in
from briefs.publishing.review.contributors import contributors, last_changed_by
from briefs.record.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def edit(row: Any, by: Any, *, at: datetime | None = None, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row._history_user = by
    row._history_date = at or timezone.now()
    row.save()


def stored(brief: Brief) -> Brief:
    return Brief.objects.get(pk=brief.pk)


def first_claim(brief: Brief) -> Claim:
    return load_draft(brief).numbered_claims()[0]


def approve(brief: Brief, by: Any) -> None:
    submit_brief(brief=stored(brief), by=factories.author())
    brief = stored(brief)
    approve_brief(brief=brief, by=by, content_sha256=build_content(brief).sha256())


def cite(brief: Brief, *keys: str) -> Brief:
    brief = stored(brief)
    brief.body += "".join(f"\n\nIt was upheld [@{key}]." for key in keys)
    save_draft(brief=brief, by=factories.author())
    return stored(brief)


def written_long_ago(by: Any) -> Claim:
    """A claim with a passage that one person wrote before the brief's last edition; no edition held it."""
    claim = factories.ClaimFactory(evidence=False)
    edit(claim, by, at=LONG_AGO)
    return claim


def has_a_hand(brief: Brief, user: Any) -> bool:
    """Whether it is their work, as the act reads it and as the list does, which must agree."""
    brief = stored(brief)
    wrote = user.pk in contributors(load_draft(brief))
    assert (with_a_hand_in(user, [brief], footings_of([brief])) == {brief.pk}) is wrote
    return wrote


def _lineage(brief: Brief) -> Any:
    earlier = factories.published().brief.recommendations.get()
    RecommendationLineage.objects.create(
        later=brief.recommendations.get(), relation=RecommendationLineage.Relation.REITERATES, earlier=earlier
    )
    return earlier


def _term(brief: Brief, factory: Any, field: str, *, on_claim: bool = False) -> Any:
    row = factory()
    getattr(first_claim(brief) if on_claim else brief, field).add(row)
    return row


def _above(actor: Any) -> Any:
    actor.part_of = factories.ActorFactory()
    actor.save()
    return actor.part_of


def _outlet(brief: Brief) -> Any:
    article = first_claim(brief).evidence.all()[0].capture.article
    article.outlet = article.outlet or factories.ActorFactory()
    article.save()
    return article.outlet


NAMED: dict[str, tuple[Callable[[Brief], Any], dict[str, Any], str]] = {
    "addressee": (lambda brief: brief.recommendations.get().addressees.get(), {"name": "Somebody"}, "actor"),
    "outlet": (_outlet, {"description": "A state outlet."}, "actor"),
    "body above": (lambda brief: _above(_outlet(brief)), {"name": "Ministry"}, "actor"),
    "lever": (lambda brief: brief.recommendations.get().lever, {"name": "Sanctions"}, "lever"),
    "topic": (lambda brief: _term(brief, factories.TopicFactory, "topics"), {"name": "Terrorism"}, "topic"),
    "topic of a claim": (
        lambda brief: _term(brief, factories.TopicFactory, "topics", on_claim=True),
        {"name": "Terrorism"},
        "topic",
    ),
    "country": (lambda brief: _term(brief, factories.CountryFactory, "countries"), {"name": "Absurdia"}, "country"),
    "earlier recommendation": (_lineage, {"text": "We never asked for that."}, "recommendation"),
}


@pytest.mark.parametrize("named", NAMED)
def test_whoever_changed_what_an_edition_names_neither_approves_nor_publishes(named: str) -> None:
    brief = stored(factories.BriefFactory())
    find, fields, noun = NAMED[named]
    row = find(brief)
    assert not has_a_hand(brief, factories.publisher())
    edit(row, factories.publisher(), **fields)
    assert has_a_hand(brief, factories.publisher())
    found = last_changed_by(load_draft(stored(brief)), factories.publisher())
    assert [words.split()[0] for words in found] == [noun]
    with pytest.raises(NotAllowed, match="Nobody approves their own draft"):
        approve(brief, factories.publisher())


@pytest.mark.parametrize("named", NAMED)
def test_what_an_edition_named_already_is_no_longer_anybodys(named: str) -> None:
    brief = stored(factories.BriefFactory())
    find, fields, _ = NAMED[named]
    edit(find(brief), factories.editor(), at=LONG_AGO, **fields)
    approve(brief, factories.UserFactory(role="Editor"))
    publish_edition(brief=stored(brief), by=factories.publisher(), update_type="major", change_note="First.")
    assert not has_a_hand(brief, factories.editor())


def test_claim_written_before_the_last_edition_that_did_not_hold_it_is_its_writers() -> None:
    brief = stored(factories.BriefFactory())
    claim = written_long_ago(factories.publisher())
    factories.make_evidence(claim)
    factories.published(brief)
    brief = cite(brief, claim.key)
    assert has_a_hand(brief, factories.publisher())
    approve(brief, factories.editor())
    with pytest.raises(NotAllowed, match=f"Yours is the last of claim {claim.key}"):
        publish_edition(brief=stored(brief), by=factories.publisher(), update_type="major", change_note="x")


def test_claim_is_nobodys_once_any_edition_of_the_brief_held_it() -> None:
    claim = written_long_ago(factories.editor())
    factories.make_evidence(claim)
    brief = cite(factories.BriefFactory(), claim.key)
    body = brief.body
    approve(brief, factories.UserFactory(role="Editor"))
    publish_edition(brief=stored(brief), by=factories.publisher(), update_type="major", change_note="First.")
    brief = stored(brief)
    brief.body = body.replace(f" [@{claim.key}]", "")
    save_draft(brief=brief, by=factories.author())
    factories.published(brief, change_note="Second.")
    assert not has_a_hand(cite(brief, claim.key), factories.editor())


def test_edition_stopped_before_its_time_holds_nothing() -> None:
    claim = written_long_ago(factories.editor())
    factories.make_evidence(claim)
    brief = cite(factories.BriefFactory(), claim.key)
    approve(brief, factories.UserFactory(role="Editor"))
    later = timezone.now() + timedelta(days=3)
    edition = publish_edition(
        brief=stored(brief), by=factories.publisher(), update_type="major", change_note="First.", live_from=later
    )
    assert not has_a_hand(brief, factories.editor())
    unschedule_edition(brief=stored(brief), edition=edition.number, by=factories.publisher())
    assert Edition.objects.going_out().count() == 0
    assert has_a_hand(brief, factories.editor())


def test_digest_somebody_wrote_is_their_work_until_an_edition_holds_a_passage_of_it() -> None:
    digest = add_capture(
        article=factories.ArticleFactory(),
        kind="digest",
        raw_text=factories.DIGEST,
        captured_at=LONG_AGO,
        method="desk",
        by=factories.editor(),
    )
    claim = factories.ClaimFactory(evidence=False)
    factories.make_evidence(claim, capture=digest)
    brief = cite(factories.BriefFactory(), claim.key)
    assert has_a_hand(brief, factories.editor())
    assert last_changed_by(load_draft(brief), factories.editor()) == ["the copy of a source"]
    with pytest.raises(NotAllowed, match="Nobody approves their own draft"):
        approve(brief, factories.editor())
    brief = stored(brief)
    approve_brief(brief=brief, by=factories.publisher(), content_sha256=build_content(brief).sha256())
    by = factories.UserFactory(role="Publisher")
    publish_edition(brief=stored(brief), by=by, update_type="major", change_note="First.")
    assert not has_a_hand(brief, factories.editor())


def test_passage_moved_away_is_the_change_of_whoever_moved_it() -> None:
    brief = factories.BriefFactory()
    claim = first_claim(brief)
    passage = factories.make_evidence(claim, stance="disputes")
    edit(passage, factories.editor(), claim=factories.ClaimFactory())
    assert has_a_hand(brief, factories.editor())
    assert last_changed_by(load_draft(stored(brief)), factories.editor()) == [f"claim {claim.key}"]


def test_passage_moved_here_brings_the_hand_of_whoever_wrote_it_elsewhere() -> None:
    brief = factories.BriefFactory()
    passage = factories.make_evidence(factories.ClaimFactory())
    edit(passage, factories.editor(), at=LONG_AGO, note="Read it so.")
    factories.published(brief)
    assert not has_a_hand(brief, factories.editor())
    edit(passage, factories.author(), claim=first_claim(brief))
    assert has_a_hand(brief, factories.editor())
    assert last_changed_by(load_draft(stored(brief)), factories.editor()) == []


def test_what_happens_to_a_passage_after_it_left_is_no_change_of_the_brief() -> None:
    brief = factories.BriefFactory()
    passage = factories.make_evidence(first_claim(brief), stance="disputes")
    edit(passage, factories.author(), claim=factories.ClaimFactory())
    edit(passage, factories.editor(), note="Read it so.")
    assert not has_a_hand(brief, factories.editor())


def test_answer_moved_away_is_the_change_of_whoever_moved_it() -> None:
    brief = factories.BriefFactory()
    item = brief.recommendations.get()
    answer = record_follow_up(recommendation=item, status="rejected", dated=date(2026, 1, 5), by=factories.author())
    edit(answer, factories.editor(), recommendation=factories.RecommendationFactory())
    assert has_a_hand(brief, factories.editor())
    assert last_changed_by(load_draft(stored(brief)), factories.editor()) == [f"recommendation {item.key}"]


def test_internal_note_of_a_claim_hides_nobodys_change() -> None:
    brief = factories.BriefFactory()
    claim = first_claim(brief)
    edit(claim, factories.publisher(), statement="A court upheld the closure of the outlets.")
    edit(Claim.objects.get(pk=claim.pk), factories.author(), note="For colleagues.")
    assert last_changed_by(load_draft(stored(brief)), factories.publisher()) == [f"claim {claim.key}"]


@pytest.mark.parametrize("noun", ["evidence", "article", "answer"])
def test_public_note_is_a_change(noun: str) -> None:
    brief = factories.BriefFactory()
    answer = record_follow_up(
        recommendation=brief.recommendations.get(), status="rejected", dated=date(2026, 1, 5), by=factories.author()
    )
    passage = first_claim(brief).evidence.all()[0]
    row = {"evidence": passage, "article": passage.capture.article, "answer": answer}[noun]
    edit(row, factories.publisher(), note="Read it so.")
    assert len(last_changed_by(load_draft(stored(brief)), factories.publisher())) == 1


def test_queries_do_not_depend_on_how_many_briefs_are_asked_for(django_assert_num_queries: Any) -> None:
    helper = factories.editor()
    for many in (1, 3):
        briefs = [factories.published(factories.BriefFactory()).brief for _ in range(many)]
        footings = footings_of(briefs)
        with django_assert_num_queries(7):
            with_a_hand_in(helper, briefs, footings)
