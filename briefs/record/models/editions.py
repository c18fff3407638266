from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from briefs.record.document import EditionDocument
from briefs.record.immutable import RecordModel, RecordQuerySet


class EditionQuerySet(RecordQuerySet["Edition"]):
    """What is public at a moment is a question of time alone; no job ever switches an edition on or off."""

    def going_out(self) -> Self:
        """Every edition but those withdrawn before their time: they never reach a reader."""
        stopped = Withdrawal.objects.filter(edition=OuterRef("pk"), withdrawn_at__lt=OuterRef("live_from"))
        return self.exclude(Exists(stopped))

    def public(self, at: datetime | None = None) -> Self:
        """Every edition whose time has come, superseded ones too."""
        return self.going_out().filter(live_from__lte=at or timezone.now())

    def live(self, at: datetime | None = None) -> Self:
        """The edition of each brief that readers get at that moment (now, unless given), withdrawn ones too."""
        at = at or timezone.now()
        newer = Edition.objects.public(at).filter(brief=OuterRef("brief"), number__gt=OuterRef("number"))
        return self.public(at).exclude(Exists(newer))

    def as_of(self, moment: datetime) -> Self:
        """The edition of each brief readers got at that moment."""
        return self.live(moment)

    def standing(self, at: datetime | None = None) -> Self:
        """Live and not withdrawn by then: what lists, indexes and feeds show."""
        at = at or timezone.now()
        withdrawn = Withdrawal.objects.filter(edition=OuterRef("pk"), withdrawn_at__lte=at)
        return self.live(at).exclude(Exists(withdrawn))

    def history(self, slug: str, at: datetime | None = None) -> Self:
        """The public editions of one brief, newest first, with their notices, without the documents."""
        editions = self.public(at).filter(slug=slug).select_related("withdrawal", "correction")
        return editions.with_mended_notes().defer("document").order_by("-number")

    def with_mended_notes(self) -> Self:
        """The editions, each with the newest text of its mended notes (read by record/mended.py); no query more."""
        from .notices import newest_notes

        return self.annotate(**newest_notes("pk"))


class Edition(RecordModel):
    """A numbered, immutable, published snapshot of a brief.

    ``document`` is the EditionDocument in canonical JSON, ``sha256`` its digest, ``previous_sha256`` that of the
    brief's edition before; the other columns repeat what lists need. Live from ``live_from`` until the next one's.
    Guards in Python and triggers in the database refuse every change.
    """

    brief = models.ForeignKey("briefs.Brief", on_delete=models.PROTECT, related_name="editions")
    slug = models.SlugField(max_length=80)
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    summary = models.TextField()
    live_from = models.DateTimeField(db_index=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    update_type = models.CharField(max_length=5, choices=[("major", "Major"), ("minor", "Minor")])
    change_note = models.TextField(blank=True)
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64, null=True)  # noqa: DJ001  a first edition has none

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-live_from", "-pk"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["brief", "number"], name="edition_number_once_a_brief"),
            models.UniqueConstraint(fields=["slug", "number"], name="edition_number_once_a_slug"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_number_from_one"),
            models.CheckConstraint(condition=Q(update_type__in=["major", "minor"]), name="edition_update_type_known"),
            models.CheckConstraint(
                condition=Q(update_type="minor") | ~Q(change_note=""), name="edition_major_has_change_note"
            ),
            models.CheckConstraint(
                condition=Q(number=1, previous_sha256__isnull=True) | Q(number__gt=1, previous_sha256__isnull=False),
                name="edition_chained_to_previous",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"

    @property
    def chosen_zone(self) -> str:
        """The time zone its moment was chosen in; empty when it went out at once. Read it with its embargo."""
        embargo = getattr(self, "embargo", None)
        return embargo.zone if embargo else ""

    @property
    def was_withdrawn(self) -> bool:
        """Whether it has a withdrawal, before its time or after. Read it with its withdrawal."""
        return hasattr(self, "withdrawal")

    @property
    def was_stopped(self) -> bool:
        """Whether it was withdrawn before its time: no reader ever gets it. Read it with its withdrawal."""
        return self.was_withdrawn and self.withdrawal.withdrawn_at < self.live_from

    def parse(self) -> EditionDocument:
        """The typed document; raises pydantic.ValidationError when the stored text is not one."""
        return EditionDocument.from_json(self.document)


class WithdrawalQuerySet(RecordQuerySet["Withdrawal"]):
    """Withdrawals: added and read, never changed."""


class CorrectionQuerySet(RecordQuerySet["Correction"]):
    """Corrections: added and read, never changed."""


class Withdrawal(RecordModel):
    """The public notice that an edition no longer stands, with its reason. The page stays; a new edition ends it."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="withdrawal")
    withdrawn_at = models.DateTimeField()
    explanation = models.TextField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        ordering = ["-withdrawn_at"]
        base_manager_name = "objects"
        constraints = [models.CheckConstraint(condition=~Q(explanation=""), name="withdrawal_has_explanation")]

    def __str__(self) -> str:
        return f"{self.edition} withdrawn"


class Correction(RecordModel):
    """What an edition put right, in a sentence for readers; listed on the brief and in the corrections log."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="correction")
    kind = models.CharField(max_length=24)
    note = models.TextField()

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-edition__live_from"]
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="correction_has_note"),
            models.CheckConstraint(
                condition=Q(kind__in=["correction", "clarification", "addendum", "expression of concern"]),
                name="correction_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.edition}"
