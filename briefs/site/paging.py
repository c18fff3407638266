"""Pages of a list, by ?page=N. A page that does not exist answers 404."""

import re
from collections.abc import Sequence
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

PAGE_SIZE = 20
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


def paginate(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int = PAGE_SIZE) -> Page[Any]:
    """The page asked for. Two queries (how many, and these); raises Http404 for any other number or word."""
    asked = request.GET.get("page", "1")
    if not _NUMBER.fullmatch(asked):
        raise Http404("page: not a page number. Pages count from 1, for example ?page=2.")
    try:
        return Paginator(rows, size).page(int(asked))
    except EmptyPage as error:
        raise Http404("page: the list is shorter than that. Start from its first page.") from error
