"""The draft as readers would see it, for editors alone."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from briefs.admin.rows import not_there, visible_brief
from briefs.publishing import build_document
from briefs.publishing.document.content import content_of
from briefs.publishing.document.draft import Draft, load_draft
from briefs.record.models import Edition
from briefs.renditions.history import edition_lines
from briefs.renditions.page import build_page

from .unsaved import read_typed


def preview_urls(page: admin.ModelAdmin) -> list[URLPattern]:
    """…/brief/<id>/preview/."""
    view = page.admin_site.admin_view(never_cache(partial(preview_view, page=page)))
    return [path("<int:object_id>/preview/", view, name="briefs_brief_preview")]


def preview_view(request: HttpRequest, object_id: int, *, page: Any) -> HttpResponse:
    """The draft as readers would see it: as it is stored, or (POST) as the form holds it. Nothing is written."""
    brief = visible_brief(request, page, object_id)
    if brief is None:
        return not_there(request, page, object_id)
    if request.method != "POST":
        return render(request, "admin/briefs/brief/preview.html", preview_context(load_draft(brief)))
    typed = read_typed(brief, request.POST)
    context = {**preview_context(typed.draft), "unsaved": True, "refused": typed.refused}
    return render(request, "admin/briefs/brief/preview.html", context)


def preview_context(draft: Draft) -> dict[str, Any]:
    """What the readers' page shows, filled from a draft; nothing is written."""
    brief = draft.brief
    history = list(Edition.objects.history(brief.slug))
    return {
        "brief": brief,
        "page": build_page(build_document(brief, content=content_of(draft))),
        "is_preview": True,
        "history": edition_lines(history),
        "notices": [],
        "noindex": True,
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL.rstrip("/"),
    }
