"""The story of a brief: everything done to it, and meanwhile to what it rests on, as events tell it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet

from briefs.desk.models import (
    Brief,
    BriefRecommendation,
    Claim,
    Event,
    Evidence,
    FollowUp,
    Recommendation,
    RecommendationClaim,
)
from briefs.record.models import PublishedClaim, PublishedRecommendation

from .document.citing import cited_keys


@dataclass(frozen=True)
class ActOfStory:
    """What was done in one act, in the order in which it was done."""

    act: UUID
    events: tuple[Event, ...]


def acts_of_brief(brief: Brief) -> QuerySet[Event, UUID]:
    """The ids of the acts of a brief's story, the newest first: on a file, the last sheet lies on top."""
    acts = events_of_brief(brief).order_by().values("act").annotate(at=Max("happened_at"), last=Max("pk"))
    return acts.order_by("-at", "-last").values_list("act", flat=True)


def read_acts(brief: Brief, acts: list[UUID]) -> list[ActOfStory]:
    """These acts with their events, in the order given. One query besides those that find the events."""
    events: dict[UUID, list[Event]] = {act: [] for act in acts}
    for event in events_of_brief(brief).filter(act__in=acts).select_related("by").order_by("happened_at", "pk"):
        events[event.act].append(event)
    return [ActOfStory(act, tuple(found)) for act, found in events.items()]


def events_of_brief(brief: Brief) -> QuerySet[Event]:
    """The events of a brief and, since it was begun, of the claims, passages, recommendations and answers it rests
    on: in its working text, and in any of its editions. What was deleted since still counts.
    """
    begun = brief.history.aggregate(begun=Min("history_date"))["begun"]
    placed = BriefRecommendation.objects.filter(brief=brief).values("recommendation")
    asked = PublishedRecommendation.objects.filter(edition__brief=brief).values("key")
    recommendations = Recommendation.history.filter(Q(id__in=placed) | Q(key__in=asked)).values("id")
    bases = RecommendationClaim.objects.filter(recommendation__in=placed).values("claim")
    published = PublishedClaim.objects.filter(edition__brief=brief).values("key")
    cited = Q(key__in=cited_keys([brief])[brief.pk]) | Q(key__in=published) | Q(id__in=bases)
    claims = Claim.history.filter(cited).values("id")
    rests_on = (
        Q(noun="claim", object_id__in=claims)
        | Q(noun="evidence", object_id__in=Evidence.history.filter(claim_id__in=claims).values("id"))
        | Q(noun="recommendation", object_id__in=recommendations)
        | Q(noun="followup", object_id__in=FollowUp.history.filter(recommendation_id__in=recommendations).values("id"))
    )
    own = Q(noun="brief", object_id=brief.pk)
    return Event.objects.filter(own | (rests_on & Q(happened_at__gte=begun)) if begun else own)
