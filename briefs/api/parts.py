"""Lists and details of what editions hold: claims, recommendations, articles, actors, topics and countries.

An item is told from all live editions that hold its key, the newest first; a list and a detail tell it alike.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from pydantic import BaseModel, TypeAdapter

from briefs.record.models import PublishedPart
from briefs.record.queries import live_keys, live_rows

from .answers import answer
from .paging import Key, Paging, Sorting, take_page
from .problems import Problem, RequestRefused

BY_KEY = Sorting(("key",), TypeAdapter(tuple[Key]))

# What the operations answer besides their item or page.
LIST_PROBLEMS = {304: None, 400: Problem, 422: Problem}
DETAIL_PROBLEMS = {304: None, 404: Problem}


class CitedIn(BaseModel):
    """A live edition that holds the item; newest first."""

    slug: str
    edition: int


@dataclass(frozen=True)
class Resource:
    """One noun of the API: where it is indexed, and how the rows of one key become an item."""

    noun: str
    index: type[PublishedPart]
    describe: Callable[[list[Any]], dict[str, Any]]

    def give_page(self, request: HttpRequest, paging: Paging) -> HttpResponseBase:
        """A page of items by key. Two queries."""
        now = timezone.now()
        page = take_page(request, live_keys(self.index, now), BY_KEY, paging)
        rows = live_rows(self.index, [row.key for row in page.rows], now)
        items = [list(group) for _, group in groupby(rows, key=lambda row: row.key)]
        return answer(request, {"items": self.describe_all(items, now), "next": page.next})

    def give_item(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """One item. One query; raises RequestRefused (404) when no live edition holds it."""
        # PostgreSQL takes no NUL, and nothing published has one.
        now = timezone.now()
        rows = [] if "\x00" in key else list(live_rows(self.index, [key], now))
        if not rows:
            raise RequestRefused(404, f"No live edition holds the {self.noun} “{key}”.")
        (item,) = self.describe_all([rows], now)
        return answer(request, item)

    def describe_all(self, items: Sequence[list[Any]], at: datetime) -> list[dict[str, Any]]:
        """The items, each from its rows. A noun that is told from more than its rows reads that here, for all."""
        return [self.describe(rows) for rows in items]


def cited_in(rows: Sequence[PublishedPart]) -> list[dict[str, Any]]:
    """The live editions that hold these rows."""
    return [{"slug": row.edition.slug, "edition": row.edition.number} for row in rows]


def keys_of(parts: list[list[dict[str, Any]]], name: str = "key") -> list[str]:
    """The keys of parts that several editions hold, each once, in the order they are first met."""
    return list(dict.fromkeys(part[name] for group in parts for part in group))
