"""What is said about an edition beside its text: withdrawn, corrected, under embargo; and notes put right."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from briefs.record.immutable import RecordModel, RecordQuerySet

from .editions import Edition


class EmbargoQuerySet(RecordQuerySet["Embargo"]):
    """Embargoes: added and read, never changed."""


class MendedNoteQuerySet(RecordQuerySet["MendedNote"]):
    """Mended notes: added and read, never changed."""


class Embargo(RecordModel):
    """How a scheduled edition's moment was named: its time zone (IANA), and what those who see it before are told."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="embargo")
    zone = models.CharField(max_length=60)
    notice = models.TextField(blank=True)

    objects = EmbargoQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.edition} under embargo"


class MendedNote(RecordModel):
    """A slip of the pen put right in a note of an edition, not in the edition. The first text stays beside it.

    The newest row of a kind is what readers are shown; facts are put right by a correction, never here.
    """

    class Kind(models.TextChoices):
        CHANGE_NOTE = "change note"
        CORRECTION = "correction"
        WITHDRAWAL = "withdrawal"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="mended_notes")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    before = models.TextField()
    text = models.TextField()
    mended_at = models.DateTimeField()
    mended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = MendedNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-mended_at", "-pk"]
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="mended_note_has_text"),
            models.CheckConstraint(
                condition=Q(kind__in=["change note", "correction", "withdrawal"]), name="mended_note_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.edition}, mended"


def newest_notes(edition: str) -> dict[str, Subquery]:
    """Annotations for rows that name their edition in ``edition``: of each kind, the newest text and its moment."""
    newest = {}
    for kind in MendedNote.Kind:
        rows = MendedNote.objects.filter(edition=OuterRef(edition), kind=kind).order_by("-mended_at", "-pk")
        for name, column in (("", "text"), ("_at", "mended_at")):
            newest[f"mended_{kind.name.lower()}{name}"] = Subquery(rows.values(column)[:1])
    return newest
