"""How well a claim is corroborated: independent origins are counted, not addresses."""

from collections.abc import Iterable, Mapping

from briefs.desk.models import Actor, Evidence
from briefs.record.document import Corroboration


def origin_of(actor: Actor, actors: Mapping[int, Actor]) -> Actor:
    """The topmost body the actor is part of, itself when there is none."""
    seen = {actor.pk}
    while actor.part_of_id is not None and actor.part_of_id not in seen:
        actor = actors[actor.part_of_id]
        seen.add(actor.pk)
    return actor


def corroborate(evidence: Iterable[Evidence], actors: Mapping[int, Actor]) -> Corroboration:
    """Count the independent origins and the articles of the passages that support a claim.

    A passage comes from whom it is attributed to; else from the article's authors and its outlet together.
    Passages that share any of these are one origin. A passage of which none is known adds none beside known ones,
    as its independence cannot be shown, and is one alone.
    """
    supporting = [
        item
        for item in evidence
        if item.stance == Evidence.Stance.SUPPORTS and item.modality != Evidence.Modality.DENIED
    ]
    return Corroboration(
        origins=_count_independent([_origins(item, actors) for item in supporting]),
        articles=len({item.capture.article_id for item in supporting}),
    )


def _origins(evidence: Evidence, actors: Mapping[int, Actor]) -> set[int]:
    if evidence.attributed_to_id is not None:
        return {origin_of(actors[evidence.attributed_to_id], actors).pk}
    article = evidence.capture.article
    named = {byline.actor_id for byline in article.bylines.all()} | {article.outlet_id}
    return {origin_of(actors[pk], actors).pk for pk in named if pk is not None}


def _count_independent(sources: list[set[int]]) -> int:
    groups: list[set[int]] = []
    for source in sources:
        if source:
            apart = [group for group in groups if group.isdisjoint(source)]
            groups = [*apart, source.union(*(group for group in groups if group not in apart))]
    return len(groups) or min(len(sources), 1)
