from django.conf import settings
from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One thing somebody did, on which text, by its SHA-256. Append-only: the database refuses change and deletion.

    ``act`` is shared by all rows that one act wrote, those of the histories too (desk/acts.py). The subject is named
    by noun and id and by the name it had, so that the event outlives it. It is never the only record of a state.
    """

    class Kind(models.TextChoices):
        ADDED = "added", "added"
        CHANGED = "changed", "changed"
        DELETED = "deleted", "deleted"
        SUBMITTED = "submitted for review", "submitted for review"
        RETURNED = "returned to draft", "returned to draft"
        APPROVED = "approved", "approved"
        PUBLISHED = "published", "published"
        SCHEDULED = "scheduled", "scheduled"
        UNSCHEDULED = "schedule undone", "schedule undone"
        WITHDRAWN = "withdrawn", "withdrawn"
        NOTE_MENDED = "note mended", "note mended"
        COMMENTED = "commented", "commented"
        RESOLVED = "comment resolved", "comment resolved"
        REOPENED = "reopened for a new edition", "reopened for a new edition"
        STANDS = "said to stand", "said to stand"
        FOLLOW_UP_RECORDED = "follow-up recorded", "follow-up recorded"
        FOLLOW_UP_PUBLISHED = "follow-up published", "follow-up published"

    immutable = ("UPDATE", "DELETE")

    act = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    happened_at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    noun = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    name = models.CharField(max_length=200)
    content_sha256 = models.CharField(max_length=64, help_text="Of the text it was done to or that it left.")
    detail = models.TextField(blank=True, help_text="In a sentence, where the kind does not say it all.")

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["noun", "object_id", "-happened_at"], name="event_story")]
        constraints = [models.CheckConstraint(condition=~Q(content_sha256=""), name="event_names_its_text")]

    def __str__(self) -> str:
        return f"{self.name} {self.kind}"
