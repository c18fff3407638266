"""A draft with everything it rests on, read in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from briefs.desk.models import (
    Actor,
    ArticleAuthor,
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

from .terms import read_terms


@dataclass(frozen=True)
class Draft:
    """One brief's working text and the nouns it rests on; a snapshot, not to be saved.

    ``numbers`` gives each claim key its number: cited keys by first appearance, then those that only
    recommendations or follow-ups rest on. ``cited`` are the keys in the text, ``unknown`` those with no claim.
    ``actors`` holds every actor named, by id, and all that they are part of.
    """

    brief: Brief
    authors: list[Actor]
    recommendations: list[Recommendation]
    claims: dict[str, Claim]
    numbers: dict[str, int]
    cited: list[str]
    unknown: list[str]
    actors: dict[int, Actor]

    def numbered_claims(self) -> list[Claim]:
        """The claims in the order of their numbers."""
        return [self.claims[key] for key in self.numbers if key in self.claims]


def load_draft(
    brief: Brief,
    *,
    authors: list[Actor] | None = None,
    recommendations: list[Recommendation] | None = None,
    terms: bool = True,
) -> Draft:
    """Read the draft: its text from ``brief``, the rest from the database.

    The number of queries does not depend on its size. ``authors`` and ``recommendations``, each read with its lever,
    stand in for the stored ones. ``terms=False`` leaves out what content_of needs besides.
    """
    if recommendations is None:
        placed = Recommendation.objects.filter(placements__brief=brief).select_related("lever")
        recommendations = list(placed.order_by("placements__position", "placements__pk"))
    prefetch_related_objects(
        recommendations,
        "addressees",
        Prefetch("bases", RecommendationClaim.objects.select_related("claim")),
        Prefetch("lineage", RecommendationLineage.objects.select_related("earlier")),
        Prefetch("follow_ups", FollowUp.objects.select_related("claim")),
    )
    cited = number_citations(brief.summary, *brief.key_message_lines(), brief.body)
    keys = dict.fromkeys(cited)
    for recommendation in recommendations:
        keys |= dict.fromkeys(base.claim.key for base in recommendation.bases.all())
        keys |= dict.fromkeys(f.claim.key for f in recommendation.follow_ups.all() if f.claim)
    claims = {claim.key: claim for claim in claims_with_evidence(terms=terms, about=False).filter(key__in=keys)}
    if terms:
        read_terms(claims.values())
    known = [key for key in keys if key in claims]
    if authors is None:
        authors = [byline.actor for byline in brief.bylines.select_related("actor")]
    return Draft(
        brief=brief,
        authors=authors,
        recommendations=recommendations,
        claims=claims,
        numbers={key: number for number, key in enumerate(known, start=1)},
        cited=list(cited),
        unknown=[key for key in cited if key not in claims],
        actors=_with_bodies_above(_named(authors, recommendations, claims)),
    )


def claims_with_evidence(*, texts: bool = True, terms: bool = True, about: bool = True) -> QuerySet[Claim]:
    """Claims with their passages and all these point to, without the raw texts of captures; constant queries.

    ``texts=False`` leaves the captures' normalised texts in the database, too; ``terms=False`` topics, countries,
    outlets and authors; ``about=False`` topics and countries alone.
    """
    captures = Capture.objects.defer(*(["raw_text"] if texts else ["raw_text", "text"]))
    # Origins are counted by ids; names of outlets and authors stand in the content alone.
    captures = captures.select_related("article__outlet" if terms else "article").prefetch_related(
        Prefetch("article__bylines", ArticleAuthor.objects.select_related(*["actor"] if terms else []))
    )
    evidence = Evidence.objects.select_related("attributed_to").prefetch_related(Prefetch("capture", captures))
    listed = ("countries", "topics") if terms and about else ()
    return Claim.objects.prefetch_related(*listed, Prefetch("evidence", evidence))


def actors_of(claims: Iterable[Claim]) -> dict[int, Actor]:
    """Every actor that the passages of these claims come from, by id, and all that they are part of."""
    return _with_bodies_above(_named([], [], {claim.key: claim for claim in claims}))


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
    """The actors and all they are part of; one query for three levels of the chain."""
    actors: dict[int, Actor] = {}
    while ids:
        above = set()
        rows = Actor.objects.filter(pk__in=ids)
        for actor in rows.select_related("country", "part_of__country", "part_of__part_of__country"):
            while actor.pk not in actors:
                actors[actor.pk] = actor
                if "part_of" not in actor._state.fields_cache:
                    above.add(actor.part_of_id)
                elif actor.part_of is not None:
                    actor = actor.part_of
        ids = {pk for pk in above if pk is not None} - actors.keys()
    return actors
