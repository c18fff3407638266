from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from briefs.desk.models import Actor, Article, Recommendation

from .base import DeskAdmin, count_of
from .slugs import SlugForm


@admin.register(Actor)
class ActorAdmin(DeskAdmin):
    """Outlets, authors, claimants and addressees alike."""

    form = SlugForm
    list_display = ["name", "kind", "part_of", "country", "article_count", "asked_count"]
    list_select_related = ["part_of", "country"]
    list_filter = ["kind", "country"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["part_of", "country"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "description"]}),
        (
            "Where it belongs",
            {
                "fields": ["part_of", "country", "url"],
                "description": "Two sources with one topmost body count as one origin, so “part of” decides how well "
                "a claim is corroborated.",
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Actor]:
        rows: QuerySet[Actor] = super().get_queryset(request)
        asked = Recommendation.addressees.through.objects.all()
        return rows.annotate(articles_n=count_of(Article.objects.all(), "outlet"), asked_n=count_of(asked, "actor"))

    @admin.display(description="articles published", ordering="articles_n")
    def article_count(self, actor: Any) -> int:
        return int(actor.articles_n)

    @admin.display(description="asked of it", ordering="asked_n")
    def asked_count(self, actor: Any) -> int:
        return int(actor.asked_n)
