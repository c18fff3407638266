import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from briefs.text.parser import MAX_CHARACTERS

from .actors import Actor
from .base import MarkdownField, NormalisedCharField, NormalisedTextField, VersionedModel, histories
from .recommendations import Recommendation
from .vocabularies import Country, Topic

MAX_BODY = MAX_CHARACTERS


class Brief(VersionedModel):
    """The enduring document. Its fields are the draft, the working text; what readers get is its live edition.

    Claims are cited inline as ``[@key]`` in summary, key messages and body.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        IN_REVIEW = "in review", "In review"
        APPROVED = "approved"
        PUBLISHED = "published"

    slug = models.SlugField(
        max_length=80,
        unique=True,
        help_text="The public address /briefs/…/. It cannot change once published.",
    )
    title = NormalisedCharField(max_length=200, help_text="What an official would search for. No full stop.")
    summary = MarkdownField(blank=True, help_text="The brief in 40 to 70 words; may cite claims. Shown in lists.")
    key_messages = MarkdownField(
        blank=True,
        help_text="Three to five messages, one a line. Many readers read nothing else, so cite claims here too.",
    )
    body = MarkdownField(
        blank=True,
        max_length=MAX_BODY,
        help_text="Markdown. Cite claims as [@key], [@key, para 4] or [see @a; @b]; every factual sentence needs one.",
    )
    language = models.CharField(max_length=12, default="en", help_text="BCP 47, for example en, ru or ky.")
    translation_group = models.UUIDField(
        default=uuid.uuid4, editable=False, help_text="Shared by the translations of one brief."
    )
    authors = models.ManyToManyField(Actor, through="BriefAuthor", related_name="authored_briefs")
    topics = models.ManyToManyField(Topic, blank=True, related_name="briefs")
    countries = models.ManyToManyField(Country, blank=True, related_name="briefs")
    recommendations = models.ManyToManyField(Recommendation, through="BriefRecommendation", related_name="briefs")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="Whose the last change of the draft is; somebody else must approve it.",
    )
    proposed_note = NormalisedTextField(
        blank=True, editable=False, help_text="The change note proposed for the next edition when it was reopened."
    )
    history = histories(m2m_fields=[topics, countries])

    class Meta:
        ordering = ["slug"]
        permissions = [
            ("approve_brief", "Can approve a brief"),
            ("publish_brief", "Can publish a brief"),
            ("withdraw_brief", "Can withdraw a published brief"),
            ("uphold_edition", "Can say that an edition stands"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["translation_group", "language"], name="brief_once_a_language"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "in review", "approved", "published"]),
                name="brief_state_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def key_message_lines(self) -> list[str]:
        """The key messages, one a line of the field, empty lines left out."""
        return [line.strip() for line in self.key_messages.splitlines() if line.strip()]


class BriefAuthor(VersionedModel):
    """An author of a brief, in the order of its byline."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="bylines")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="brief_bylines")
    position = models.PositiveSmallIntegerField(default=0)
    history = histories()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "author"
        constraints = [models.UniqueConstraint(fields=["brief", "actor"], name="brief_author_once")]

    def __str__(self) -> str:
        return str(self.actor)


class BriefRecommendation(VersionedModel):
    """A recommendation a brief makes, in the order it is read."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="placements")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="placements")
    position = models.PositiveSmallIntegerField(default=0)
    history = histories()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "recommendation"
        constraints = [models.UniqueConstraint(fields=["brief", "recommendation"], name="brief_recommendation_once")]

    def __str__(self) -> str:
        return str(self.recommendation)
