"""The claim desk: a statement, the passages it rests on in their context, and what rests on it."""

from .page import ClaimAdmin

__all__ = ["ClaimAdmin"]
