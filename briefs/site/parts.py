"""The rows of one published key, for the pages of claims, recommendations, articles, actors and terms."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from briefs.record.follow_ups import bring_up_to_date
from briefs.record.models import NEWEST_FIRST, Edition, PublishedPart
from briefs.record.models.notices import newest_notes
from briefs.record.queries import is_withdrawn
from briefs.renditions.claims import ClaimLink
from briefs.renditions.history import withdrawal_note
from briefs.renditions.recommendations import RecommendationView, recommendation_view
from briefs.site.paging import paginate

MOST_ROWS = 50
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KeyRows:
    """Rows of one key, newest edition first, never empty. ``is_former``: no live edition holds the key any more."""

    rows: list[Any]
    is_former: bool

    @property
    def standing(self) -> dict[str, Any]:
        """What a page needs to say of a former key: that it is one, and the notice if its edition was withdrawn."""
        edition = self.rows[0].edition
        standing: dict[str, Any] = {"is_former": self.is_former, "noindex": self.is_former, "withdrawal": None}
        if self.is_former and is_withdrawn(edition):
            standing |= {"withdrawal": edition.withdrawal, "explanation": withdrawal_note(self.rows[0])}
        return standing


def rows_of_key(index: type[PublishedPart], key: str) -> KeyRows:
    """The newest rows of a key, each with its edition. One query while it is live; raises Http404 if never public.

    What a later edition dropped, or a withdrawal took down, keeps its address: links to it must not die.
    """
    rows = list(index.objects.for_key(key)[:MOST_ROWS])
    return KeyRows(rows, is_former=False) if rows else former_rows(index, key)


def former_rows(index: type[PublishedPart], key: str) -> KeyRows:
    """The newest row of a key that no live edition holds any more. One query; raises Http404 if never public."""
    former = index.objects.filter(key=key, edition__in=Edition.objects.public(timezone.now()).values("pk"))
    former = former.select_related("edition__withdrawal").defer("edition__document")
    former = former.annotate(**newest_notes("edition_id"))
    rows = list(former.order_by(*NEWEST_FIRST)[:1])
    if not rows:
        raise Http404(f"key: nothing published is called “{key}”.")
    return KeyRows(rows, is_former=True)


def first_of_each(items: Iterable[T], key: Callable[[T], str]) -> list[T]:
    """The first item of each key, in their order: with the newest edition first, what was published last."""
    found: dict[str, T] = {}
    for item in items:
        found.setdefault(key(item), item)
    return list(found.values())


def recommendation_views(
    rows: Iterable[Any], claims: Mapping[str, ClaimLink] | None = None
) -> list[RecommendationView]:
    """PublishedRecommendation rows, read with their editions, with what has become of them by now. One query."""
    today = timezone.localdate()
    entries = bring_up_to_date((row.parse(), row.edition) for row in rows)
    return [recommendation_view(entry, claims or {}, today=today) for entry in entries]


def list_page(request: HttpRequest, index: type[PublishedPart]) -> Any:
    """A page of everything published of one noun, one row a key, with its newest edition. Two queries."""
    rows: QuerySet[Any] = index.objects.newest().select_related("edition").defer("edition__document")
    return paginate(request, rows)
