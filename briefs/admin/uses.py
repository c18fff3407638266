"""Where a noun is used, with a link to each use, for its form and for the page that asks before deleting."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from briefs.publishing.usage.uses import Use, UseGroup
from briefs.publishing.usage.where_used import where_used


def uses_of(row: Model) -> list[dict[str, Any]]:
    """What uses a row, as the template shows it. Constant queries."""
    return [told(group) for group in where_used(row)]


def told(group: UseGroup) -> dict[str, Any]:
    uses = [{"label": use.label, "state": use.state, "url": url_of(use)} for use in group.uses]
    how = group.how.removesuffix(":")
    return {"how": how[:1].upper() + how[1:], "uses": uses, "more": group.more, "blocks": group.blocks}


def url_of(use: Use) -> str:
    """The page of a use in the admin; empty where it has none."""
    try:
        return reverse(f"admin:briefs_{use.noun}_change", args=[use.pk])
    except NoReverseMatch:
        return ""


class ShowsUses(admin.ModelAdmin):
    """Puts ``uses`` into the context of a noun's form; nothing is asked unless the template shows it."""

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj") or (args[3] if len(args) > 3 else None)
        if obj is not None and obj.pk and not context.get("is_popup"):
            stored = type(obj)._base_manager.filter(pk=obj.pk)
            context["uses"] = SimpleLazyObject(lambda: [group for row in stored for group in uses_of(row)])
            context["uses_shown"] = True
        return super().render_change_form(request, context, *args, **kwargs)
