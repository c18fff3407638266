from typing import Any

from django.contrib import admin
from django.db.models import Exists, IntegerField, OuterRef, QuerySet, Subquery, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from briefs.admin.base import DeskAdmin, badge
from briefs.desk.models import Brief
from briefs.publishing import build_content, save_brief, settle_brief
from briefs.record.models import Edition, Withdrawal

from .act_views import act_urls
from .changes import changes_urls
from .comments import comments_urls
from .panel import panel_urls
from .preview import preview_urls
from .standing import standing_of_row, with_newest_edition
from .story import story_urls
from .workbench import workbench_of
from .writing import BriefAuthorInline, BriefForm, PlacementInline


class StateFilter(admin.ChoicesFieldListFilter):
    """The states in the words of the list."""

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            yield {**choice, "display": str(choice["display"]).capitalize()}


@admin.register(Brief)
class BriefAdmin(DeskAdmin):
    """Briefs: writing them, and taking them through review to publication."""

    form = BriefForm
    add_form_template = change_form_template = "admin/briefs/brief/workbench.html"
    list_display = ["title", "state_badge", "live_edition", "language", "edited_by", "slug"]
    list_filter = [("state", StateFilter), "language", "topics", "countries"]
    search_fields = ["title", "slug", "summary", "body"]
    inlines = [BriefAuthorInline, PlacementInline]
    fields = ["title", "slug", "summary", "key_messages", "body", "topics", "countries", "language"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Brief]:
        rows: QuerySet[Brief] = super().get_queryset(request)
        live = Edition.objects.live().filter(brief=OuterRef("pk"))
        return (
            with_newest_edition(rows)
            .select_related("edited_by")
            .annotate(
                is_published=Exists(Edition.objects.filter(brief=OuterRef("pk"))),
                live_number=Subquery(live.values("number")[:1], output_field=IntegerField()),
            )
            .annotate(
                live_withdrawn=Exists(
                    Withdrawal.objects.filter(edition__number=OuterRef("live_number"), edition__brief=OuterRef("pk"))
                ),
            )
        )

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Brief | None:
        brief: Brief | None = super().get_object(request, object_id, from_field)
        if brief is not None:
            # The form, and the content an approval is bound to, both read them.
            prefetch_related_objects([brief], "topics", "countries")
        return brief

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["slug"] if getattr(obj, "is_published", False) else []

    @admin.display(description="state", ordering="state")
    def state_badge(self, brief: Brief) -> SafeString:
        standing = standing_of_row(brief)
        return badge(standing.name, standing.words)

    @admin.display(description="live edition", ordering="live_number")
    def live_edition(self, brief: Any) -> str | SafeString:
        if brief.live_withdrawn:
            return badge("withdrawn", f"{brief.live_number}, withdrawn")
        return str(brief.live_number or "None")

    def save_model(self, request: HttpRequest, obj: Brief, form: Any, change: bool) -> None:
        if not change or form.has_changed():
            save_brief(brief=obj, by=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A changed byline or recommendation is an edit of the brief, too: if its content changed, it is a draft."""
        super().save_related(request, form, formsets, change)
        bound = form.instance.state in {Brief.State.APPROVED, Brief.State.PUBLISHED}
        if change and (bound or not form.has_changed()) and any(f.has_changed() for f in (form, *formsets)):
            settle_brief(brief=form.instance, by=request.user)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj") or (args[3] if len(args) > 3 else None)
        context |= workbench_of(context, obj, request)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[Any]:
        families = (act_urls, preview_urls, panel_urls, changes_urls, comments_urls, story_urls)
        return [*(url for urls in families for url in urls(self)), *super().get_urls()]

    def content_sha256(self, obj: Brief) -> str:
        return build_content(obj).sha256()
