"""Who wrote what an edition would hold: their work is for somebody else to approve."""

from datetime import UTC, datetime
from typing import Any

from briefs.desk.models import (
    BriefAuthor,
    BriefRecommendation,
    Claim,
    Evidence,
    Recommendation,
    RecommendationClaim,
    RecommendationLineage,
)
from briefs.record.models import Edition

from .draft import Draft

STATE_CHANGE = "state: "


def contributors(draft: Draft) -> set[int]:
    """The ids of all who changed the draft, or a claim, passage or recommendation in it, since its last edition.

    Read from the history; moving a brief through review is no contribution. Constant queries.
    """
    brief = draft.brief
    published_at = Edition.objects.filter(brief=brief).order_by("-number").values_list("published_at", flat=True)
    since = published_at.first() or datetime.min.replace(tzinfo=UTC)
    claims = [claim.pk for claim in draft.claims.values()]
    recommendations = [item.pk for item in draft.recommendations]
    histories: list[Any] = [
        type(brief).history.filter(id=brief.pk).exclude(history_change_reason__startswith=STATE_CHANGE),
        BriefAuthor.history.filter(brief_id=brief.pk),
        BriefRecommendation.history.filter(brief_id=brief.pk),
        Claim.history.filter(id__in=claims),
        Evidence.history.filter(claim_id__in=claims),
        Recommendation.history.filter(id__in=recommendations),
        RecommendationClaim.history.filter(recommendation_id__in=recommendations),
        RecommendationLineage.history.filter(later_id__in=recommendations),
    ]
    ids = {brief.edited_by_id}
    for rows in histories:
        ids |= set(rows.filter(history_date__gte=since).values_list("history_user_id", flat=True))
    return {pk for pk in ids if pk is not None}
