"""Indexes of what editions hold, one row a key and edition. They can be rebuilt from the editions alone."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Window
from django.db.models.functions import RowNumber

from briefs.record.document import ClaimEntry, LineageEntry, Part, RecommendationEntry
from briefs.record.entries import ActorDossier, ArticlePassages, TermUse

from .editions import Edition

# By the time readers first got the edition, as one written first may go live last; then by the order of writing.
NEWEST_FIRST = ("-edition__live_from", "-edition_id", "pk")


class PartQuerySet(models.QuerySet[Any]):
    """Rows follow their edition: they are live while it stands."""

    def live(self, at: datetime | None = None) -> Self:
        """Rows of the editions that are live and not withdrawn at that moment."""
        return self.filter(edition__in=Edition.objects.standing(at).values("pk"))

    def newest(self, at: datetime | None = None) -> Self:
        """One live row a key: that of the edition that went live last. Linear in the rows."""
        place = Window(RowNumber(), partition_by="key", order_by=NEWEST_FIRST)
        first = self.model.objects.live(at).annotate(place=place).filter(place=1)
        return self.filter(pk__in=first.values("pk")).order_by("label", "key")

    def for_key(self, key: str, at: datetime | None = None) -> Self:
        """All live rows of one key, newest edition first, each with its edition but not the document."""
        rows = self.live(at).filter(key=key).select_related("edition").defer("edition__document")
        return rows.order_by(*NEWEST_FIRST)


class PublishedPart(models.Model):
    """One part of one edition. ``data`` is its JSON as the entry class reads it; never edited, only rebuilt."""

    entry: type[Part]

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    label = models.TextField()
    data = models.TextField()

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["key", "edition"], name="%(class)s_once_an_edition")]

    def __str__(self) -> str:
        return self.label

    def parse(self) -> Any:
        """The typed entry this row stands for."""
        return self.entry.model_validate_json(self.data)


class PublishedClaim(PublishedPart):
    """A claim as an edition published it."""

    entry = ClaimEntry


class PublishedRecommendation(PublishedPart):
    """A recommendation as an edition published it."""

    entry = RecommendationEntry


class PublishedLineage(PublishedPart):
    """A link from a later recommendation to an earlier one; ``key`` is both keys, as neither holds a space."""

    entry = LineageEntry

    key = models.CharField(max_length=201)
    later = models.CharField(max_length=100, db_index=True)
    earlier = models.CharField(max_length=100, db_index=True)


class PublishedArticle(PublishedPart):
    """A source article with the passages an edition cites of it."""

    entry = ArticlePassages


class PublishedActor(PublishedPart):
    """An actor with what an edition asks of it, reports from it and cites of it."""

    entry = ActorDossier


class PublishedTopic(PublishedPart):
    """A topic with the claims an edition files under it."""

    entry = TermUse


class PublishedCountry(PublishedPart):
    """A country with the claims an edition makes on it."""

    entry = TermUse
