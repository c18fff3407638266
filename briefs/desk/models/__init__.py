"""The drafts: what editors work on. Nothing here is public until publishing freezes it into an edition."""

from .actors import Actor
from .articles import Article, ArticleAuthor
from .base import StaleVersion, VersionedModel
from .briefs import Brief, BriefAuthor, BriefRecommendation
from .captures import Capture, CaptureChanged
from .claims import Claim
from .events import Event
from .evidence import Evidence
from .loaded_seeds import LoadedSeed
from .recommendations import FollowUp, Recommendation, RecommendationClaim, RecommendationLineage
from .reviews import Approval, Comment, ReviewRequest, StandingReason
from .vocabularies import Country, Lever, Topic
from .working_copies import WorkingCopy

__all__ = [
    "Actor",
    "Approval",
    "Article",
    "ArticleAuthor",
    "Brief",
    "BriefAuthor",
    "BriefRecommendation",
    "Capture",
    "CaptureChanged",
    "Claim",
    "Comment",
    "Country",
    "Event",
    "Evidence",
    "FollowUp",
    "Lever",
    "LoadedSeed",
    "Recommendation",
    "RecommendationClaim",
    "RecommendationLineage",
    "ReviewRequest",
    "StaleVersion",
    "StandingReason",
    "Topic",
    "VersionedModel",
    "WorkingCopy",
]
