"""The forms of the workbench: the text, its authors and the recommendations it makes."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from briefs.admin.base import DeskTabularInline
from briefs.admin.picking import OrderedRow, PickField, PickingForm, PickManyField
from briefs.admin.saving.versions import VersionedForm
from briefs.admin.slugs import SlugForm
from briefs.desk.models import Actor, BriefAuthor, BriefRecommendation, Country, Recommendation, Topic

SEVERAL = "Its key or its whole name; several divided by commas."
SEVERAL_COUNTRIES = "Its two letters or its whole name; several divided by commas."
CITING = ("summary", "key_messages", "body")


class BriefForm(SlugForm):
    """The working text."""

    slug_from = "title"
    topics = PickManyField(Topic.objects.all(), required=False, help_text=SEVERAL)
    countries = PickManyField(Country.objects.all(), required=False, help_text=SEVERAL_COUNTRIES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in CITING:
            if name in self.fields:
                self.fields[name].widget.attrs["data-cites"] = reverse("admin:desk_complete", args=["claim"])


class RowForm(PickingForm, OrderedRow, VersionedForm):
    """One thing in an order."""

    position = forms.IntegerField(min_value=0, max_value=32_767, initial=0, label="Place")


class BylineForm(RowForm):
    """An author."""

    actor = PickField(Actor.objects.all(), label="Author")


class PlacementForm(RowForm):
    """A recommendation."""

    recommendation = PickField(Recommendation.objects.select_related("lever"), label="Recommendation")


class BriefAuthorInline(DeskTabularInline):
    """The byline, in its order."""

    model = BriefAuthor
    form = BylineForm
    fields = ["actor", "position"]
    extra = 2

    def get_queryset(self, request: HttpRequest) -> QuerySet[BriefAuthor]:
        rows: QuerySet[BriefAuthor] = super().get_queryset(request)
        return rows.select_related("actor")


class PlacementInline(DeskTabularInline):
    """The recommendations a brief makes, as they are read."""

    model = BriefRecommendation
    form = PlacementForm
    fields = ["recommendation", "position"]
    extra = 2

    def get_queryset(self, request: HttpRequest) -> QuerySet[BriefRecommendation]:
        rows: QuerySet[BriefRecommendation] = super().get_queryset(request)
        return rows.select_related("recommendation__lever")
