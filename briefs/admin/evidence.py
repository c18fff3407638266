"""Passages under claims. Saving one looks for its place in the capture and says what it found."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.safestring import SafeString

from briefs.desk.models import Capture, Evidence
from briefs.desk.services.anchoring import anchor_evidence
from briefs.publishing.usage.deletion import (
    refusal,
    replacing_passages,
    supports,
    takes_last_support,
    uses_of_unsupported,
)

from .base import DeskAdmin, badge, start_of
from .saving.versions import VersionedForm, VersionedFormSet

State = Evidence.AnchorState
WORDS = {
    State.ANCHORED: ("Anchored", "It stands in the capture, letter by letter."),
    State.RELOCATED: ("Relocated", "It was found again at another place of the capture."),
    State.AMBIGUOUS: ("Ambiguous", "It stands there more than once: name its paragraph."),
    State.FUZZY: ("Fuzzy", "It was only found roughly: quote it exactly as it stands there."),
    State.ORPHANED: ("Orphaned", "It is not there: quote it as it stands in the capture, or correct its paragraph."),
}
BLOCKING = {State.AMBIGUOUS, State.FUZZY, State.ORPHANED}
TWICE = "exact: this passage already stands under the claim. Keep one of the two."


class EvidenceForm(VersionedForm):
    """Anchors the passage before it is saved. Without a certain place it is saved, marked, and blocks publishing."""

    def _post_clean(self) -> None:
        super()._post_clean()
        placed_by = {"exact", "capture", "paragraph"}
        if self.errors or not placed_by <= self.fields.keys() or not self.has_changed():
            return
        evidence = self.instance
        if not self.locate(evidence):
            return
        if evidence.start is not None and evidence.claim_id is not None:
            same = Evidence.objects.filter(
                claim_id=evidence.claim_id, capture=evidence.capture, start=evidence.start, end=evidence.end
            )
            if same.exclude(pk=evidence.pk).exists():
                self.add_error("exact", TWICE)

    def locate(self, evidence: Evidence) -> bool:
        """Look for the passage in its capture; False when the form has to be refused instead."""
        changed = {"exact", "capture", "paragraph"} & set(self.changed_data)
        if changed:
            evidence.start = evidence.end = None
            evidence.prefix = evidence.suffix = ""
        anchor_evidence(evidence)
        if evidence.anchor_state == State.ORPHANED and changed and "paragraph" not in changed:
            # The number belonged to the passage that stood here before.
            evidence.paragraph = None
            anchor_evidence(evidence)
        return True


class EvidenceFormSet(VersionedFormSet):
    """The passages of one claim; no two may be the same."""

    def clean(self) -> None:
        super().clean()
        places = set()
        for form in self.forms:
            row, deleted = form.instance, self._should_delete_form(form)  # type: ignore[attr-defined]
            if deleted or row.start is None or row.capture_id is None:
                continue
            place = (row.capture_id, row.start, row.end)
            if place in places:
                raise ValidationError(TWICE)
            places.add(place)
        self._keep_support()

    def save(self, commit: bool = True) -> Any:
        with replacing_passages(self.instance):
            return super().save(commit)

    def _keep_support(self) -> None:
        """A claim that is used keeps a passage that supports it, an old one or one added in the same act."""
        going = [form.instance.pk for form in self.initial_forms if self._should_delete_form(form)]  # type: ignore[attr-defined]
        staying = [form for form in self.forms if not self._should_delete_form(form)]  # type: ignore[attr-defined]
        if any(supports(form.instance) for form in staying if form.instance.pk or form.has_changed()):
            return
        if going and takes_last_support(self.instance, going) and (uses := uses_of_unsupported(self.instance)):
            raise ValidationError(refusal(Evidence(claim=self.instance), uses))


class LightCaptures(BaseModelAdmin):
    """Captures are chosen by name; their texts stay in the database."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> ModelChoiceField | None:
        if db_field.name == "capture":
            kwargs["queryset"] = Capture.objects.select_related("article").defer("raw_text")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="place")
    def place(self, evidence: Any) -> str | SafeString:
        """Where the passage stands, in words."""
        if evidence.pk is None:
            return "Looked up when you save."
        word, advice = WORDS[State(evidence.anchor_state)]
        return badge(evidence.anchor_state, f"{word}. {advice}")


@admin.register(Evidence)
class EvidenceAdmin(LightCaptures, DeskAdmin):
    """All passages, to find those that lost their place."""

    form = EvidenceForm
    list_display = ["passage", "claim", "anchored", "article", "paragraph", "stance", "modality", "attributed_to"]
    list_filter = ["anchor_state", "stance", "modality", ("attributed_to", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["exact", "claim__key", "claim__statement", "capture__article__key", "capture__article__title"]
    autocomplete_fields = ["claim", "capture", "attributed_to"]
    readonly_fields = ["place"]
    ordering = ["claim__key", "position", "pk"]
    fieldsets = [
        (None, {"fields": ["claim", "capture", "exact", ("paragraph", "position"), "place"]}),
        (
            "How to read it",
            {
                "fields": [("stance", "modality"), "attributed_to", "note"],
                "description": "Keep the source’s hedges. What somebody is said to have done is hedged or reported, "
                "and attributed to whoever says it.",
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        rows: QuerySet[Evidence] = super().get_queryset(request)
        rows = rows.select_related("claim", "capture__article", "attributed_to")
        return rows.defer("capture__raw_text", "capture__text")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        warn_of_places(request, [obj])

    @admin.display(description="passage", ordering="exact")
    def passage(self, evidence: Evidence) -> str:
        return start_of(evidence.exact)

    @admin.display(description="article", ordering="capture__article__key")
    def article(self, evidence: Evidence) -> str:
        return start_of(str(evidence.capture.article), 8)

    @admin.display(description="place", ordering="anchor_state")
    def anchored(self, evidence: Evidence) -> SafeString:
        return badge(evidence.anchor_state, WORDS[State(evidence.anchor_state)][0])


def warn_of_places(request: HttpRequest, rows: list[Evidence]) -> None:
    """Tell the editor which saved passages have no certain place; publishing waits for them."""
    for row in rows:
        if row.anchor_state in BLOCKING:
            word, advice = WORDS[State(row.anchor_state)]
            messages.warning(
                request, f"Saved, but publishing waits: “{start_of(row.exact)}” – {word.lower()}. {advice}"
            )
