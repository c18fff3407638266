from django.conf import settings
from django.db import models
from django.db.models import Q

from briefs.record.immutable import RecordModel, RecordQuerySet


class PublishedFollowUpQuerySet(RecordQuerySet["PublishedFollowUp"]):
    """Published follow-ups: added and read, never changed."""

    def standing(self) -> "PublishedFollowUpQuerySet":
        """Those that no later one replaces."""
        return self.filter(replaced_by=None)


class PublishedFollowUp(RecordModel):
    """A follow-up published on its own, between editions. One that was wrong is replaced by a later row and stays.

    ``document`` is the FollowUpDocument in canonical JSON, ``sha256`` its digest; the other columns repeat what
    lists need. ``recommendation`` is the key readers know.
    """

    follow_up = models.ForeignKey("briefs.FollowUp", on_delete=models.PROTECT, related_name="publications")
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
        constraints = [
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=models.F("pk")), name="follow_up_replaces_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.status} on {self.dated:%d %B %Y}"
