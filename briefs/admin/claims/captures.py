"""The text of a capture as a fragment, for choosing a passage in it by selecting its words."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from briefs.desk.models import Capture

MOST = 400
"""So many paragraphs are given at once."""


def capture_urls(page: admin.ModelAdmin) -> list[URLPattern]:
    """…/claim/capture/<id>/?from=<paragraph>."""
    view = page.admin_site.admin_view(never_cache(partial(capture_text_view, page=page)))
    return [path("capture/<int:capture_id>/", view, name="briefs_claim_capture")]


def capture_text_view(request: HttpRequest, capture_id: int, *, page: Any) -> HttpResponse:
    """The numbered paragraphs of a capture, ``MOST`` of them from the one asked for; to those who may see captures."""
    if not (page.has_view_permission(request) and request.user.has_perm("briefs.view_capture")):
        raise PermissionDenied
    captures = Capture.objects.select_related("article__outlet").defer("raw_text")
    capture = captures.filter(pk=capture_id).first() if capture_id < 2**63 else None
    if capture is None:
        raise Http404
    paragraphs = capture.paragraphs()
    asked = request.GET.get("from", "")
    first = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1
    begin = min(max(first, 1), len(paragraphs)) - 1
    context = {
        "capture": capture,
        "paragraphs": paragraphs[begin : begin + MOST],
        "following": begin + MOST + 1 if begin + MOST < len(paragraphs) else None,
        "total": len(paragraphs),
    }
    return render(request, "admin/briefs/claim/capture_text.html", context)
