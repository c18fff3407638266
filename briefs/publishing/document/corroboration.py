"""How well a claim is corroborated: independent origins are counted, not addresses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefs.desk.models import Actor, Evidence
from briefs.record.document import Corroboration


def origin_of(actor: Actor, actors: Mapping[int, Actor]) -> Actor:
    """The topmost body the actor is part of, itself when there is none."""
    seen = {actor.pk}
    while actor.part_of_id is not None and actor.part_of_id not in seen:
        actor = actors[actor.part_of_id]
        seen.add(actor.pk)
    return actor


@dataclass(frozen=True)
class Origin:
    """One independent origin of a claim's support: the topmost bodies its passages come from, none when unknown."""

    bodies: frozenset[int]
    passages: tuple[int, ...]


def corroborate(evidence: Iterable[Evidence], actors: Mapping[int, Actor]) -> Corroboration:
    """Count the independent origins and the articles of the passages that support a claim."""
    evidence = list(evidence)
    return Corroboration(
        origins=len(independent_origins(evidence, actors)),
        articles=len({item.capture.article_id for item in evidence if _supports(item)}),
    )


def independent_origins(evidence: Iterable[Evidence], actors: Mapping[int, Actor]) -> list[Origin]:
    """The independent origins of the passages that support a claim, each with the ids of its passages.

    A passage comes from whom it is attributed to; else from the article's authors and its outlet together.
    Passages that share any of these are one origin. A passage of which none is known adds none beside known ones,
    as its independence cannot be shown, and is one alone.
    """
    unknown: list[int] = []
    origins: list[Origin] = []
    for item in filter(_supports, evidence):
        bodies = _origins(item, actors)
        if not bodies:
            unknown.append(item.pk)
            continue
        same = [origin for origin in origins if not origin.bodies.isdisjoint(bodies)]
        merged = Origin(
            bodies=frozenset(bodies).union(*(origin.bodies for origin in same)),
            passages=(*(pk for origin in same for pk in origin.passages), item.pk),
        )
        origins = [*(origin for origin in origins if origin not in same), merged]
    if not origins and unknown:
        return [Origin(frozenset(), tuple(unknown))]
    return origins


def _supports(item: Evidence) -> bool:
    return item.stance == Evidence.Stance.SUPPORTS and item.modality != Evidence.Modality.DENIED


def _origins(evidence: Evidence, actors: Mapping[int, Actor]) -> set[int]:
    if evidence.attributed_to_id is not None:
        return {origin_of(actors[evidence.attributed_to_id], actors).pk}
    article = evidence.capture.article
    named = {byline.actor_id for byline in article.bylines.all()} | {article.outlet_id}
    return {origin_of(actors[pk], actors).pk for pk in named if pk is not None}
