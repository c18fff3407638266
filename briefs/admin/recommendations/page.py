from typing import Any

from django.contrib import admin
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString

from briefs.admin.base import DeskAdmin, DeskTabularInline, badge, count_of, start_of
from briefs.desk.models import (
    BriefRecommendation,
    FollowUp,
    Recommendation,
    RecommendationClaim,
    RecommendationLineage,
)
from briefs.publishing.cascade import claims_moved_at_desk
from briefs.renditions.words import count_words, join_names

from .answers import answer_urls
from .story import standing_of, story_of

MOST_NAMES = 2


class BasisInline(DeskTabularInline):
    """The claims a recommendation argues from."""

    model = RecommendationClaim
    fields = ["claim", "position"]
    autocomplete_fields = ["claim"]


class LineageInline(DeskTabularInline):
    """Earlier recommendations this one takes further."""

    model = RecommendationLineage
    fk_name = "later"
    fields = ["relation", "earlier"]
    autocomplete_fields = ["earlier"]


@admin.register(Recommendation)
class RecommendationAdmin(DeskAdmin):
    """Who should do what, with which lever."""

    change_form_template = "admin/briefs/recommendation/change_form.html"
    list_display = ["key", "action", "state", "record", "asked_of", "lever", "proposed_by", "bases", "in_briefs"]
    list_display_links = ["key", "action"]
    list_select_related = ["lever", "proposed_by"]
    list_filter = [
        "lever",
        "strength",
        ("addressees", admin.RelatedOnlyFieldListFilter),
        ("proposed_by", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["key", "text", "addressees__name"]
    autocomplete_fields = ["addressees", "lever", "proposed_by"]
    inlines = [BasisInline, LineageInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["key", "text", "addressees", "lever"],
                "description": "Write the action so that anyone can tell later whether it was done, and by whom.",
            },
        ),
        ("How and when", {"fields": [("strength", "asked_on"), "time_frame"]}),
        (
            "Whose demand it is",
            {
                "fields": ["proposed_by"],
                "description": "Empty: the desk asks it. Named: we report that this third party asks it.",
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recommendation]:
        rows: QuerySet[Recommendation] = super().get_queryset(request)
        last = FollowUp.objects.filter(recommendation=OuterRef("pk")).order_by("-dated", "-pk")
        return rows.prefetch_related("addressees", "follow_ups").annotate(
            bases_n=count_of(RecommendationClaim.objects.all(), "recommendation"),
            briefs_n=count_of(BriefRecommendation.objects.all(), "recommendation"),
            last_status=Subquery(last.values("status")[:1], output_field=CharField()),
        )

    @admin.display(description="action", ordering="text")
    def action(self, recommendation: Recommendation) -> str:
        return start_of(recommendation.text)

    @admin.display(description="asked of")
    def asked_of(self, recommendation: Recommendation) -> str | SafeString:
        names = [actor.name for actor in recommendation.addressees.all()]
        more = [count_words(len(names) - MOST_NAMES, "other")] if len(names) > MOST_NAMES else []
        return join_names([*names[:MOST_NAMES], *more]) or badge("orphaned", "Nobody")

    @admin.display(description="claims", ordering="bases_n")
    def bases(self, recommendation: Any) -> int | SafeString:
        return int(recommendation.bases_n) or badge("orphaned", "None")

    @admin.display(description="briefs", ordering="briefs_n")
    def in_briefs(self, recommendation: Any) -> int:
        return int(recommendation.briefs_n)

    @admin.display(description="answer", ordering="last_status")
    def state(self, recommendation: Any) -> str:
        return standing_of(recommendation)

    @admin.display(description="what came of it")
    def record(self, recommendation: Recommendation) -> SafeString:
        url = reverse("admin:briefs_recommendation_answer", args=[recommendation.pk])
        name = '<span class="visually-hidden"> to {}</span>'
        return format_html('<a href="{}">Record an answer' + name + "</a>", url, recommendation.key)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj") or (args[3] if len(args) > 3 else None)
        if obj is not None and obj.pk:
            # Read again: a refused form has already put its unsaved text into obj.
            stored = Recommendation.objects.get(pk=obj.pk)
            context["story"] = SimpleLazyObject(lambda: story_of(stored, request.user))
            context["moved_at_desk"] = SimpleLazyObject(lambda: claims_moved_at_desk(stored))
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[Any]:
        return [*answer_urls(self), *super().get_urls()]
