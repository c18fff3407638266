"""What uses a noun of the desk: drafts, other nouns, and the editions that hold it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Exists, Model, OuterRef

from briefs.desk.models import (
    Actor,
    Article,
    Brief,
    Capture,
    Claim,
    Country,
    Evidence,
    FollowUp,
    Lever,
    Recommendation,
    RecommendationLineage,
    Topic,
)
from briefs.publishing.document.citing import drafts_citing
from briefs.record.models import PublishedFollowUp

from .holding import editions_holding
from .uses import UseGroup, group_of, group_of_list

PASSAGES = Evidence.objects.select_related("claim")
FOLLOW_UPS = FollowUp.objects.select_related("recommendation")


def where_used(row: Model) -> list[UseGroup]:
    """What uses this row, in groups that are not empty. The number of queries does not depend on what it finds."""
    if type(row) not in USES or row.pk is None:
        return []
    groups = [*USES[type(row)](row), editions_holding(row)]
    return [group for group in groups if group.total]


def used_at_the_desk(row: Model) -> list[UseGroup]:
    """The same without the editions."""
    return [group for group in USES[type(row)](row) if group.total] if type(row) in USES else []


def _of_actor(actor: Actor) -> Iterator[UseGroup]:
    yield group_of("outlet of", actor.published_articles.all())
    yield group_of("author of", actor.authored_articles.all())
    yield group_of("author of the brief", actor.authored_briefs.all())
    yield group_of("attributed to it:", PASSAGES.filter(attributed_to=actor))
    yield group_of("addressee of", actor.recommendations_received.all())
    yield group_of("proposed", actor.recommendations_proposed.all())
    yield group_of("part of it:", actor.parts.all())


def _of_article(article: Article) -> Iterator[UseGroup]:
    yield group_of("copied in", article.captures.select_related("article").defer("raw_text", "text"))
    yield group_of("evidence from it:", PASSAGES.filter(capture__article=article))


def _of_capture(capture: Capture) -> Iterator[UseGroup]:
    yield group_of("evidence from it:", PASSAGES.filter(capture=capture))


def _of_evidence(evidence: Evidence) -> Iterator[UseGroup]:
    yield group_of("evidence for", Claim.objects.filter(pk=evidence.claim_id), blocks=False)


def _of_claim(claim: Claim) -> Iterator[UseGroup]:
    yield group_of_list("cited in", [brief for brief, _ in drafts_citing({claim.key})])
    yield group_of("rest on it:", claim.recommendations.all())
    yield group_of("shows the follow-up", FOLLOW_UPS.filter(claim=claim))


def _of_recommendation(item: Recommendation) -> Iterator[UseGroup]:
    yield group_of("stands in the draft", item.briefs.all())
    lines = list(RecommendationLineage.objects.filter(earlier=item).select_related("later").order_by("later__key"))
    for relation in RecommendationLineage.Relation.values:
        later = [line.later for line in lines if line.relation == relation]
        yield group_of_list(f"{relation} it:", later)
    yield group_of("published follow-up", _published(FOLLOW_UPS.filter(recommendation=item)))


def _of_brief(brief: Brief) -> Iterator[UseGroup]:
    yield group_of("approved on", brief.approvals.select_related("approved_by"))
    others = Brief.objects.filter(translation_group=brief.translation_group).exclude(pk=brief.pk)
    yield group_of("translated in", others, blocks=False)


def _of_topic(topic: Topic) -> Iterator[UseGroup]:
    yield group_of("filed under it:", topic.claims.all())
    yield group_of("filed under it, briefs:", topic.briefs.all())


def _of_country(country: Country) -> Iterator[UseGroup]:
    yield group_of("filed under it:", country.claims.all())
    yield group_of("filed under it, briefs:", country.briefs.all())
    yield group_of("country of", country.actors.all())


def _of_lever(lever: Lever) -> Iterator[UseGroup]:
    yield group_of("lever of", lever.recommendations.all())


def _of_follow_up(follow_up: FollowUp) -> Iterator[UseGroup]:
    asked = Recommendation.objects.filter(pk=follow_up.recommendation_id)
    yield group_of("follow-up of", asked, blocks=False)
    yield group_of("published as", _published(FOLLOW_UPS.filter(pk=follow_up.pk)))


def _published(follow_ups: Any) -> Any:
    return follow_ups.filter(Exists(PublishedFollowUp.objects.filter(follow_up=OuterRef("pk"))))


USES: dict[type[Model], Callable[[Any], Iterable[UseGroup]]] = {
    Actor: _of_actor,
    Article: _of_article,
    Brief: _of_brief,
    Capture: _of_capture,
    Claim: _of_claim,
    Country: _of_country,
    Evidence: _of_evidence,
    FollowUp: _of_follow_up,
    Lever: _of_lever,
    Recommendation: _of_recommendation,
    Topic: _of_topic,
}
"""How each noun is asked for its uses at the desk."""
