"""Facts that one source alone supports, among those readers rely on or soon will."""

from collections import defaultdict

from django.db.models import Q, QuerySet

from briefs.desk.models import Actor, ArticleAuthor, Brief, Claim, Evidence
from briefs.publishing.document.citing import cited_keys
from briefs.record.models import PublishedClaim

SUPPORTING = Q(stance=Evidence.Stance.SUPPORTS) & ~Q(modality=Evidence.Modality.DENIED)


def facts_with_one_origin() -> QuerySet[Claim]:
    """Facts that a live edition holds or a draft cites, whose support comes from one origin. Constant queries.

    It counts as ``corroborate`` does, from ids alone.
    """
    drafts = Brief.objects.exclude(state=Brief.State.PUBLISHED).only("summary", "key_messages", "body")
    cited = set().union(*cited_keys(list(drafts)).values())
    live = PublishedClaim.objects.live().values("key")
    facts = Claim.objects.filter(Q(key__in=cited) | Q(key__in=live), kind=Claim.Kind.FACT)
    passages = list(
        Evidence.objects.filter(SUPPORTING, claim__in=facts.values("pk")).values_list(
            "claim_id", "attributed_to_id", "capture__article_id", "capture__article__outlet_id"
        )
    )
    above: dict[int, int | None] = dict(Actor.objects.values_list("pk", "part_of_id"))
    authors = defaultdict(set)
    for article, actor in ArticleAuthor.objects.filter(
        article__in={article for _, _, article, _ in passages}
    ).values_list("article_id", "actor_id"):
        authors[article].add(actor)
    sources: dict[int, list[set[int]]] = defaultdict(list)
    for claim, said_by, article, outlet in passages:
        named = {said_by} if said_by else {outlet, *authors[article]}
        sources[claim].append({_topmost(actor, above) for actor in named if actor})
    return Claim.objects.filter(pk__in=[pk for pk, named in sources.items() if count_origins(named) == 1])


def count_origins(sources: list[set[int]]) -> int:
    """How many independent origins passages have, each given by the topmost bodies it comes from."""
    groups: list[set[int]] = []
    for source in filter(None, sources):
        apart = [group for group in groups if group.isdisjoint(source)]
        groups = [*apart, source.union(*(group for group in groups if not group.isdisjoint(source)))]
    return len(groups) or min(len(sources), 1)


def _topmost(actor: int, above: dict[int, int | None]) -> int:
    seen = {actor}
    while (body := above.get(actor)) is not None and body not in seen:
        actor = body
        seen.add(actor)
    return actor
