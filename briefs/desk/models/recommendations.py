from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from .actors import Actor
from .base import NormalisedCharField, NormalisedTextField, VersionedModel, histories
from .claims import Claim
from .evidence import Evidence
from .keys import CitationKeyField
from .vocabularies import Lever


class Recommendation(VersionedModel):
    """Who should do what, with which lever, on the strength of which claims.

    With ``proposed_by`` it reports what a third party asks and is not the desk's own voice. May change; editions
    keep the wording they were published with.
    """

    class Strength(models.TextChoices):
        STRONG = "strong"
        MODERATE = "moderate"
        EXPLORATORY = "exploratory"

    key = CitationKeyField(max_length=100, unique=True, help_text="Short and telling; it becomes the public address.")
    text = NormalisedTextField(help_text="The action, so that anyone can tell later whether it was done.")
    addressees = models.ManyToManyField(Actor, related_name="recommendations_received", help_text="Who is to act.")
    lever = models.ForeignKey(Lever, on_delete=models.PROTECT, related_name="recommendations")
    strength = models.CharField(max_length=12, choices=Strength.choices, default=Strength.STRONG)
    time_frame = NormalisedCharField(max_length=120, blank=True, help_text="By when, in words. Empty when open.")
    proposed_by = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations_proposed",
        help_text="The third party that asks this. Empty for the desk's own recommendation.",
    )
    asked_on = models.DateField(
        null=True, blank=True, help_text="When it was put to the addressees. Silence counts from here."
    )
    claims = models.ManyToManyField(Claim, through="RecommendationClaim", related_name="recommendations")
    history = histories(m2m_fields=[addressees])

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                Lower("key"),
                name="recommendation_key_once_in_any_case",
                violation_error_message="key: another one has this key, if only in other letters. Choose another.",
            ),
            models.CheckConstraint(
                condition=Q(strength__in=["strong", "moderate", "exploratory"]),
                name="recommendation_strength_known",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="recommendation_has_text"),
        ]

    def __str__(self) -> str:
        return self.key


class RecommendationClaim(VersionedModel):
    """A claim a recommendation rests on, in the order it argues."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="bases")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="bases")
    position = models.PositiveSmallIntegerField(default=0)
    history = histories()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "claim it rests on"
        verbose_name_plural = "claims it rests on"
        constraints = [models.UniqueConstraint(fields=["recommendation", "claim"], name="recommendation_claim_once")]

    def __str__(self) -> str:
        return str(self.claim)


class RecommendationLineage(VersionedModel):
    """How a recommendation stands to an earlier one."""

    class Relation(models.TextChoices):
        REITERATES = "reiterates"
        STRENGTHENS = "strengthens"
        NARROWS = "narrows"
        REPLACES = "replaces"

    later = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="lineage")
    relation = models.CharField(max_length=12, choices=Relation.choices)
    earlier = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="later_lineage")
    history = histories()

    class Meta:
        ordering = ["pk"]
        verbose_name = "lineage"
        verbose_name_plural = "lineage"
        constraints = [
            models.UniqueConstraint(fields=["later", "earlier"], name="lineage_once_a_pair"),
            models.CheckConstraint(condition=~Q(later=F("earlier")), name="lineage_not_to_itself"),
            models.CheckConstraint(
                condition=Q(relation__in=["reiterates", "strengthens", "narrows", "replaces"]),
                name="lineage_relation_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relation} {self.earlier}"


def has_located_support(claim: Claim) -> bool:
    """Whether a passage that supports the claim, and does not deny it, is found in its source. One query."""
    found = Evidence.objects.filter(
        claim=claim,
        stance=Evidence.Stance.SUPPORTS,
        anchor_state__in=[Evidence.AnchorState.ANCHORED, Evidence.AnchorState.RELOCATED],
    )
    return found.exclude(modality=Evidence.Modality.DENIED).exists()


class FollowUp(VersionedModel):
    """A dated status of a recommendation: silence is one too. ``implemented`` is shown by a claim with evidence."""

    class Status(models.TextChoices):
        NO_RESPONSE = "no response", "No response"
        ACKNOWLEDGED = "acknowledged"
        ACCEPTED = "accepted"
        IN_PROGRESS = "in progress", "In progress"
        IMPLEMENTED = "implemented"
        REJECTED = "rejected"
        OVERTAKEN = "overtaken by events", "Overtaken by events"

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="follow_ups")
    status = models.CharField(max_length=20, choices=Status.choices)
    dated = models.DateField(help_text="The day this was so.")
    claim = models.ForeignKey(
        Claim,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        help_text="The claim whose evidence shows it. “Implemented” needs one.",
    )
    note = NormalisedTextField(blank=True, help_text="A sentence for readers.")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    history = histories()

    class Meta:
        ordering = ["dated", "pk"]
        verbose_name = "follow-up"
        permissions = [("publish_followup", "Can publish a follow-up on its own")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="implemented") | Q(claim__isnull=False),
                name="follow_up_implemented_has_claim",
                violation_error_message="claim: “implemented” needs a claim whose evidence shows it. Choose one.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "no response",
                        "acknowledged",
                        "accepted",
                        "in progress",
                        "implemented",
                        "rejected",
                        "overtaken by events",
                    ]
                ),
                name="follow_up_status_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} on {self.dated:%d %B %Y}"

    def clean(self) -> None:
        errors = {}
        today = timezone.localdate()
        if isinstance(self.dated, date) and self.dated > today:
            errors["dated"] = f"dated: {self.dated} lies in the future, as today is {today}. Write the day it was so."
        if self.status == self.Status.IMPLEMENTED and self.claim is not None and not has_located_support(self.claim):
            errors["claim"] = (
                f"claim: no passage that supports {self.claim} is found in its source. “Implemented” needs one: "
                "add it to the claim, or choose another."
            )
        if errors:
            raise ValidationError(errors)
