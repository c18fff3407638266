"""Follow-ups as rows: to be found, mended and, once published, read."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from briefs.admin.base import DeskAdmin, start_of
from briefs.admin.record import RecordAdmin
from briefs.desk.models import Event, FollowUp
from briefs.desk.services.events import record_event
from briefs.desk.services.follow_ups import event_detail
from briefs.publishing import unpublished_follow_ups
from briefs.record.models import PublishedFollowUp

from .awaiting import awaiting_urls
from .story import answer_lines


@admin.register(FollowUp)
class FollowUpAdmin(DeskAdmin):
    """Answers to recommendations, newest first. A change to a published one is told to readers by publishing it."""

    list_display = ["recommendation", "status", "dated", "claim", "start", "recorded_by", "publishing"]
    list_select_related = ["recommendation", "claim", "recorded_by"]
    list_filter = ["status", "dated"]
    change_form_template = "admin/briefs/followup/change_form.html"
    search_fields = ["recommendation__key", "recommendation__text", "note"]
    autocomplete_fields = ["recommendation", "claim"]
    ordering = ["-dated", "-pk"]
    fieldsets = [(None, {"fields": ["recommendation", ("status", "dated"), "claim", "note"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """An answer stays that of the recommendation it was published for."""
        published = obj is not None and obj.pk and obj.publications.exists()
        return ["recommendation"] if published else []

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Each row knows whether this person may publish it now."""
        found = super().get_changelist_instance(request)
        waiting = set()
        if request.user.has_perm("briefs.publish_followup"):
            waiting = set(unpublished_follow_ups().values_list("pk", flat=True))
        for row in found.result_list:
            row.is_open = row.pk in waiting and row.recorded_by_id != request.user.pk
        return found

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj") or (args[3] if len(args) > 3 else None)
        if obj is not None and obj.pk:
            # Read again: a refused form has already put its unsaved words into obj.
            stored = FollowUp.objects.select_related("recommendation").get(pk=obj.pk)
            lines = answer_lines(stored.recommendation, request.user)
            context["known"] = next((line for line in lines if line.follow_up.pk == stored.pk), None)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: FollowUp, form: Any, change: bool) -> None:
        if not change:
            obj.recorded_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def _tell(self, kind: str, request: HttpRequest, obj: Any) -> None:
        if kind == Event.Kind.ADDED:
            kind = Event.Kind.FOLLOW_UP_RECORDED
        record_event(kind=kind, on=obj, by=request.user, detail=event_detail(obj))

    def get_urls(self) -> list[Any]:
        return [*awaiting_urls(self), *super().get_urls()]

    @admin.display(description="readers")
    def publishing(self, follow_up: Any) -> str | SafeString:
        if not follow_up.is_open:
            return "–"
        url = reverse("admin:briefs_followup_publish", args=[follow_up.pk])
        link = '<a href="{}">Publish it on its own<span class="visually-hidden">: {}, {}</span></a>'
        return format_html(link, url, follow_up.recommendation, follow_up)

    @admin.display(description="note")
    def start(self, follow_up: FollowUp) -> str:
        return start_of(follow_up.note)


@admin.register(PublishedFollowUp)
class PublishedFollowUpAdmin(RecordAdmin):
    """Follow-ups that were published on their own."""

    list_display = ["recommendation", "status", "dated", "stands", "published_at", "published_by", "fingerprint"]
    list_filter = ["status", "published_at"]
    list_select_related = ["published_by"]
    search_fields = ["recommendation", "sha256"]
    fields = ["page", "status", "dated", "stands", "number", "published_at", "published_by", "sha256", "document"]
    readonly_fields = ["page"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PublishedFollowUp]:
        rows: QuerySet[PublishedFollowUp] = super().get_queryset(request)
        return rows.annotate(replaced=Exists(PublishedFollowUp.objects.filter(replaces=OuterRef("pk"))))

    @admin.display(description="stands", boolean=True, ordering="replaced")
    def stands(self, row: Any) -> bool:
        """Whether no later one corrects it."""
        return not row.replaced

    @admin.display(description="fingerprint")
    def fingerprint(self, row: PublishedFollowUp) -> SafeString:
        return format_html("<code>{}</code>", row.sha256[:12])

    @admin.display(description="recommendation")
    def page(self, row: PublishedFollowUp) -> SafeString:
        url = reverse("site:recommendation", args=[row.recommendation])
        return format_html('<a href="{}">{}</a>', url, row.recommendation)
