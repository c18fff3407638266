"""The list of all events, to read and never to write."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from briefs.desk.models import Event

from .base import start_of


class Who(admin.RelatedOnlyFieldListFilter):
    """By whom."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "who did it"


class When(admin.DateFieldListFilter):
    """Since when."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "date"


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """Who did what, on which text. The database itself refuses to change or delete a row."""

    list_display = ["when", "by", "name", "noun", "kind", "told", "text", "whole_act"]
    list_display_links = None
    list_filter = ["kind", ("by", Who), "noun", ("happened_at", When)]
    list_select_related = ["by"]
    list_per_page = 100
    search_fields = ["name"]
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Events", **(extra_context or {})})

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """An event is shown with all that belongs to its act."""
        event = self.get_object(request, object_id)
        if event is None:
            missing: HttpResponse = self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
            return missing
        return redirect("admin:act", event.act)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        if "\x00" in search_term:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description="when", ordering="happened_at")
    def when(self, event: Event) -> Any:
        return event.happened_at

    @admin.display(description="in a sentence")
    def told(self, event: Event) -> str:
        told = start_of(event.detail)
        # What is said of an answer begins with the key of its recommendation.
        return told if event.noun == "followup" else capfirst(told)

    @admin.display(description="on text")
    def text(self, event: Event) -> SafeString:
        return format_html('<code title="{}">{}</code>', event.content_sha256, event.content_sha256[:8])

    @admin.display(description="act")
    def whole_act(self, event: Event) -> SafeString:
        return format_html('<a href="{}">What changed</a>', reverse("admin:act", args=[event.act]))
