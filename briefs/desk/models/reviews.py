"""Review: who is asked to read a draft, what they say about it, and their yes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .base import NormalisedTextField, VersionedModel
from .briefs import Brief


class ReviewRequest(models.Model):
    """Somebody is asked to read a brief under review. Gone once the brief leaves review; its event stays."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="review_requests")
    asked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_requests")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["brief", "asked"], name="review_asked_once")]

    def __str__(self) -> str:
        return f"{self.asked} asked to read {self.brief}"


class Comment(VersionedModel):
    """A remark on a draft, on one passage of one field or on the whole; an answer to it is one, too.

    Its words and its passage never change; resolving it is the only change. The place is looked up again whenever
    it is shown (text/anchors.py), as the draft goes on changing under it.
    """

    class Field(models.TextChoices):
        TITLE = "title"
        SUMMARY = "summary"
        KEY_MESSAGES = "key_messages", "key messages"
        BODY = "body"

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="comments")
    field = models.CharField(max_length=12, choices=Field.choices, blank=True, help_text="Empty: the whole brief.")
    exact = NormalisedTextField(blank=True, help_text="The passage it is about, as it stood; empty for the whole.")
    prefix = models.CharField(max_length=64, blank=True, editable=False)
    suffix = models.CharField(max_length=64, blank=True, editable=False)
    start = models.PositiveIntegerField(null=True, editable=False)
    end = models.PositiveIntegerField(null=True, editable=False)
    text = NormalisedTextField(help_text="What you would tell the author.")
    answers = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="replies",
        help_text="The comment it answers.",
    )
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_has_text"),
            models.CheckConstraint(
                condition=Q(resolved_by__isnull=True, resolved_at__isnull=True)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="comment_resolved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(field__in=["", "title", "summary", "key_messages", "body"]), name="comment_field_known"
            ),
            models.CheckConstraint(condition=Q(exact="") | ~Q(field=""), name="comment_passage_has_field"),
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | Q(exact="", field="", resolved_at__isnull=True),
                name="comment_answer_has_no_place",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Approval(models.Model):
    """Somebody's yes to the exact content of a draft, by its SHA-256. Never changes; an edit leaves it behind."""

    immutable = ("UPDATE", "DELETE")

    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="approvals")
    content_sha256 = models.CharField(max_length=64)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-approved_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(approved_by=F("edited_by")), name="approval_not_of_own_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.brief} approved on {self.approved_at:%d %B %Y}"


class StandingReason(models.Model):
    """An editor's reason why an edition stands although something it rests on has changed at the desk since.

    Holds for the changed noun exactly as it read then, by the SHA-256 of its entry; another change needs another
    reason. Never changes.
    """

    immutable = ("UPDATE", "DELETE")

    edition = models.ForeignKey("briefs.Edition", on_delete=models.PROTECT, related_name="+")
    noun = models.CharField(max_length=40, help_text="claim or article.")
    key = models.CharField(max_length=100)
    entry_sha256 = models.CharField(max_length=64)
    reason = NormalisedTextField(help_text="Why readers can go on relying on the edition.")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="standing_reason_given"),
            models.CheckConstraint(condition=Q(noun__in=["claim", "article"]), name="standing_reason_noun_known"),
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.key} in {self.edition}"
