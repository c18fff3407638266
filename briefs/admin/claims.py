from typing import Any

from django.contrib import admin
from django.db.models import Case, CharField, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from briefs.desk.models import Claim, Evidence
from briefs.record.models import PublishedClaim

from .base import DeskAdmin, badge, count_of, start_of
from .evidence import WORDS, EvidenceFormSet, EvidenceInline, State, warn_of_places

WORST_FIRST = [State.ORPHANED, State.AMBIGUOUS, State.FUZZY, State.RELOCATED, State.ANCHORED]


@admin.register(Claim)
class ClaimAdmin(DeskAdmin):
    """Statements briefs cite, with the passages they rest on."""

    list_display = ["key", "start", "kind", "confidence", "passages", "worst_place", "cited"]
    list_display_links = ["key", "start"]
    list_filter = ["kind", "confidence", "evidence__anchor_state", "topics", "countries"]
    search_fields = ["key", "statement"]
    autocomplete_fields = ["topics", "countries"]
    readonly_fields = ["live_editions"]
    inlines = [EvidenceInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["key", "statement", "kind", "occurred_on"],
                "description": "One claim, one sentence. A brief cites it by its key; every figure and date in it must "
                "stand in one of the passages below, or publishing refuses the brief.",
            },
        ),
        ("How sure we are", {"fields": ["confidence", "confidence_reason"]}),
        ("Where readers find it", {"fields": ["topics", "countries", "live_editions"]}),
        ("For colleagues", {"fields": ["note"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        rows: QuerySet[Claim] = super().get_queryset(request)
        rank = Case(
            *(When(anchor_state=state, then=Value(i)) for i, state in enumerate(WORST_FIRST)),
            output_field=IntegerField(),
        )
        worst = Evidence.objects.filter(claim=OuterRef("pk")).order_by(rank).values("anchor_state")[:1]
        return rows.annotate(
            passages_n=count_of(Evidence.objects.all(), "claim"),
            worst=Subquery(worst, output_field=CharField()),
            cited_n=count_of(PublishedClaim.objects.live(), "key", outer="key"),
        )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if isinstance(formset, EvidenceFormSet):
            warn_of_places(request, [*formset.new_objects, *(row for row, _ in formset.changed_objects)])

    @admin.display(description="statement", ordering="statement")
    def start(self, claim: Claim) -> str:
        return start_of(claim.statement)

    @admin.display(description="passages", ordering="passages_n")
    def passages(self, claim: Any) -> int:
        return int(claim.passages_n)

    @admin.display(description="worst place", ordering="worst")
    def worst_place(self, claim: Any) -> SafeString:
        if claim.worst is None:
            return badge("orphaned", "No passage")
        return badge(claim.worst, WORDS[State(claim.worst)][0])

    @admin.display(description="live editions", ordering="cited_n")
    def cited(self, claim: Any) -> int:
        return int(claim.cited_n)

    @admin.display(description="cited in")
    def live_editions(self, claim: Claim) -> str | SafeString:
        """The live editions readers find the claim in."""
        editions = [row.edition for row in PublishedClaim.objects.for_key(claim.key)] if claim.pk else []
        links = format_html_join(
            "; ",
            '<a href="{}">{}, edition {}</a>',
            ((reverse("site:edition", args=[e.slug, e.number]), e.title, e.number) for e in editions),
        )
        return links or "No live edition cites it yet."
