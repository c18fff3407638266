"""What has been approved and published, to be read and nothing else."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import BooleanField, Case, Exists, OuterRef, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from briefs.desk.models import Approval
from briefs.record.models import Correction, Edition, Embargo, Withdrawal

from .base import badge, start_of
from .edition_pages import edition_urls, pages_of
from .front.filters import Queued
from .naming import NamesUsers


class RecordAdmin(NamesUsers, Queued):
    """Rows of the record: nobody adds, changes or deletes them here, whatever their role."""

    list_per_page = 50
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        if "\x00" in search_term:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)


def day_and_time(moment: datetime) -> str:
    """For example “3 December 2026, 10:15”, on the desk's clock."""
    local = timezone.localtime(moment)
    return f"{local.day} {local:%B %Y, %H:%M}"


def edition_link(edition: Edition) -> SafeString:
    """A link to the edition's page in the admin."""
    return format_html('<a href="{}">{}</a>', reverse("admin:briefs_edition_change", args=[edition.pk]), edition)


@admin.register(Edition)
class EditionAdmin(RecordAdmin):
    """Published snapshots."""

    list_display = ["title", "number", "standing", "live_from", "update_type", "published_by", "fingerprint"]
    list_filter = ["update_type", "language", "live_from"]
    list_select_related = ["published_by", "withdrawal"]
    search_fields = ["title", "slug", "sha256"]
    change_form_template = "admin/briefs/edition/change_form.html"
    fieldsets = [
        (None, {"fields": ["title", "number", "standing", "public_page", "draft", "language", "summary"]}),
        (
            "How it was published",
            {"fields": ["update_type", "change_note", "published_at", "published_by"]},
        ),
        ("When it goes out", {"fields": ["live_from", "zone", "embargo_notice"]}),
        ("Corrections and withdrawal", {"fields": ["correction_note", "withdrawal_note", "mended"]}),
        ("How it can be checked", {"fields": ["sha256", "previous_sha256"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        rows: QuerySet[Edition] = super().get_queryset(request)
        withdrawn = Exists(Withdrawal.objects.filter(edition=OuterRef("pk")))
        live = Case(
            When(Exists(Edition.objects.live().filter(pk=OuterRef("pk"))), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        return rows.annotate(withdrawn_now=withdrawn, live_now=live).defer("document")

    def get_urls(self) -> list[Any]:
        return [*edition_urls(self), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        context["pages"] = pages_of(kwargs["obj"], request.user) if kwargs.get("obj") else []
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="time zone it was chosen in")
    def zone(self, edition: Edition) -> str:
        return edition.chosen_zone or "It was published at once."

    @admin.display(description="embargo notice")
    def embargo_notice(self, edition: Edition) -> str:
        embargo = Embargo.objects.filter(edition=edition).first()
        return (embargo.notice if embargo else "") or "None"

    @admin.display(description="notes mended")
    def mended(self, edition: Edition) -> str | SafeString:
        """Every text a note ever had, newest first."""
        rows = [
            (day_and_time(note.mended_at), note.kind, note.mended_by.get_username(), note.text, note.before)
            for note in edition.mended_notes.select_related("mended_by")
        ]
        line = "<p>{}, {}, by {}: {}<br>Before that: {}</p>"
        return format_html_join("", line, rows) if rows else "None"

    @admin.display(description="standing", ordering="live_now")
    def standing(self, edition: Any) -> SafeString:
        """What readers get of it now."""
        if edition.withdrawn_now:
            return badge("superseded", "Schedule undone") if edition.was_stopped else badge("withdrawn", "Withdrawn")
        if edition.live_now:
            return badge("live", "Live")
        if edition.live_from > timezone.now():
            return badge("scheduled", "Scheduled")
        return badge("superseded", "Superseded")

    @admin.display(description="fingerprint")
    def fingerprint(self, edition: Edition) -> SafeString:
        return format_html("<code>{}</code>", edition.sha256[:12])

    @admin.display(description="public page")
    def public_page(self, edition: Edition) -> str | SafeString:
        if edition.live_from > timezone.now():
            return "Readers get it when its time has come."
        url = reverse("site:edition", args=[edition.slug, edition.number])
        return format_html('<a href="{}">{}</a>', url, url)

    @admin.display(description="brief")
    def draft(self, edition: Edition) -> SafeString:
        url = reverse("admin:briefs_brief_change", args=[edition.brief_id])
        return format_html('<a href="{}">Its working text</a>', url)

    @admin.display(description="correction")
    def correction_note(self, edition: Edition) -> str:
        correction = Correction.objects.filter(edition=edition).first()
        return f"{correction.kind.capitalize()}: {correction.note}" if correction else "None"

    @admin.display(description="withdrawal")
    def withdrawal_note(self, edition: Edition) -> str:
        withdrawal = Withdrawal.objects.filter(edition=edition).first()
        return f"{day_and_time(withdrawal.withdrawn_at)}: {withdrawal.explanation}" if withdrawal else "None"


@admin.register(Withdrawal)
class WithdrawalAdmin(RecordAdmin):
    """Notices that an edition no longer stands."""

    list_display = ["edition", "withdrawn_at", "withdrawn_by", "start"]
    list_filter = ["withdrawn_at"]
    search_fields = ["edition__title", "explanation"]
    fields = ["link", "withdrawn_at", "withdrawn_by", "explanation"]
    readonly_fields = ["link"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Withdrawal]:
        rows: QuerySet[Withdrawal] = super().get_queryset(request)
        return rows.select_related("edition", "withdrawn_by").defer("edition__document")

    @admin.display(description="edition")
    def link(self, withdrawal: Withdrawal) -> SafeString:
        return edition_link(withdrawal.edition)

    @admin.display(description="explanation")
    def start(self, withdrawal: Withdrawal) -> str:
        return start_of(withdrawal.explanation)


@admin.register(Correction)
class CorrectionAdmin(RecordAdmin):
    """What editions put right."""

    list_display = ["edition", "kind", "start"]
    list_filter = ["kind"]
    search_fields = ["edition__title", "note"]
    fields = ["link", "kind", "note"]
    readonly_fields = ["link"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        rows: QuerySet[Correction] = super().get_queryset(request)
        return rows.select_related("edition").defer("edition__document")

    @admin.display(description="edition")
    def link(self, correction: Correction) -> SafeString:
        return edition_link(correction.edition)

    @admin.display(description="note")
    def start(self, correction: Correction) -> str:
        return start_of(correction.note)


@admin.register(Approval)
class ApprovalAdmin(RecordAdmin):
    """Who approved which exact content."""

    list_display = ["brief", "approved_at", "approved_by", "edited_by", "fingerprint"]
    list_filter = ["approved_at", ("approved_by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["brief", "approved_by", "edited_by"]
    search_fields = ["brief__title", "brief__slug", "content_sha256"]
    fields = ["link", "approved_at", "approved_by", "edited_by", "content_sha256"]
    readonly_fields = ["link"]

    @admin.display(description="brief")
    def link(self, approval: Approval) -> SafeString:
        url = reverse("admin:briefs_brief_change", args=[approval.brief_id])
        return format_html('<a href="{}">{}</a>', url, approval.brief)

    @admin.display(description="content")
    def fingerprint(self, approval: Approval) -> SafeString:
        return format_html("<code>{}</code>", approval.content_sha256[:12])
