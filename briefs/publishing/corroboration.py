"""How well a claim is corroborated: independent origins are counted, not addresses."""

from collections.abc import Iterable, Mapping

from briefs.desk.models import Actor, Article, Evidence
from briefs.record.document import Corroboration


def origin_of(actor: Actor, actors: Mapping[int, Actor]) -> Actor:
    """The topmost body the actor is part of, itself when there is none."""
    seen = {actor.pk}
    while actor.part_of_id is not None and actor.part_of_id not in seen:
        actor = actors[actor.part_of_id]
        seen.add(actor.pk)
    return actor


def corroborate(evidence: Iterable[Evidence], actors: Mapping[int, Actor]) -> Corroboration:
    """Count the origins and the articles of the passages that support a claim.

    A passage comes from whom it is attributed to, else from the article's authors, else from its outlet. Articles
    of which none of these is known count together as one origin: their independence cannot be shown.
    """
    supporting = [item for item in evidence if item.stance == Evidence.Stance.SUPPORTS]
    return Corroboration(
        origins=len({_origins(item, actors) for item in supporting}),
        articles=len({item.capture.article_id for item in supporting}),
    )


def _origins(evidence: Evidence, actors: Mapping[int, Actor]) -> frozenset[int]:
    if evidence.attributed_to_id is not None:
        return frozenset({origin_of(actors[evidence.attributed_to_id], actors).pk})
    return frozenset(origin_of(actors[pk], actors).pk for pk in _makers(evidence.capture.article))


def _makers(article: Article) -> list[int]:
    authors = [byline.actor_id for byline in article.bylines.all()]
    if authors:
        return authors
    return [article.outlet_id] if article.outlet_id is not None else []
