"""Whose work several drafts hold, asked for one user: the same as ``contributors``, for lists."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from django.db.models import Max, QuerySet, Value

from briefs.desk.models import (
    Article,
    ArticleAuthor,
    Brief,
    BriefAuthor,
    BriefRecommendation,
    Claim,
    Evidence,
    FollowUp,
    Recommendation,
    RecommendationClaim,
    RecommendationLineage,
)
from briefs.publishing.review.contributors import STATE_CHANGE
from briefs.record.models import Edition

from .footings import Footing

PARTS: tuple[tuple[Any, str, str], ...] = (
    (Brief, "id", "brief"),
    (BriefAuthor, "brief_id", "brief"),
    (BriefRecommendation, "brief_id", "brief"),
    (Claim, "id", "claims"),
    (Evidence, "claim_id", "claims"),
    (Article, "id", "articles"),
    (ArticleAuthor, "article_id", "articles"),
    (Recommendation, "id", "recommendations"),
    (RecommendationClaim, "recommendation_id", "recommendations"),
    (RecommendationLineage, "later_id", "recommendations"),
    (FollowUp, "recommendation_id", "recommendations"),
)
"""Every sort of row an edition would hold, by whose id it belongs to, and what of a footing names these ids."""


def with_a_hand_in(user: Any, briefs: Collection[Brief], footings: dict[int, Footing]) -> set[int]:
    """The ids of those briefs of which this user wrote something since their last edition. Constant queries."""
    if not briefs:
        return set()
    pks = [brief.pk for brief in briefs]
    published = dict(
        Edition.objects.filter(brief__in=pks).order_by().values_list("brief").annotate(Max("published_at"))
    )
    never, beginning = datetime.min.replace(tzinfo=UTC), datetime.min.replace(year=2, tzinfo=UTC)
    found = {brief.pk for brief in briefs if brief.edited_by_id == user.pk}
    ids = {
        part: {brief.pk: {brief.pk} if part == "brief" else getattr(footings[brief.pk], part) for brief in briefs}
        for part in {part for _, _, part in PARTS}
    }
    changes = [_changes(model, owner, set().union(*ids[part].values()), user) for model, owner, part in PARTS]
    last: dict[tuple[str, int], datetime] = {}
    for part, pk, moment in changes[0].union(*changes[1:], all=True):
        last[part, pk] = max(moment, last.get((part, pk), never))
    for part, of_brief in ids.items():
        for pk, mine in of_brief.items():
            if any(last.get((part, one), never) >= published.get(pk, beginning) for one in mine):
                found.add(pk)
    return found


def _changes(model: Any, owner: str, ids: set[int], user: Any) -> QuerySet[Any, Any]:
    """When this user last changed a row that belongs to each of these."""
    rows = model.history.filter(history_user=user, **{f"{owner}__in": ids})
    if model is Brief:
        rows = rows.exclude(history_change_reason__startswith=STATE_CHANGE)
    part = next(part for other, _, part in PARTS if other is model)
    last: QuerySet[Any, Any] = rows.order_by().values_list(Value(part), owner).annotate(Max("history_date"))
    return last
