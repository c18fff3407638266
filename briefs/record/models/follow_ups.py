from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from briefs.record.follow_up_document import FollowUpDocument
from briefs.record.immutable import RecordModel, RecordQuerySet


class PublishedFollowUpQuerySet(RecordQuerySet["PublishedFollowUp"]):
    """Published follow-ups: added and read, never changed."""

    def public(self, at: datetime | None = None) -> Self:
        """Those readers had been told by that moment, replaced ones too."""
        return self.filter(published_at__lte=at or timezone.now())

    def standing(self, at: datetime | None = None) -> Self:
        """Those that no later one had replaced by that moment."""
        return self.public(at).exclude(replaced_by__in=self.model.objects.public(at).values("pk"))


class PublishedFollowUp(RecordModel):
    """A follow-up published on its own, between editions. One that was wrong is replaced by a later row and stays.

    ``document`` is the FollowUpDocument in canonical JSON, ``sha256`` its digest; the other columns repeat what
    lists need. ``recommendation`` is the key readers know. ``number`` counts the publications of one follow-up.
    """

    follow_up = models.ForeignKey("briefs.FollowUp", on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField()
    recommendation = models.CharField(max_length=100, db_index=True)
    status = models.CharField(max_length=20)
    dated = models.DateField()
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PublishedFollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        base_manager_name = "objects"
        verbose_name = "follow-up told to readers"
        verbose_name_plural = "follow-ups told to readers"
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "number"], name="follow_up_published_once_a_number"),
            models.CheckConstraint(
                condition=Q(number=1, replaces__isnull=True) | Q(number__gt=1, replaces__isnull=False),
                name="follow_up_replaces_the_one_before",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.status} on {self.dated:%d %B %Y}"

    def parse(self) -> FollowUpDocument:
        """The typed document; raises pydantic.ValidationError when the stored text is not one."""
        return FollowUpDocument.model_validate_json(self.document)
