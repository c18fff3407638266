"""Everything an editor does with a brief: its page, its acts, what stands against publishing it, its preview."""

from .page import BriefAdmin

__all__ = ["BriefAdmin"]
