"""Every noun tells what uses it: drafts, other nouns and editions, in a constant number of queries."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefs.desk.models import Actor, ArticleAuthor, Brief, FollowUp, RecommendationLineage
from briefs.publishing import withdraw_brief
from briefs.publishing.usage.where_used import where_used
from tests import factories

pytestmark = pytest.mark.django_db


def told(row: Any) -> dict[str, list[str]]:
    """The uses of a row, by how, each with its state where it has one."""
    return {g.how: [f"{u.name} ({u.state})" if u.state else u.name for u in g.uses] for g in where_used(row)}


def test_actor_tells_its_sources_passages_demands_parts_and_editions() -> None:
    actor = factories.ActorFactory(slug="union")
    article = factories.make_capture(key="gazette", title="", outlet=actor).article
    written = factories.ArticleFactory(key="letter", title="")
    ArticleAuthor.objects.create(article=written, actor=actor)
    claim = factories.ClaimFactory(key="closure", evidence=False)
    factories.make_evidence(claim, attributed_to=actor, capture=article.captures.get())
    factories.RecommendationFactory(key="fund", addressees=[actor])
    factories.RecommendationFactory(key="visas", proposed_by=actor)
    branch = factories.ActorFactory(name="Branch", part_of=actor)
    brief = factories.BriefFactory(title="On closures", claim=claim, authors=[actor])
    edition = factories.published(brief)

    assert told(actor) == {
        "outlet of": ["gazette"],
        "author of": ["letter"],
        "author of the brief": ["On closures (published)"],
        "attributed to it:": ["closure: A court upheld the closure of the outlet."],
        "addressee of": ["fund"],
        "proposed": ["visas"],
        "part of it:": [branch.name],
        "stands in": [f"{edition} (live)"],
    }


def test_claim_tells_drafts_that_cite_it_in_any_field_and_what_rests_on_it() -> None:
    claim = factories.ClaimFactory(key="closure")
    other = factories.ClaimFactory(key="closure-2")
    for field in ("summary", "key_messages", "body"):
        factories.BriefFactory(title=field, claim=other, **{field: "It closed [see @closure, p. 2]."})
    factories.BriefFactory(title="braces", claim=other, body="It closed [@{closure}].")
    factories.BriefFactory(title="code", claim=other, body="It closed `[@closure]` and me@closure.")
    item = factories.RecommendationFactory(key="fund", claims=[claim])
    FollowUp.objects.create(recommendation=item, status="implemented", dated=date(2026, 3, 1), claim=claim)

    assert told(claim) == {
        "cited in": ["body (draft)", "braces (draft)", "key_messages (draft)", "summary (draft)"],
        "rest on it:": ["fund"],
        "shows the follow-up": ["implemented on 01 March 2026"],
    }


def test_editions_are_told_apart_by_what_readers_get() -> None:
    claim = factories.ClaimFactory(key="closure")
    brief = factories.BriefFactory(title="On closures", claim=claim)
    factories.published(brief)
    fresh = Brief.objects.get(pk=brief.pk)
    fresh.state, fresh.body = Brief.State.DRAFT, f"{fresh.body}\n\nMore."
    fresh.save()
    factories.published(fresh)
    gone = factories.published(factories.BriefFactory(title="Withdrawn", claim=claim))
    withdraw_brief(brief=gone.brief, edition=1, by=factories.publisher(), explanation="Its source was retracted.")
    later = timezone.now() + timedelta(days=3)
    factories.published(factories.BriefFactory(title="To come", claim=claim), live_from=later)

    assert sorted(told(claim)["stands in"]) == [
        "On closures, edition 1 (superseded)",
        "On closures, edition 2 (live)",
        "To come, edition 1 (scheduled)",
        "Withdrawn, edition 1 (withdrawn)",
    ]


def test_passage_and_its_capture_tell_the_editions_that_hold_them() -> None:
    claim = factories.ClaimFactory(key="closure")
    passage = claim.evidence.get()
    edition = factories.published(factories.BriefFactory(claim=claim))
    unread = factories.make_evidence(claim)

    assert told(passage) == {"evidence for": ["closure"], "stands in": [f"{edition} (live)"]}
    assert told(unread) == {"evidence for": ["closure"]}
    assert told(passage.capture) == {
        "evidence from it:": ["closure: A court upheld the closure of the outlet."],
        "stands in": [f"{edition} (live)"],
    }
    assert told(passage.capture.article)["stands in"] == [f"{edition} (live)"]


def test_recommendation_tells_briefs_and_later_ones_and_its_lever_too() -> None:
    item = factories.RecommendationFactory(key="fund")
    later = factories.RecommendationFactory(key="fund-again")
    RecommendationLineage.objects.create(later=later, earlier=item, relation="reiterates")
    brief = factories.BriefFactory(title="On funds", recommendations=[item])
    edition = factories.published(brief)

    assert told(item) == {
        "stands in the draft": ["On funds (published)"],
        "reiterates it:": ["fund-again"],
        "stands in": [f"{edition} (live)"],
    }
    assert told(item.lever) == {"lever of": ["fund"], "stands in": [f"{edition} (live)"]}


def test_follow_up_tells_its_recommendation_and_the_editions_that_hold_it() -> None:
    item = factories.RecommendationFactory(key="fund")
    shown = FollowUp.objects.create(recommendation=item, status="rejected", dated=date(2026, 3, 1))
    edition = factories.published(factories.BriefFactory(recommendations=[item]))
    since = FollowUp.objects.create(recommendation=item, status="accepted", dated=date(2026, 3, 2))

    assert told(shown) == {"follow-up of": ["fund"], "stands in": [f"{edition} (live)"]}
    assert told(since) == {"follow-up of": ["fund"]}


def test_topic_and_country_tell_what_is_filed_under_them() -> None:
    topic, country = factories.TopicFactory(), factories.CountryFactory()
    claim = factories.ClaimFactory(key="closure")
    claim.topics.add(topic)
    claim.countries.add(country)
    brief = factories.BriefFactory(title="On closures")
    brief.topics.add(topic)
    brief.countries.add(country)
    actor = factories.ActorFactory(name="Ministry", country=country)

    filed = {"filed under it:": ["closure"], "filed under it, briefs:": ["On closures (draft)"]}
    assert told(topic) == filed
    assert told(country) == {**filed, "country of": [actor.name]}


def test_brief_tells_its_editions_approvals_and_translations() -> None:
    brief = factories.BriefFactory(title="On closures")
    factories.BriefFactory(title="О закрытии", language="ru", translation_group=brief.translation_group)
    edition = factories.published(brief)
    groups = {group.how: group for group in where_used(brief)}

    assert list(groups) == ["approved on", "translated in", "stands in"]
    assert [use.name for use in groups["stands in"].uses] == [str(edition)]
    assert (groups["translated in"].blocks, groups["stands in"].blocks) == (False, True)


def test_long_lists_are_cut_and_say_how_many_there_are() -> None:
    actor = factories.ActorFactory()
    factories.ArticleFactory.create_batch(15, outlet=actor)
    [group] = where_used(actor)
    assert (len(group.uses), group.total, group.more) == (12, 15, 3)


def test_unused_and_unsaved_rows_have_no_uses() -> None:
    assert where_used(factories.ActorFactory()) == []
    assert where_used(Actor(name="New")) == []


@pytest.mark.parametrize("noun", ["actor", "claim", "recommendation", "article", "topic"])
def test_queries_do_not_depend_on_how_much_uses_it(noun: str) -> None:
    row, add = CROWDS[noun]()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            where_used(row)
        return len(captured)

    add()
    one = queries()
    for _ in range(3):
        add()
    assert queries() == one <= 9


def _of_claim() -> Any:
    claim = factories.ClaimFactory()
    return claim, lambda: (factories.BriefFactory(claim=claim), factories.RecommendationFactory(claims=[claim]))


def _of_recommendation() -> Any:
    item = factories.RecommendationFactory()
    return item, lambda: factories.published(factories.BriefFactory(recommendations=[item]))


def _of_actor() -> Any:
    actor = factories.ActorFactory()
    return actor, lambda: factories.make_evidence(factories.ClaimFactory(), attributed_to=actor)


def _of_article() -> Any:
    capture = factories.make_capture()
    return capture.article, lambda: factories.make_evidence(factories.ClaimFactory(evidence=False), capture=capture)


def _of_topic() -> Any:
    topic = factories.TopicFactory()
    return topic, lambda: topic.claims.add(factories.ClaimFactory())


CROWDS = {
    "actor": _of_actor,
    "article": _of_article,
    "claim": _of_claim,
    "recommendation": _of_recommendation,
    "topic": _of_topic,
}
