from django.db import models
from django.db.models.functions import Lower

from .base import NormalisedTextField, VersionedModel, histories
from .dates import EdtfField, span_constraint
from .keys import CitationKeyField
from .vocabularies import Country, Topic


class Claim(VersionedModel):
    """One statement a brief can cite by its key. It rests on evidence; corroboration is computed, never typed.

    May change; editions keep the statement and the evidence they were published with.
    """

    class Kind(models.TextChoices):
        FACT = "fact"
        ASSESSMENT = "assessment"
        FORECAST = "forecast"
        POSITION = "position"

    class Confidence(models.TextChoices):
        HIGH = "high"
        MODERATE = "moderate"
        LOW = "low"

    key = CitationKeyField(
        max_length=100,
        unique=True,
        help_text="Cited as [@key] in a brief. Short and telling; it becomes the public address.",
    )
    statement = NormalisedTextField(
        help_text="One sentence that stands on its own. Keep the source's hedges: “is said to” stays “is said to”."
    )
    kind = models.CharField(
        max_length=10,
        choices=Kind.choices,
        help_text="Fact: can be shown true. Assessment: a judgement. Forecast: about the future. Position: a demand.",
    )
    occurred_on = EdtfField(
        earliest_field="occurred_earliest",
        latest_field="occurred_latest",
        help_text="When it happened, as far as known, in EDTF: 2024-04, 2025-11-25/2025-11-27, 2012~.",
    )
    occurred_earliest = models.DateField(null=True, editable=False)
    occurred_latest = models.DateField(null=True, editable=False)
    countries = models.ManyToManyField(Country, blank=True, related_name="claims")
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims")
    confidence = models.CharField(max_length=10, choices=Confidence.choices, blank=True)
    confidence_reason = NormalisedTextField(
        blank=True, help_text="Readers see this beside the confidence: why so sure, or why not."
    )
    note = NormalisedTextField(blank=True, help_text="For colleagues only; never published.")
    history = histories(m2m_fields=[countries, topics])

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                Lower("key"),
                name="claim_key_once_in_any_case",
                violation_error_message="key: another claim has this key, if only in other letters. Choose another.",
            ),
            span_constraint(
                edtf="occurred_on",
                earliest="occurred_earliest",
                latest="occurred_latest",
                name="claim_occurred_span",
            ),
            models.CheckConstraint(
                condition=models.Q(confidence="", confidence_reason="")
                | (~models.Q(confidence="") & ~models.Q(confidence_reason="")),
                name="claim_confidence_has_reason",
                violation_error_message="confidence and confidence_reason belong together: give both, or neither.",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["fact", "assessment", "forecast", "position"]),
                name="claim_kind_known",
            ),
            models.CheckConstraint(condition=~models.Q(statement=""), name="claim_has_statement"),
        ]

    def __str__(self) -> str:
        return self.key
