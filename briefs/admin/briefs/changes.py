"""What differs between the draft and what readers have, word by word."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache

from briefs.admin.rows import not_there, visible_brief
from briefs.desk.models import Brief
from briefs.publishing import build_content
from briefs.record.document import DraftContent
from briefs.record.models import Edition
from briefs.renditions.changes import compare
from briefs.renditions.words import day_words

from .acts import editions_of

LONGEST_NUMBER = 9


def changes_urls(page: admin.ModelAdmin) -> list[URLPattern]:
    """…/brief/<id>/changes/."""
    view = page.admin_site.admin_view(never_cache(partial(changes_view, page=page)))
    return [path("<int:object_id>/changes/", view, name="briefs_brief_changes")]


def changes_view(request: HttpRequest, object_id: int, *, page: Any) -> HttpResponse:
    """The draft against the live edition, or against that of ``?edition=``; nobody outside the desk can open it."""
    brief = visible_brief(request, page, object_id)
    if brief is None:
        return not_there(request, page, object_id)
    chosen = request.GET.get("edition", "")
    context = changes_of(brief, edition=chosen)
    error = _refusal(chosen, context["base"])
    context |= {
        **page.admin_site.each_context(request),
        "title": f"Changes: {brief.title}",
        "opts": page.opts,
        "brief": brief,
        "error": error,
    }
    return render(request, "admin/briefs/brief/changes.html", context, status=404 if error else 200)


def changes_of(brief: Brief, *, edition: str = "", content: DraftContent | None = None) -> dict[str, Any]:
    """What ``changes_body.html`` shows: the draft against the edition with this number, or what readers get now.

    Before anything is live, it is the newest edition; before there is one, the whole draft. Constant queries.
    ``content`` is the draft's, where the caller has built it already.
    """
    editions = [row for row in editions_of(brief) if not row.was_stopped]
    now = timezone.now()
    live = next((row for row in editions if row.live_from <= now), None)
    wanted = int(edition) if edition.isdecimal() and len(edition) <= LONGEST_NUMBER else None
    base = next((row for row in editions if row.number == wanted), None) or live or next(iter(editions), None)
    document = Edition.objects.get(pk=base.pk).parse() if base else None
    return {
        "changes": compare(document, content or build_content(brief)),
        "base": base,
        "base_words": _words(base, live, now) if base else "",
        "live": live,
        "editions": editions,
    }


def _words(base: Edition, live: Edition | None, now: datetime) -> str:
    if base == live:
        return f"edition {base.number}, which readers get now"
    moment = timezone.localtime(base.live_from)
    if base.live_from > now:
        return f"edition {base.number}, which readers will get from {day_words(moment.date())}, {moment:%H:%M}"
    return f"edition {base.number}, which readers got from {day_words(moment.date())}"


def _refusal(chosen: str, base: Edition | None) -> str:
    if not chosen or (base is not None and chosen == str(base.number)):
        return ""
    instead = f"Edition {base.number} is shown instead." if base else "The whole draft is shown instead."
    return f"edition: this brief has none with the number {chosen[:20]}. {instead}"
