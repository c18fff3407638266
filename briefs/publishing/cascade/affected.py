"""What rests on a claim, a passage, an article, a copy of one or an actor: to be seen before it is changed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, Q
from django.utils import timezone

from briefs.desk.models import Actor, Article, Brief, Capture, Claim, Evidence, Recommendation
from briefs.publishing.document.citing import drafts_citing
from briefs.record.models import Edition, PublishedArticle, PublishedClaim

from .candidates import with_parts_below
from .editions import read_editions


@dataclass(frozen=True)
class AffectedEdition:
    """An edition readers get or will get, with the keys of what it holds of the changed thing."""

    edition: Edition
    keys: tuple[str, ...]

    @property
    def is_scheduled(self) -> bool:
        """Whether its time is still to come."""
        return self.edition.live_from > timezone.now()


@dataclass(frozen=True)
class Affected:
    """What rests on one row of the desk. ``drafts`` are briefs in work; what is published stands as its edition."""

    editions: tuple[AffectedEdition, ...] = ()
    drafts: tuple[Brief, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.editions or self.drafts or self.recommendations)


def affected_by(row: Model) -> Affected:
    """Everything that rests on this claim, passage, article, capture or actor, as it stands in the database.

    Nothing rests on other nouns, or on a row not saved yet. At most eight queries, whatever rests on it.
    """
    claims, articles = keys_moved_by(row)
    if not claims and not articles:
        return Affected()
    return Affected(
        editions=tuple(_editions(claims, articles)),
        drafts=tuple(_drafts(claims)),
        recommendations=tuple(Recommendation.objects.filter(bases__claim__key__in=claims).distinct().order_by("key")),
    )


def keys_moved_by(row: Model) -> tuple[set[str], set[str]]:
    """The keys of the claims, and of the articles, that a change of this row can move; of a deleted passage, too."""
    match row:
        case Evidence():
            return set(Claim.objects.filter(pk=row.claim_id).values_list("key", flat=True)), set()
        case Model(pk=None):
            return set(), set()
        case Claim():
            return {row.key}, set()
        case Capture():
            return _claims_where(Q(evidence__capture=row)), set()
        case Article():
            return _claims_where(Q(evidence__capture__article=row)), {row.key}
        case Actor():
            slugs = with_parts_below({row.slug})[row.slug]
            source = Q(outlet__slug__in=slugs) | Q(bylines__actor__slug__in=slugs)
            articles = dict(Article.objects.filter(source).values_list("pk", "key"))
            attributed = Q(evidence__attributed_to__slug__in=slugs)
            return _claims_where(attributed | Q(evidence__capture__article__in=articles)), set(articles.values())
    return set(), set()


def _claims_where(condition: Q) -> set[str]:
    return set(Claim.objects.filter(condition).values_list("key", flat=True))


def _editions(claims: Iterable[str], articles: Iterable[str]) -> list[AffectedEdition]:
    keys: dict[int, list[str]] = defaultdict(list)
    for index, names in ((PublishedClaim, claims), (PublishedArticle, articles)):
        rows = index.objects.filter(key__in=names, edition__in=read_editions().values("pk"))
        for pk, key in rows.order_by("key").values_list("edition_id", "key"):
            keys[pk].append(key)
    editions = Edition.objects.filter(pk__in=keys).defer("document").order_by("title", "slug", "number")
    return [AffectedEdition(edition, tuple(keys[edition.pk])) for edition in editions]


def _drafts(claims: set[str]) -> list[Brief]:
    """Briefs in work that cite one of these claims, or make a recommendation that names one."""
    recommended = Q(recommendations__bases__claim__key__in=claims)
    recommended |= Q(recommendations__follow_ups__claim__key__in=claims)
    found = {brief.pk: brief for brief in Brief.objects.filter(recommended).distinct()}
    found |= {brief.pk: brief for brief, _ in drafts_citing(claims)}
    in_work = (brief for brief in found.values() if brief.state != Brief.State.PUBLISHED)
    return sorted(in_work, key=lambda brief: (brief.title, brief.pk))
