from typing import Any

from django.contrib import admin
from django.db.models import Case, CharField, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from briefs.admin.base import DeskAdmin, badge, count_of, start_of
from briefs.admin.evidence import WORDS, EvidenceFormSet, State, warn_of_places
from briefs.desk.models import Claim, Evidence
from briefs.publishing.document.content import claim_entry
from briefs.publishing.document.draft import actors_of, claims_with_evidence
from briefs.record.models import PublishedClaim
from briefs.text.canonical import sha256_of

from .captures import capture_urls
from .desk import desk_of
from .forms import ClaimForm
from .inlines import PassageInline

WORST_FIRST = [State.ORPHANED, State.AMBIGUOUS, State.FUZZY, State.RELOCATED, State.ANCHORED]


@admin.register(Claim)
class ClaimAdmin(DeskAdmin):
    """Statements briefs cite, with the passages they rest on."""

    form = ClaimForm
    change_form_template = add_form_template = "admin/briefs/claim/desk.html"
    list_display = ["key", "start", "kind", "confidence", "passages", "worst_place", "cited"]
    list_display_links = ["key", "start"]
    list_filter = ["kind", "confidence", "evidence__anchor_state", "topics", "countries"]
    search_fields = ["key", "statement"]
    inlines = [PassageInline]
    fieldsets = [
        (None, {"fields": ["statement", "key", "kind", "occurred_on"]}),
        ("How sure we are", {"fields": ["confidence", "confidence_reason"]}),
        ("Where readers find it", {"fields": ["topics", "countries"]}),
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

    def get_urls(self) -> list[Any]:
        return [*capture_urls(self), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj") or (args[3] if len(args) > 3 else None)
        editable = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        context["desk"] = desk_of(obj, context, editable=editable)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if isinstance(formset, EvidenceFormSet):
            warn_of_places(request, [*formset.new_objects, *(row for row, _ in formset.changed_objects)])

    def content_sha256(self, obj: Claim) -> str:
        """The claim as an edition would hold it: a changed passage makes it another."""
        claim = claims_with_evidence().filter(pk=obj.pk).first()
        if claim is None:
            return ""
        return sha256_of(claim_entry(claim, number=1, actors=actors_of([claim])).model_dump_json())

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
