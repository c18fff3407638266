"""What drafts rest on, by ids alone: enough to see that a draft changed, and who had a hand in it. No texts parsed
twice, no rows made: for the pages that look at many drafts at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import Count, Max, QuerySet, Value
from django.utils import timezone

from briefs.desk.models import (
    Actor,
    Approval,
    Article,
    ArticleAuthor,
    Brief,
    BriefAuthor,
    BriefRecommendation,
    Claim,
    Comment,
    Country,
    Evidence,
    FollowUp,
    Lever,
    Recommendation,
    RecommendationClaim,
    RecommendationLineage,
    Topic,
)
from briefs.publishing.document.citing import cited_keys
from briefs.record.models import Edition

SHARED: tuple[Any, ...] = (Actor, Article, ArticleAuthor, Country, Lever, Topic)


@dataclass
class Footing:
    """The ids of what one draft rests on; ``sha256`` changes with any of it, and with what readers have of it."""

    claims: set[int] = field(default_factory=set)
    recommendations: set[int] = field(default_factory=set)
    sha256: str = ""


def footings_of(briefs: Collection[Brief]) -> dict[int, Footing]:
    """What each brief's draft rests on, by the brief's id. The number of queries does not depend on how many."""
    if not briefs:
        return {}
    pks = [brief.pk for brief in briefs]
    placed = _grouped(
        BriefRecommendation.objects.filter(brief__in=pks),
        "brief_id",
        *("recommendation_id", "pk", "position", "recommendation__version", "recommendation__text"),
    )
    items = {row[0] for rows in placed.values() for row in rows}
    bases = _grouped(_of(RecommendationClaim, items), "recommendation_id", "claim__key", "pk", "version")
    follow_ups = _grouped(_of(FollowUp, items), "recommendation_id", "claim__key", "pk", "version")
    lines = RecommendationLineage.objects.filter(later__in=items)
    lineage = _grouped(lines, "later_id", "earlier_id", "pk", "version", "earlier__version")
    bylines = _grouped(BriefAuthor.objects.filter(brief__in=pks), "brief_id", "actor_id", "pk", "position", "version")
    comments = _grouped(Comment.objects.filter(brief__in=pks), "brief_id", "pk", "version")
    approvals = dict(Approval.objects.filter(brief__in=pks).values_list("brief").annotate(Max("pk")).order_by())
    cited = cited_keys(briefs)

    def keys_of(brief: Brief) -> set[str]:
        parts = [*(bases[item[0]] for item in placed[brief.pk]), *(follow_ups[item[0]] for item in placed[brief.pk])]
        return {*cited[brief.pk], *(row[0] for rows in parts for row in rows if row[0])}

    keys = {brief.pk: keys_of(brief) for brief in briefs}
    claims = {row[1]: row for row in _claims(set().union(*keys.values()))}
    passages = _grouped(
        Evidence.objects.filter(claim__in=[row[0] for row in claims.values()]),
        "claim_id",
        *("capture__article_id", "pk", "version", "anchor_state", "exact", "capture__article__version"),
    )
    newest = _newest({Brief: pks, Recommendation: items, Claim: [row[0] for row in claims.values()]})
    shared = _shared()
    found = {}
    for brief in briefs:
        own = [claims[key] for key in sorted(keys[brief.pk]) if key in claims]
        rests = [row[0] for row in placed[brief.pk]]
        reads = (
            (brief.pk, brief.version, brief.state, brief.title, brief.summary, brief.key_messages, brief.body),
            (placed[brief.pk], bylines[brief.pk], comments[brief.pk], approvals.get(brief.pk)),
            [(bases[pk], follow_ups[pk], lineage[pk]) for pk in rests],
            [(row, passages[row[0]]) for row in own],
            (newest["brief", brief.pk], [newest["recommendation", pk] for pk in rests]),
            [newest["claim", row[0]] for row in own],
            [row for row in shared if row[0] == "edition" or brief.state == Brief.State.APPROVED],
        )
        found[brief.pk] = Footing(
            claims={row[0] for row in own},
            recommendations=set(rests),
            sha256=sha256(repr(reads).encode("utf-8", "replace")).hexdigest(),
        )
    return found


def _of(model: Any, items: set[int]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(recommendation__in=items)
    return rows


def _claims(keys: Iterable[str]) -> QuerySet[Any, Any]:
    return Claim.objects.filter(key__in=keys).values_list("pk", "key", "version", "statement")


def _grouped(rows: QuerySet[Any], by: str, *fields: str) -> dict[int, list[Any]]:
    """The rows' values, gathered by the row they belong to. One query."""
    found: dict[int, list[Any]] = defaultdict(list)
    for owner, *values in rows.order_by(by, "pk").values_list(by, *fields):
        found[owner].append(tuple(values))
    return found


def _newest(ids: dict[Any, Collection[int]]) -> dict[tuple[str, int], int]:
    """The newest line in the history of each of these rows: addressees and topics change no version. One query."""
    lines = [
        model.history.filter(id__in=pks)
        .order_by()
        .values_list(Value(str(model._meta.model_name)), "id")
        .annotate(Max("history_id"))
        for model, pks in ids.items()
    ]
    found: dict[tuple[str, int], int] = defaultdict(int)
    found.update({(noun, pk): newest for noun, pk, newest in lines[0].union(*lines[1:], all=True)})
    return found


def _shared() -> list[Any]:
    """A mark of all that many drafts share, which a change of any of it changes. One query.

    What readers have bears on every draft; how an actor is called, on the hash of an approved one alone. Histories
    only grow: how many lines they have tells of a save, too, that began before the newest one and ended after it.
    """
    marks = [
        model.history.order_by()
        .values_list(Value(str(model._meta.model_name)))
        .annotate(Count("history_id"), Max("history_id"))
        for model in SHARED
    ]
    public = Edition.objects.public(timezone.now()).order_by().values_list(Value("edition"))
    everything = Edition.objects.order_by().values_list(Value("edition"))
    marks += [rows.annotate(Count("pk"), Max("pk")) for rows in (public, everything)]
    return sorted(marks[0].union(*marks[1:], all=True))
