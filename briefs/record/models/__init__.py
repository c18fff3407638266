"""What has been published. Rows of the record are written once; its indexes can be rebuilt from them."""

from .editions import Correction, Edition, Withdrawal
from .follow_ups import PublishedFollowUp
from .notices import Embargo, MendedNote
from .parts import (
    NEWEST_FIRST,
    PublishedActor,
    PublishedArticle,
    PublishedClaim,
    PublishedCountry,
    PublishedLineage,
    PublishedPart,
    PublishedRecommendation,
    PublishedTopic,
)

__all__ = [
    "NEWEST_FIRST",
    "Correction",
    "Edition",
    "Embargo",
    "MendedNote",
    "PublishedActor",
    "PublishedArticle",
    "PublishedClaim",
    "PublishedCountry",
    "PublishedFollowUp",
    "PublishedLineage",
    "PublishedPart",
    "PublishedRecommendation",
    "PublishedTopic",
    "Withdrawal",
]
