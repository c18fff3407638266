from django.core.exceptions import ValidationError
from django.db import models

from .base import NormalisedCharField, NormalisedTextField, VersionedModel, histories
from .vocabularies import Country


class Actor(VersionedModel):
    """A person, organisation, government, international organisation or media outlet.

    Outlets, authors, claimants and addressees are all actors. May change at any time; editions keep what they
    named. ``part_of`` leads to the origin: two articles by one NGO are one origin.
    """

    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANISATION = "organisation"
        GOVERNMENT = "government"
        INTERNATIONAL_ORGANISATION = "international organisation"
        MEDIA_OUTLET = "media outlet"

    slug = models.SlugField(
        max_length=80, unique=True, help_text="The public address of the dossier; do not change it."
    )
    name = NormalisedCharField(max_length=200, help_text="The name readers see, in full.")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    part_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The body this one belongs to or works for. Sources with the same topmost body count as one origin.",
    )
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, blank=True, related_name="actors")
    url = models.URLField(blank=True, help_text="The actor's own site, if it has one.")
    description = NormalisedTextField(blank=True, help_text="Who this is, in one sentence readers can check.")
    history = histories()

    class Meta:
        ordering = ["name", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(part_of__isnull=True) | ~models.Q(part_of=models.F("pk")),
                name="actor_not_part_of_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "person",
                        "organisation",
                        "government",
                        "international organisation",
                        "media outlet",
                    ]
                ),
                name="actor_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        seen, above = {self.pk}, self.part_of
        while above is not None:
            if above.pk is not None and above.pk in seen:
                raise ValidationError(
                    {"part_of": f"part_of: {above.name} is itself part of {self.name}. Choose a body above it."}
                )
            seen.add(above.pk)
            above = above.part_of
