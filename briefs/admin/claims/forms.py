"""What is filled in at the claim desk: the statement, and each passage under it."""

import re

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Max
from django.utils.functional import cached_property

from briefs.admin.evidence import WORDS, EvidenceForm, State
from briefs.admin.picking import OrderedRow, PickField, PickingForm, PickManyField
from briefs.admin.saving.versions import VersionedForm
from briefs.desk.models import Actor, Capture, Claim, Country, Evidence, Topic
from briefs.desk.services.places import Place, find_places, take_place
from briefs.text.dates import describe_edtf

from .passages import PassageView, view_passage

PLACE = re.compile(r"^[0-9]{1,9}-[0-9]{1,9}\Z")
GONE = (
    "chosen: the passage or its capture was changed as well, so the place is no longer sure. Save, then choose again."
)
LAST_POSITION = 32_767


class ClaimForm(VersionedForm):
    """A statement, and what is said of it besides its passages."""

    topics = PickManyField(
        Topic.objects.all(),
        required=False,
        help_text="By key or by whole name, divided by commas: media-freedom or Media freedom. Readers browse by them.",
    )
    countries = PickManyField(
        Country.objects.all(),
        required=False,
        help_text="By their two letters or whole names, divided by commas: kg or Kyrgyzstan. Readers browse by them.",
    )

    class Meta:
        model = Claim
        fields = ["key", "statement", "kind", "occurred_on", "confidence", "confidence_reason", "topics", "countries"]


class PassageForm(PickingForm, OrderedRow, EvidenceForm):
    """A passage under a claim. ``chosen`` is the place an editor says it stands at, one of those it was shown with."""

    capture = PickField(
        Capture.objects.select_related("article__outlet").defer("raw_text"),
        key="pk",
        help_text="The article’s whole title, or the number of the capture.",
    )
    attributed_to = PickField(
        Actor.objects.all(),
        required=False,
        help_text="Whom the source names. Empty: it speaks in its own voice.",
    )
    position = forms.IntegerField(
        required=False, min_value=0, max_value=LAST_POSITION, help_text="Lower comes first. Empty: at the end."
    )
    chosen = forms.CharField(
        required=False,
        max_length=20,
        validators=[RegexValidator(PLACE, "chosen: names no place. Choose one of those shown, or type the passage.")],
    )

    class Meta:
        model = Evidence
        fields = ["capture", "exact", "paragraph", "stance", "modality", "attributed_to", "position", "note"]
        help_texts = {
            "exact": "Letter by letter as it stands there.",
            "paragraph": "Tells two equal passages apart.",
            "modality": "How the source says it.",
            "note": "How to read the passage, in a sentence.",
        }

    def clean_position(self) -> int:
        """The place in the order; a new passage without one comes last."""
        position: int | None = self.cleaned_data["position"]
        if position is not None:
            return position
        others = Evidence.objects.filter(claim_id=self.instance.claim_id).exclude(pk=self.instance.pk)
        last: int | None = others.aggregate(last=Max("position"))["last"]
        return 0 if last is None else min(last + 1, LAST_POSITION)

    def locate(self, evidence: Evidence) -> bool:
        """Put the passage where the editor says it stands; else look for it as everywhere."""
        chosen = self.cleaned_data.get("chosen")
        if not chosen:
            return super().locate(evidence)
        places = find_places(evidence.exact, evidence.capture.text, evidence.capture.paragraphs())
        place: Place | None = next((place for place in places if place.name == chosen), None)
        if place is None:
            self.add_error("chosen", GONE)
            return False
        take_place(evidence, place)
        return True

    @cached_property
    def passage(self) -> PassageView | None:
        """Where the passage stands, as far as the form knows; None while it names no capture."""
        if self.instance.capture_id is None or not self.instance.exact:
            return None
        return view_passage(self.instance)

    @property
    def state(self) -> tuple[str, str] | None:
        """The state of its place in a word, and what to do; None for a passage nobody has looked for yet."""
        if self.instance.pk is None and not self.is_bound:
            return None
        return WORDS[State(self.instance.anchor_state)]

    @property
    def published(self) -> str:
        """When its article came out, in words; empty when that is unknown."""
        edtf = self.instance.capture.article.published_on if self.instance.capture_id else ""
        return describe_edtf(edtf) if edtf else ""
