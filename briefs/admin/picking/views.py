"""What a combobox asks while somebody types: /admin/complete/<noun>/?q=…"""

from dataclasses import asdict

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from .nouns import NOUNS
from .search import search


def complete_urls(site: AdminSite) -> list[URLPattern]:
    """One address for every noun that can be picked."""
    return [path("complete/<slug:noun>/", site.admin_view(never_cache(complete_view)), name="desk_complete")]


def complete_view(request: HttpRequest, noun: str) -> JsonResponse:
    """The matches as ``[{key, label, detail}]``, best first; open to those who may see the noun."""
    if noun not in NOUNS:
        raise Http404
    if not request.user.has_perm(f"briefs.view_{noun}"):
        raise PermissionDenied
    matches = search(NOUNS[noun], request.GET.get("q", ""))
    return JsonResponse([asdict(match) for match in matches], safe=False)
