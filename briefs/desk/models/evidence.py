from django.db import models
from django.db.models import F, Q

from .actors import Actor
from .base import NormalisedTextField, VersionedModel, histories
from .captures import Capture
from .claims import Claim


class Evidence(VersionedModel):
    """One located passage of a capture, for one claim (W3C Web Annotation quote and position selectors).

    ``start`` and ``end`` count characters of the capture's normalised text. The anchor state is set by the desk's
    anchoring service, never by hand; a passage that cannot be placed blocks publishing.
    """

    class Stance(models.TextChoices):
        SUPPORTS = "supports"
        DISPUTES = "disputes"
        QUALIFIES = "qualifies"
        CONTEXT = "context"

    class Modality(models.TextChoices):
        ASSERTED = "asserted"
        REPORTED = "reported"
        HEDGED = "hedged"
        DENIED = "denied"

    class AnchorState(models.TextChoices):
        ANCHORED = "anchored"
        RELOCATED = "relocated"
        AMBIGUOUS = "ambiguous"
        FUZZY = "fuzzy"
        ORPHANED = "orphaned"

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence")
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="evidence")
    exact = NormalisedTextField(help_text="The passage, letter by letter as it stands in the capture.")
    prefix = models.CharField(max_length=64, blank=True, editable=False)
    suffix = models.CharField(max_length=64, blank=True, editable=False)
    start = models.PositiveIntegerField(null=True, editable=False)
    end = models.PositiveIntegerField(null=True, editable=False)
    paragraph = models.PositiveIntegerField(
        null=True, blank=True, help_text="The paragraph it stands in; tells two equal passages apart."
    )
    stance = models.CharField(max_length=10, choices=Stance.choices, default=Stance.SUPPORTS)
    modality = models.CharField(
        max_length=10,
        choices=Modality.choices,
        default=Modality.ASSERTED,
        help_text="How the source says it: asserted in its own voice, reported from another, hedged, or denied.",
    )
    attributed_to = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attributed_evidence",
        help_text="Whom the source names for it. Empty when it speaks in its own voice.",
    )
    anchor_state = models.CharField(
        max_length=10, choices=AnchorState.choices, default=AnchorState.ORPHANED, editable=False
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower comes first under the claim.")
    note = NormalisedTextField(blank=True, help_text="A sentence for readers on how to read the passage.")
    history = histories()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(anchor_state__in=["orphaned", "ambiguous"], start__isnull=True, end__isnull=True)
                | Q(
                    anchor_state__in=["anchored", "relocated", "fuzzy"],
                    start__isnull=False,
                    end__gt=F("start"),
                    paragraph__isnull=False,
                ),
                name="evidence_place_fits_anchor_state",
            ),
            models.CheckConstraint(
                condition=Q(stance__in=["supports", "disputes", "qualifies", "context"]),
                name="evidence_stance_known",
            ),
            models.CheckConstraint(
                condition=Q(modality__in=["asserted", "reported", "hedged", "denied"]),
                name="evidence_modality_known",
            ),
            models.CheckConstraint(condition=~Q(exact=""), name="evidence_has_passage"),
            models.UniqueConstraint(
                fields=["claim", "capture", "start", "end"],
                name="evidence_passage_once_a_claim",
                violation_error_message="exact: this passage already stands under the claim. Keep one of the two.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id and self.claim}: {self.exact[:60]}"
