from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from briefs.desk.models import Claim, Country, Lever, Recommendation, Topic

from .base import DeskAdmin, count_of
from .slugs import SlugForm


@admin.register(Topic)
class TopicAdmin(DeskAdmin):
    """What claims and briefs are about."""

    form = SlugForm
    fields = ["name", "slug", "description"]
    list_display = ["name", "slug", "claim_count"]
    search_fields = ["name", "slug"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        rows: QuerySet[Topic] = super().get_queryset(request)
        through = Claim.topics.through.objects.all()
        return rows.annotate(claims_n=count_of(through, "topic"))

    @admin.display(description="claims", ordering="claims_n")
    def claim_count(self, topic: Any) -> int:
        return int(topic.claims_n)


@admin.register(Country)
class CountryAdmin(DeskAdmin):
    """Countries claims speak of."""

    fields = ["name", "code"]
    list_display = ["name", "code", "claim_count"]
    search_fields = ["name", "code"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Country]:
        rows: QuerySet[Country] = super().get_queryset(request)
        through = Claim.countries.through.objects.all()
        return rows.annotate(claims_n=count_of(through, "country"))

    @admin.display(description="claims", ordering="claims_n")
    def claim_count(self, country: Any) -> int:
        return int(country.claims_n)


@admin.register(Lever)
class LeverAdmin(DeskAdmin):
    """Policy instruments recommendations pull."""

    form = SlugForm
    fields = ["name", "slug", "description", "position"]
    list_display = ["name", "slug", "position", "recommendation_count"]
    search_fields = ["name", "slug", "description"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lever]:
        rows: QuerySet[Lever] = super().get_queryset(request)
        return rows.annotate(asked_n=count_of(Recommendation.objects.all(), "lever"))

    @admin.display(description="recommendations", ordering="asked_n")
    def recommendation_count(self, lever: Any) -> int:
        return int(lever.asked_n)
