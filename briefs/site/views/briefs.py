from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from briefs.record.models import Edition
from briefs.record.queries import is_withdrawn, live_edition, public_edition, standing_editions
from briefs.renditions.history import brief_line, edition_lines, notices
from briefs.renditions.page import build_page
from briefs.site.paging import paginate

LARGEST_NUMBER = 10**6


def brief_list(request: HttpRequest) -> HttpResponse:
    """Live briefs, newest first. Two queries."""
    page = paginate(request, standing_editions())
    return render(request, "site/briefs.html", {"page": page, "lines": [brief_line(edition) for edition in page]})


def brief(request: HttpRequest, slug: str) -> HttpResponse:
    """The edition readers get now. Two queries, however many claims; a withdrawn brief stays, with its notice."""
    found = live_edition(slug)
    if found is None:
        raise Http404(f"brief: nothing published is called “{slug}”.")
    return _render_edition(request, found, is_permalink=False)


def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One edition as it was published, for good. Two queries."""
    found = public_edition(slug, number) if number <= LARGEST_NUMBER else None
    if found is None:
        raise Http404(f"edition: “{slug}” has no published edition {number}.")
    return _render_edition(request, found, is_permalink=True)


def _render_edition(request: HttpRequest, found: Edition, *, is_permalink: bool) -> HttpResponse:
    history = list(Edition.objects.history(found.slug))
    newest = history[0]
    lines = edition_lines(history)
    above = notices(found.number, history)
    context = {
        "edition": found,
        "page": build_page(found.parse()),
        "notices": above,
        "change_is_noted": any(notice.kind == "update" for notice in above),
        "history": lines,
        "here": next(line for line in lines if line.number == found.number),
        "is_permalink": is_permalink,
        "noindex": is_withdrawn(newest) or is_withdrawn(found) or found.number != newest.number,
    }
    return render(request, "site/brief.html", context)
