"""The draft as readers would see it, for editors alone."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from briefs.desk.models import Brief
from briefs.publishing import build_document
from briefs.record.models import Edition
from briefs.renditions.history import edition_lines
from briefs.renditions.page import build_page


def preview_urls(page: admin.ModelAdmin) -> list[URLPattern]:
    """…/brief/<id>/preview/."""
    view = page.admin_site.admin_view(never_cache(partial(preview_view, page=page)))
    return [path("<int:object_id>/preview/", view, name="briefs_brief_preview")]


def preview_view(request: HttpRequest, object_id: int, *, page: Any) -> HttpResponse:
    """The draft as readers would see it; nobody outside the desk can open it."""
    brief = page.get_object(request, str(object_id))
    if not page.has_view_permission(request, brief):
        raise PermissionDenied
    if brief is None:
        missing: HttpResponse = page._get_obj_does_not_exist_redirect(request, page.opts, str(object_id))
        return missing
    return render(request, "admin/briefs/brief/preview.html", preview_context(brief))


def preview_context(brief: Brief) -> dict[str, Any]:
    """What the readers' page shows, filled from the draft as it is stored; nothing is written."""
    history = list(Edition.objects.history(brief.slug))
    return {
        "brief": brief,
        "page": build_page(build_document(brief)),
        "is_preview": True,
        "history": edition_lines(history),
        "notices": [],
        "noindex": True,
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL.rstrip("/"),
    }
