"""Choosing one thing or several by key: form fields that work as text, and complete as one types."""

from .fields import OrderedRow, PickField, PickingForm, PickManyField
from .nouns import NOUNS, Noun, noun_of
from .search import search
from .views import complete_urls

__all__ = [
    "NOUNS",
    "Noun",
    "OrderedRow",
    "PickField",
    "PickManyField",
    "PickingForm",
    "complete_urls",
    "noun_of",
    "search",
]
