"""The drafts: what editors work on. Nothing here is public until publishing freezes it into an edition."""

from .actors import Actor
from .articles import Article, ArticleAuthor
from .base import StaleVersion, VersionedModel
from .briefs import Approval, Brief, BriefAuthor, BriefRecommendation
from .captures import Capture, CaptureChanged
from .claims import Claim
from .evidence import Evidence
from .loaded_seeds import LoadedSeed
from .recommendations import FollowUp, Recommendation, RecommendationClaim, RecommendationLineage
from .vocabularies import Country, Lever, Topic

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
    "Country",
    "Evidence",
    "FollowUp",
    "Lever",
    "LoadedSeed",
    "Recommendation",
    "RecommendationClaim",
    "RecommendationLineage",
    "StaleVersion",
    "Topic",
    "VersionedModel",
]
