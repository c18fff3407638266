from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from .actors import Actor
from .base import NormalisedCharField, NormalisedTextField, VersionedModel, histories
from .dates import EdtfField, span_constraint
from .keys import CitationKeyField


class Article(VersionedModel):
    """A source document. What it does not say of itself (title, date, byline) stays unknown.

    May change; its captures never do, and editions keep what they cited.
    """

    class Genre(models.TextChoices):
        NEWS_REPORT = "news report"
        ANALYSIS = "analysis"
        OPINION = "opinion"
        PRESS_RELEASE = "press release"
        LEGAL_TEXT = "legal text"
        REPORT = "report"
        SPEECH = "speech"
        STATEMENT = "statement"
        DATASET = "dataset"
        OTHER = "other"

    key = CitationKeyField(
        max_length=100, unique=True, help_text="A short name for this source, for example euobserver-putin-visit."
    )
    title = NormalisedCharField(max_length=300, blank=True, help_text="As printed. Leave empty when it has none.")
    outlet = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="published_articles",
        help_text="Who published it. Leave empty when the source does not say.",
    )
    authors = models.ManyToManyField(Actor, through="ArticleAuthor", related_name="authored_articles")
    genre = models.CharField(max_length=20, choices=Genre.choices)
    language = models.CharField(max_length=12, default="en", help_text="BCP 47, for example en, ru or ky.")
    published_on = EdtfField(
        earliest_field="published_earliest",
        latest_field="published_latest",
        help_text="EDTF, for example 2025-11-28 or 2025-11. Leave empty when unknown; never guess.",
    )
    published_earliest = models.DateField(null=True, editable=False)
    published_latest = models.DateField(null=True, editable=False)
    url = models.URLField(max_length=500, blank=True, help_text="Where it can be read. Only http or https.")
    full_text_allowed = models.BooleanField(
        default=False, help_text="May we keep its text? If not, its captures are digests in our own words."
    )
    note = NormalisedTextField(blank=True, help_text="For readers: what is unknown of it, how paragraphs are counted.")
    history = histories()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                Lower("key"),
                name="article_key_once_in_any_case",
                violation_error_message="key: another article has this key, if only in other letters. Choose another.",
            ),
            span_constraint(
                edtf="published_on",
                earliest="published_earliest",
                latest="published_latest",
                name="article_published_span",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    def clean(self) -> None:
        if self.url and not self.url.lower().startswith(("http://", "https://")):
            raise ValidationError({"url": "url: only http and https addresses can be published. Correct or empty it."})


class ArticleAuthor(VersionedModel):
    """An author of an article, in the order of its byline."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField(default=0)
    history = histories()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "author"
        constraints = [models.UniqueConstraint(fields=["article", "actor"], name="article_author_once")]

    def __str__(self) -> str:
        return str(self.actor)
