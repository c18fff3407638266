"""Recommendations, what became of them, and telling readers of that between editions."""

from .follow_ups import FollowUpAdmin, PublishedFollowUpAdmin
from .page import RecommendationAdmin

__all__ = ["FollowUpAdmin", "PublishedFollowUpAdmin", "RecommendationAdmin"]
