"""What is added, changed or deleted in the admin stands in the events, within the transaction that does it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from briefs.desk.models import Event
from briefs.desk.services.events import record_event


class TellsEvents(admin.ModelAdmin):
    """Records an event for each save that changed something, of the form or of its rows, and for each deletion."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._tell(Event.Kind.ADDED, request, obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if message:
            self._tell(Event.Kind.CHANGED, request, obj)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            self._tell(Event.Kind.DELETED, request, obj)
        return super().log_deletions(request, queryset)

    def _tell(self, kind: str, request: HttpRequest, obj: Any) -> None:
        record_event(kind=kind, on=obj, by=request.user, content_sha256=self.content_sha256(obj))

    def content_sha256(self, obj: Any) -> str:
        """The hash an event names the text by; empty for that of the row itself."""
        return ""
