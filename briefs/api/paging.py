"""Pages of a list by keyset: a cursor says after which item the next page begins, so nothing is skipped or
read twice when a brief is published in between, and page 1,000 costs what page 1 costs.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from pydantic import AwareDatetime, BaseModel, Field, TypeAdapter

from .problems import EXPECTED, RequestRefused

MAX_LIMIT = 100

Id = Annotated[int, Field(ge=1, lt=2**63)]
# PostgreSQL stores no NUL; the bounds keep a moment a moment in every time zone.
Key = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]+$")]
Moment = Annotated[AwareDatetime, Field(ge=datetime(1900, 1, 1, tzinfo=UTC), lt=datetime(9000, 1, 1, tzinfo=UTC))]


class Paging(BaseModel):
    """Which page of a list."""

    limit: int = Field(20, ge=1, le=MAX_LIMIT, description="How many items the page holds at most.")
    cursor: str | None = Field(
        None, max_length=1000, description="Where the page begins, as an earlier page's `next` says. Opaque."
    )


@dataclass(frozen=True)
class Sorting:
    """The order of a list: fields as order_by takes them (the last one decides ties), and their values' types."""

    fields: tuple[str, ...]
    values: TypeAdapter[Any]

    def place_of(self, row: Any) -> tuple[Any, ...]:
        """The values of a row that a cursor keeps."""
        return tuple(getattr(row, field.lstrip("-")) for field in self.fields)


@dataclass(frozen=True)
class Page:
    """The rows of a page, and the address of the next one if there is one."""

    rows: list[Any]
    next: str | None

    def answer(self, describe: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """The page as the API gives it."""
        return {"items": [describe(row) for row in self.rows], "next": self.next}


def take_page(request: HttpRequest, rows: QuerySet[Any], sorting: Sorting, paging: Paging) -> Page:
    """The page asked for. One query. Raises RequestRefused (400) for a cursor that no page of this list gave."""
    rows = rows.order_by(*sorting.fields)
    if paging.cursor is not None:
        rows = rows.filter(beyond(sorting.fields, read_cursor(paging.cursor, sorting)))
    found = list(rows[: paging.limit + 1])
    shown = found[: paging.limit]
    if len(found) == len(shown):
        return Page(shown, None)
    query = urlencode({"limit": paging.limit, "cursor": write_cursor(sorting.place_of(shown[-1]), sorting)})
    # Without scheme and host, it is right under any name and behind any proxy.
    return Page(shown, f"{escape_uri_path(request.path)}?{query}")


def beyond(fields: tuple[str, ...], values: tuple[Any, ...]) -> Q:
    """Rows that come after these values in this order."""
    name, operator = fields[0].lstrip("-"), "lt" if fields[0].startswith("-") else "gt"
    further = Q(**{f"{name}__{operator}": values[0]})
    if len(fields) == 1:
        return further
    return further | Q(**{name: values[0]}) & beyond(fields[1:], values[1:])


def write_cursor(place: tuple[Any, ...], sorting: Sorting) -> str:
    """A place in a list as one opaque word."""
    return urlsafe_b64encode(sorting.values.dump_json(place)).rstrip(b"=").decode()


def read_cursor(text: str, sorting: Sorting) -> tuple[Any, ...]:
    """The place a cursor stands for."""
    try:
        place = sorting.values.validate_json(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError:
        place = None
    # Only what write_cursor writes is taken: decoding alone skips over characters it doesn't know.
    if place is None or write_cursor(place, sorting) != text:
        raise RequestRefused(400, f"cursor must be {EXPECTED['cursor']}.", field="cursor")
    return tuple(place)
