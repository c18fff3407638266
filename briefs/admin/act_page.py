"""One act as a whole: its events, and every row it wrote, field by field; /admin/acts/<id>/."""

from functools import partial
from uuid import UUID

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.views.decorators.cache import never_cache

from briefs.desk.models import Event
from briefs.desk.services.act_rows import rows_of_act

MOST_EVENTS = 200


def act_page_urls(site: AdminSite) -> list[URLPattern]:
    """/admin/acts/<id>/."""
    return [path("acts/<uuid:act>/", site.admin_view(never_cache(partial(act_page, site=site))), name="act")]


def act_page(request: HttpRequest, act: UUID, *, site: AdminSite) -> HttpResponse:
    """Everything that was written in one act, for everybody who may see events."""
    if not request.user.has_perm("briefs.view_event"):
        raise PermissionDenied
    events = list(Event.objects.filter(act=act).select_related("by").order_by("happened_at", "pk")[:MOST_EVENTS])
    written = rows_of_act(act)
    if not events and not written.rows:
        raise Http404
    context = {
        **site.each_context(request),
        "title": "One act",
        "act": act,
        "events": [(event, address_of(event)) for event in events],
        "written": written,
    }
    return render(request, "admin/briefs/act.html", context)


def address_of(event: Event) -> str:
    """The page of what an event was about; empty when there is none. It may have been deleted since."""
    if event.kind == Event.Kind.DELETED:
        return ""
    try:
        return reverse(f"admin:briefs_{event.noun}_change", args=[event.object_id])
    except NoReverseMatch:
        return ""
