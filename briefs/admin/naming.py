"""Who did something, by name: the account itself opens for those alone who may see accounts."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest


def _named(field: str) -> Callable[..., str]:
    @admin.display(description=field.replace("_", " "))
    def told(page: Any, row: Any) -> str:
        user = getattr(row, field)
        return str(user.get_username()) if user else "Nobody who was logged in"

    return told


class NamesUsers(admin.ModelAdmin):
    """Django links every account to its page; for whoever may not open it, the name stands without a link."""

    named_approved_by = _named("approved_by")
    named_captured_by = _named("captured_by")
    named_edited_by = _named("edited_by")
    named_published_by = _named("published_by")
    named_withdrawn_by = _named("withdrawn_by")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), *NAMED.values()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return name_users(super().get_fieldsets(request, obj), request)


NAMED = {name.removeprefix("named_"): name for name in vars(NamesUsers) if name.startswith("named_")}


def name_users(fieldsets: Any, request: HttpRequest) -> Any:
    """The fieldsets with a name for each account this person may not open."""
    if request.user.has_perm("auth.view_user"):
        return fieldsets
    return [
        (heading, {**parts, "fields": [NAMED.get(field, field) for field in parts["fields"]]})
        for heading, parts in fieldsets
    ]
