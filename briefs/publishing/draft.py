"""A draft with everything it rests on, read in a constant number of queries."""

from dataclasses import dataclass

from django.db.models import Prefetch

from briefs.desk.models import (
    Actor,
    Article,
    Brief,
    Capture,
    Claim,
    Evidence,
    FollowUp,
    Recommendation,
    RecommendationClaim,
    RecommendationLineage,
)
from briefs.text.citations import number_citations


@dataclass(frozen=True)
class Draft:
    """One brief's working text and the nouns it rests on; a snapshot, not to be saved.

    ``numbers`` gives each claim key its number: cited keys by first appearance, then those that only
    recommendations or follow-ups rest on. ``unknown`` are cited keys with no claim. ``actors`` holds every actor
    named, by id, and all that they are part of.
    """

    brief: Brief
    authors: list[Actor]
    recommendations: list[Recommendation]
    claims: dict[str, Claim]
    numbers: dict[str, int]
    unknown: list[str]
    actors: dict[int, Actor]

    def numbered_claims(self) -> list[Claim]:
        """The claims in the order of their numbers."""
        return [self.claims[key] for key in self.numbers if key in self.claims]


def load_draft(brief: Brief) -> Draft:
    """Read the draft as it stands in the database. The number of queries does not depend on its size."""
    recommendations = list(
        Recommendation.objects.filter(placements__brief=brief)
        .order_by("placements__position", "placements__pk")
        .select_related("lever")
        .prefetch_related(
            "addressees",
            Prefetch("bases", RecommendationClaim.objects.select_related("claim")),
            Prefetch("lineage", RecommendationLineage.objects.select_related("earlier")),
            Prefetch("follow_ups", FollowUp.objects.select_related("claim")),
        )
    )
    cited = number_citations(brief.summary, *brief.key_message_lines(), brief.body)
    keys = dict.fromkeys(cited)
    for recommendation in recommendations:
        keys |= dict.fromkeys(base.claim.key for base in recommendation.bases.all())
        keys |= dict.fromkeys(f.claim.key for f in recommendation.follow_ups.all() if f.claim)
    articles = Article.objects.select_related("outlet").prefetch_related("bylines__actor")
    evidence = Evidence.objects.select_related("attributed_to").prefetch_related(
        Prefetch("capture", Capture.objects.defer("raw_text").prefetch_related(Prefetch("article", articles)))
    )
    claims = {
        claim.key: claim
        for claim in Claim.objects.filter(key__in=keys).prefetch_related(
            "countries", "topics", Prefetch("evidence", evidence)
        )
    }
    known = [key for key in keys if key in claims]
    authors = [byline.actor for byline in brief.bylines.select_related("actor")]
    return Draft(
        brief=brief,
        authors=authors,
        recommendations=recommendations,
        claims=claims,
        numbers={key: number for number, key in enumerate(known, start=1)},
        unknown=[key for key in cited if key not in claims],
        actors=_with_bodies_above(_named(authors, recommendations, claims)),
    )


def _named(authors: list[Actor], recommendations: list[Recommendation], claims: dict[str, Claim]) -> set[int]:
    """The ids of all actors the draft names."""
    ids: set[int | None] = {author.pk for author in authors}
    for recommendation in recommendations:
        ids |= {actor.pk for actor in recommendation.addressees.all()} | {recommendation.proposed_by_id}
    for claim in claims.values():
        for evidence in claim.evidence.all():
            article = evidence.capture.article
            ids |= {evidence.attributed_to_id, article.outlet_id}
            ids |= {byline.actor_id for byline in article.bylines.all()}
    return {pk for pk in ids if pk is not None}


def _with_bodies_above(ids: set[int]) -> dict[int, Actor]:
    """The actors and all they are part of; one query a level of the chain."""
    actors: dict[int, Actor] = {}
    while ids:
        for actor in Actor.objects.filter(pk__in=ids).select_related("country"):
            actors[actor.pk] = actor
        ids = {a.part_of_id for a in actors.values() if a.part_of_id is not None} - actors.keys()
    return actors
