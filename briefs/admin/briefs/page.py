from typing import Any

from django.contrib import admin
from django.db.models import Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from briefs.admin.base import DeskAdmin, DeskTabularInline, badge
from briefs.admin.slugs import SlugForm
from briefs.desk.models import Brief, BriefAuthor, BriefRecommendation
from briefs.desk.services.drafts import save_draft
from briefs.publishing import build_content
from briefs.record.models import Edition, Withdrawal

from .act_views import act_urls
from .preview import preview_urls
from .state import state_of


class BriefForm(SlugForm):
    """The working text."""

    slug_from = "title"


class BriefAuthorInline(DeskTabularInline):
    """The byline, in its order."""

    model = BriefAuthor
    fields = ["actor", "position"]
    autocomplete_fields = ["actor"]


class PlacementInline(DeskTabularInline):
    """The recommendations a brief makes, as they are read."""

    model = BriefRecommendation
    fields = ["recommendation", "position"]
    autocomplete_fields = ["recommendation"]


@admin.register(Brief)
class BriefAdmin(DeskAdmin):
    """Briefs: writing them, and taking them through review to publication."""

    form = BriefForm
    change_form_template = "admin/briefs/brief/change_form.html"
    list_display = ["title", "state_badge", "live_edition", "language", "edited_by", "slug"]
    list_filter = ["state", "language", "topics", "countries"]
    list_select_related = ["edited_by"]
    search_fields = ["title", "slug", "summary", "body"]
    autocomplete_fields = ["topics", "countries"]
    inlines = [BriefAuthorInline, PlacementInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["title", "slug", "summary", "key_messages"],
                "description": "Many readers read nothing but these. They may cite claims like the body does.",
            },
        ),
        (
            "The text",
            {
                "fields": ["body"],
                "description": "Markdown. Every factual sentence cites a claim: [@key]. Headings begin with ##.",
            },
        ),
        ("Where readers find it", {"fields": ["topics", "countries", "language"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Brief]:
        rows: QuerySet[Brief] = super().get_queryset(request)
        live = Edition.objects.live().filter(brief=OuterRef("pk"))
        return rows.annotate(
            live_number=Subquery(live.values("number")[:1], output_field=IntegerField()),
            live_withdrawn=Exists(Withdrawal.objects.filter(edition__in=live.values("pk"))),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        published = obj is not None and obj.pk and Edition.objects.filter(brief=obj).exists()
        return ["slug"] if published else []

    @admin.display(description="state", ordering="state")
    def state_badge(self, brief: Brief) -> SafeString:
        return badge(brief.state, brief.get_state_display())

    @admin.display(description="live edition", ordering="live_number")
    def live_edition(self, brief: Any) -> str | SafeString:
        if brief.live_withdrawn:
            return badge("withdrawn", f"{brief.live_number}, withdrawn")
        return str(brief.live_number or "None")

    def save_model(self, request: HttpRequest, obj: Brief, form: Any, change: bool) -> None:
        if not change or form.has_changed():
            save_draft(brief=obj, by=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A changed byline or recommendation is an edit of the brief, too: it needs a new approval."""
        super().save_related(request, form, formsets, change)
        if change and not form.has_changed() and any(formset.has_changed() for formset in formsets):
            save_draft(brief=form.instance, by=request.user)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj") or (args[3] if len(args) > 3 else None)
        if obj is not None and obj.pk:
            # Read again: a refused form has already put its unsaved text into obj.
            context["desk"] = state_of(Brief.objects.get(pk=obj.pk), request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[Any]:
        return [*act_urls(self), *preview_urls(self), *super().get_urls()]

    def content_sha256(self, obj: Brief) -> str:
        return build_content(obj).sha256()
