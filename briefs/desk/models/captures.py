from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone

from briefs.text.paragraphs import Paragraph, split_paragraphs

from .articles import Article


class CaptureChanged(Exception):
    """An attempt to change a capture. A later copy of an article is a new capture."""


class Capture(models.Model):
    """An immutable copy of an article's text, or a digest of it in our own words, paragraph by paragraph.

    ``text`` is ``raw_text`` normalised by the rule ``normalisation_rule``; offsets of evidence count its
    characters. Never changes: Python guards and database triggers refuse it.
    """

    immutable = ("UPDATE",)

    class Kind(models.TextChoices):
        FULL_TEXT = "full text"
        DIGEST = "digest"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="captures")
    kind = models.CharField(
        max_length=10,
        choices=Kind.choices,
        help_text="A digest is in our own words; its passages are no quotations.",
    )
    raw_text = models.TextField(help_text="The text as it came in.")
    text = models.TextField(editable=False)
    raw_sha256 = models.CharField(max_length=64, editable=False)
    text_sha256 = models.CharField(max_length=64, editable=False)
    normalisation_rule = models.PositiveSmallIntegerField(editable=False)
    captured_at = models.DateTimeField(help_text="When the article was read or copied.")
    method = models.CharField(max_length=40, help_text="How it came in, for example seeds or upload.")
    captured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-captured_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "raw_sha256"], name="capture_text_once_an_article"),
            models.CheckConstraint(condition=models.Q(kind__in=["full text", "digest"]), name="capture_kind_known"),
            models.CheckConstraint(condition=~models.Q(text=""), name="capture_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.article} · {self.kind} of {timezone.localtime(self.captured_at):%d %B %Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def _refuse(self) -> NoReturn:
        raise CaptureChanged("A capture never changes. Add a new capture of the article instead.")

    def paragraphs(self) -> list[Paragraph]:
        """Its paragraphs, numbered from 1, with their offsets in ``text``."""
        return split_paragraphs(self.text)
