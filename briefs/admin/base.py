"""What every page of the editors' rooms shares: text areas to write in, limits, search, history."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from .cascade.affected import ShowsAffected
from .deleting import AsksBeforeDeleting
from .front.filters import Queued
from .picking.options import name_options
from .published import PublishedNames
from .saving.versions import VersionedAdmin, VersionedFieldsets, VersionedForm, VersionedFormSet
from .telling import TellsEvents
from .uses import ShowsUses

if TYPE_CHECKING:
    # simple-history has no types of its own; it adds pages to a ModelAdmin.
    HistoryAdmin = admin.ModelAdmin
else:
    HistoryAdmin = SimpleHistoryAdmin

MAX_TEXT = 20_000
ROWS = {"body": 32, "raw_text": 18, "key_messages": 8, "summary": 5, "statement": 3, "text": 4, "exact": 3}
MARKDOWN = {"body", "key_messages", "summary"}
NOT_TOLD = {"version", "edited_by", "occurred_earliest", "occurred_latest", "published_earliest", "published_latest"}
MAX_INTEGER = {models.PositiveSmallIntegerField: 32_767, models.PositiveIntegerField: 2_147_483_647}


class DeskFields(BaseModelAdmin):
    """Form fields with a measure to write in, and limits that both databases keep."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if limit := MAX_INTEGER.get(type(db_field)):
            kwargs["max_value"] = limit
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        name_options(field)
        if isinstance(db_field, models.TextField) and isinstance(field, forms.CharField):
            self._prepare_text(db_field, field)
        return field

    def _prepare_text(self, db_field: Any, field: forms.CharField) -> None:
        limit = db_field.max_length or MAX_TEXT
        message = f"{db_field.name}: holds %(show_value)d characters, and {limit} is the limit. Shorten or divide it."
        field.validators = [v for v in field.validators if not isinstance(v, MaxLengthValidator)]
        field.validators.append(MaxLengthValidator(limit, message))
        # The browser would cut a pasted text at maxlength without a word.
        field.widget.attrs.pop("maxlength", None)
        field.widget.attrs["rows"] = ROWS.get(db_field.name, 2)
        if db_field.name in MARKDOWN:
            field.widget.attrs["class"] = "vLargeTextField markdown"


class TellingHistory(HistoricalRecordContextHelper):
    """Changes as a colleague wants them: enough of the words, nothing of the bookkeeping."""

    def context_for_delta_changes(self, delta: Any) -> list[dict[str, Any]]:
        told = [change for change in delta.changes if change.field not in NOT_TOLD]
        context: list[dict[str, Any]] = super().context_for_delta_changes(replace(delta, changes=told))
        return context


class DeskAdmin(
    DeskFields,
    PublishedNames,
    AsksBeforeDeleting,
    ShowsUses,
    Queued,
    ShowsAffected,
    TellsEvents,
    VersionedAdmin,
    HistoryAdmin,
):
    """A noun of the desk in the admin."""

    object_history_list_template = "admin/briefs/history_list.html"
    list_per_page = 50
    save_on_top = False
    show_facets = admin.ShowFacets.NEVER

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        """PostgreSQL cannot be asked for a NUL; nothing the desk keeps holds one."""
        if "\x00" in search_term:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        """The past is there to be read. Going back is an edit of the form like any other."""
        return True

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        return redirect(f"admin:briefs_{self.opts.model_name}_history", object_id)

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> TellingHistory:
        return TellingHistory(self.model, historical_record, max_displayed_delta_change_chars=400)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})


class DeskInline(VersionedFieldsets, DeskFields, InlineModelAdmin):
    """Rows under a noun, each with the version it started from."""

    form = VersionedForm
    formset = VersionedFormSet
    extra = 0


class DeskTabularInline(DeskInline, admin.TabularInline):
    """Rows of a few short fields."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A field in a table has no label but its column's head, which names it for screen readers, too."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs.setdefault("aria-label", capfirst(db_field.verbose_name))
        return field


class DeskStackedInline(DeskInline, admin.StackedInline):
    """Rows with text to read and write."""


def count_of(rows: QuerySet[Any], to: str, outer: str = "pk") -> Coalesce:
    """How many of ``rows`` point to each row of a list by ``to``; a subquery, so that several do not multiply."""
    matching = rows.filter(**{to: OuterRef(outer)}).order_by().values(to).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(matching), 0, output_field=IntegerField())


def start_of(text: str, words: int = 14) -> str:
    """The first words of a text, for a list."""
    return Truncator(text).words(words, truncate=" …")


def badge(state: str, words: str) -> SafeString:
    """A state in words, coloured by its name; the colour never says more than the words."""
    return format_html('<span class="badge badge-{}">{}</span>', state.replace(" ", "-"), words)
