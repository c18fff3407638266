"""The editors' rooms: every noun of the desk and the record in the Django admin."""

from . import actors, articles, briefs, captures, claims, events, evidence, recommendations, record, vocabularies

__all__ = [
    "actors",
    "articles",
    "briefs",
    "captures",
    "claims",
    "events",
    "evidence",
    "recommendations",
    "record",
    "vocabularies",
]
