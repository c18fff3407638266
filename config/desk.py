"""The desk's admin site. It stands outside briefs/admin, whose modules register with it as they are imported."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse


class DeskSite(AdminSite):
    """The editors' rooms: Django's admin with a front page of our own, and pages that belong to no single noun."""

    site_header = f"{settings.SITE_NAME} desk"
    site_title = f"{settings.SITE_NAME} desk"
    index_title = "The desk"

    def get_urls(self) -> list[Any]:
        """Each room's own pages (admin/front/rooms.py) stand before Django's."""
        from briefs.admin.front.rooms import ROOMS

        return [*(pattern for room in ROOMS for pattern in room(self)), *super().get_urls()]

    def admin_view(self, view: Callable[..., HttpResponseBase], cacheable: bool = False) -> Any:
        """What somebody sends after their session has ended is given back to them instead of being dropped."""
        inner = super().admin_view(view, cacheable)

        def give_back(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            from briefs.admin.saving.logged_out import show_posted

            if request.method == "POST" and not self.has_permission(request):
                leaving = request.path == reverse("admin:logout", current_app=self.name)
                return (None if leaving else show_posted(request, self)) or inner(request, *args, **kwargs)
            return inner(request, *args, **kwargs)

        return update_wrapper(give_back, inner)

    def autocomplete_view(self, request: HttpRequest) -> Any:
        from briefs.admin.picking.options import NamedOptions

        return NamedOptions.as_view(admin_site=self)(request)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from briefs.admin.front.index import front_page

        return front_page(request, self, extra_context)
