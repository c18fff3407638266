"""The lists editors choose from: topics, countries and levers. They may change at any time; editions keep the
name as it was."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Lower
from django.db.models.lookups import Exact

from .base import NormalisedCharField, NormalisedTextField, VersionedModel, histories

country_code = RegexValidator(r"^[a-z]{2}\Z", "code: write the two small letters of ISO 3166-1, for example kg.")


class Topic(VersionedModel):
    """What claims and briefs are about, as readers browse it."""

    slug = models.SlugField(max_length=80, unique=True, help_text="Part of the public address; do not change it.")
    name = NormalisedCharField(max_length=120, unique=True, help_text="As readers see it, for example Media freedom.")
    description = NormalisedTextField(blank=True, help_text="One sentence on the topic's page.")
    history = histories()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Country(VersionedModel):
    """A country claims speak of, by its ISO 3166-1 alpha-2 code in lower case."""

    code = models.CharField(max_length=2, unique=True, validators=[country_code], help_text="For example kg.")
    name = NormalisedCharField(max_length=120, unique=True, help_text="The English short name readers see.")
    history = histories()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "countries"
        constraints = [
            models.CheckConstraint(
                condition=Q(Exact(Length("code"), 2)) & Q(Exact(Lower("code"), F("code"))),
                name="country_code_is_iso2",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Lever(VersionedModel):
    """The policy instrument a recommendation pulls, for example human-rights conditionality."""

    slug = models.SlugField(max_length=80, unique=True, help_text="Part of public addresses; do not change it.")
    name = NormalisedCharField(max_length=120, unique=True, help_text="As readers see it.")
    description = NormalisedTextField(blank=True, help_text="What this instrument is, in a sentence or two.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower comes first where levers are listed.")
    history = histories()

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
