from typing import Any

from django.contrib import admin
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.safestring import SafeString

from briefs.desk.models import (
    BriefRecommendation,
    FollowUp,
    Recommendation,
    RecommendationClaim,
    RecommendationLineage,
)

from .base import DeskAdmin, DeskStackedInline, DeskTabularInline, badge, count_of, start_of


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


class FollowUpInline(DeskStackedInline):
    """What came of it."""

    model = FollowUp
    fields = [("status", "dated"), "claim", "note"]
    autocomplete_fields = ["claim"]


@admin.register(Recommendation)
class RecommendationAdmin(DeskAdmin):
    """Who should do what, with which lever."""

    list_display = ["key", "action", "asked_of", "lever", "proposed_by", "bases", "in_briefs", "state"]
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
    inlines = [BasisInline, LineageInline, FollowUpInline]
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
        last = FollowUp.objects.filter(recommendation=OuterRef("pk")).order_by("-dated", "-pk").values("status")[:1]
        return rows.prefetch_related("addressees").annotate(
            bases_n=count_of(RecommendationClaim.objects.all(), "recommendation"),
            briefs_n=count_of(BriefRecommendation.objects.all(), "recommendation"),
            last_status=Subquery(last, output_field=CharField()),
        )

    @admin.display(description="action", ordering="text")
    def action(self, recommendation: Recommendation) -> str:
        return start_of(recommendation.text)

    @admin.display(description="asked of")
    def asked_of(self, recommendation: Recommendation) -> str | SafeString:
        names = [actor.name for actor in recommendation.addressees.all()]
        return ", ".join(names) or badge("orphaned", "Nobody")

    @admin.display(description="claims", ordering="bases_n")
    def bases(self, recommendation: Any) -> int | SafeString:
        return int(recommendation.bases_n) or badge("orphaned", "None")

    @admin.display(description="briefs", ordering="briefs_n")
    def in_briefs(self, recommendation: Any) -> int:
        return int(recommendation.briefs_n)

    @admin.display(description="answer", ordering="last_status")
    def state(self, recommendation: Any) -> str:
        return str(recommendation.last_status or "no response").capitalize()


@admin.register(FollowUp)
class FollowUpAdmin(DeskAdmin):
    """Answers to recommendations, newest first."""

    list_display = ["recommendation", "status", "dated", "claim", "start"]
    list_select_related = ["recommendation", "claim"]
    list_filter = ["status", "dated"]
    search_fields = ["recommendation__key", "recommendation__text", "note"]
    autocomplete_fields = ["recommendation", "claim"]
    ordering = ["-dated", "-pk"]
    fieldsets = [(None, {"fields": ["recommendation", ("status", "dated"), "claim", "note"]})]

    @admin.display(description="note")
    def start(self, follow_up: FollowUp) -> str:
        return start_of(follow_up.note)
