"""Before anything is deleted: the list of what uses it, with links; and in bulk, too, nobody's edit is passed over."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from briefs.publishing.usage.deletion import what_keeps
from briefs.publishing.usage.uses import UseGroup, label_of

from .uses import told

STARTED_FROM = "started_from"


class ChangedMeanwhile(Exception):
    """Some of the rows to be deleted were changed after they were listed for confirmation. Nothing was deleted."""

    def __init__(self, rows: Sequence[Any]) -> None:
        names = "; ".join(str(row) for row in rows[:5])
        super().__init__(f"Nothing was deleted, as these were changed after you asked: {names}. Look at them again.")


@admin.action(permissions=["delete"], description="Delete selected %(verbose_name_plural)s")
def delete_unchanged(page: "AsksBeforeDeleting", request: HttpRequest, rows: QuerySet[Any]) -> Any:
    """Django's own, all or nothing, and refused for rows somebody has changed since they were listed."""
    try:
        with transaction.atomic():
            return delete_selected(page, request, rows)
    except (ChangedMeanwhile, ProtectedError) as refused:
        messages.error(request, str(refused.args[0]))
        return None


class AsksBeforeDeleting(admin.ModelAdmin):
    """Shows what the guards of publishing/usage would refuse before an editor tries it."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        if found := actions.get("delete_selected"):
            actions["delete_selected"] = (delete_unchanged, *found[1:])
        return actions

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What uses any of these stands among what protects them, instead of Django's words for it."""
        to_delete, counts, perms, protected = super().get_deleted_objects(objs, request)
        going = [obj.pk for obj in objs]
        kept = [(obj, groups) for obj in objs if (groups := what_keeps(obj, going=going))]
        if kept:
            several = len(going) > 1
            protected = [_line(obj if several else None, group) for obj, groups in kept for group in groups]
        return to_delete, counts, perms, protected

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        confirmed = set(request.POST.getlist(STARTED_FROM))
        locked = self.model._default_manager.select_for_update().filter(pk__in=[row.pk for row in queryset])
        if stale := [row for row in locked if f"{row.pk}:{row.version}" not in confirmed]:
            raise ChangedMeanwhile(stale)
        super().delete_queryset(request, queryset)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Asked once more inside the transaction: an edit saved since the question keeps the row."""
        locked = type(obj)._default_manager.select_for_update().filter(pk=obj.pk).first()
        if hasattr(locked, "version") and str(locked.version) != request.POST.get(STARTED_FROM):
            raise ChangedMeanwhile([locked])
        super().delete_model(request, obj)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What came to use it between the list and the answer refuses the deletion all the same."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except (ChangedMeanwhile, ProtectedError) as refused:
            messages.error(request, str(refused.args[0]))
            return redirect(f"admin:briefs_{self.opts.model_name}_change", unquote(object_id))


def _line(row: Any, group: UseGroup) -> SafeString:
    words = told(group)
    links = format_html_join("; ", '<a href="{}">{}</a>{}', ((_link(use)) for use in words["uses"]))
    more = f"; and {words['more']} more" if words["more"] else ""
    name = f"{label_of(row)} – {words['how'].lower()}" if row is not None else words["how"]
    return format_html("{}: {}{}", capfirst(name), links, more)


def _link(use: dict[str, str]) -> tuple[str, str, str]:
    return use["url"], use["label"], f" ({use['state']})" if use["state"] else ""
