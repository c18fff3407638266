from django.conf import settings
from django.db import models


class WorkingCopy(models.Model):
    """What somebody has typed into one form of the desk, in one tab, and not saved yet.

    Overwritten while they type; gone once the form is saved or the copy is discarded. It also tells colleagues who
    has a form open. It is nobody's draft but its owner's: nothing else reads its fields.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="working_copies")
    noun = models.CharField(max_length=40, help_text="The model's name in lower case, for example brief.")
    object_id = models.PositiveBigIntegerField(default=0, help_text="0 in a form that adds something new.")
    tab = models.CharField(max_length=40, help_text="Made by the page, so that two tabs keep two copies.")
    started_from = models.PositiveIntegerField(null=True, help_text="The version the form was opened with.")
    fields = models.JSONField(default=dict, help_text="As the form would post them: each name with its values.")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="When its page last said that it is still open.")
    is_open = models.BooleanField(default=True, help_text="False once its page has said that it closes.")
    turn = models.PositiveIntegerField(default=0, help_text="Counts what the page sends; an older one comes too late.")
    typed_at = models.DateTimeField(null=True, help_text="When its fields last changed; null while nothing was typed.")

    class Meta:
        ordering = ["-seen_at", "-pk"]
        verbose_name_plural = "working copies"
        constraints = [
            models.UniqueConstraint(fields=["owner", "noun", "object_id", "tab"], name="working_copy_once_a_tab"),
        ]
        indexes = [models.Index(fields=["noun", "object_id", "seen_at"], name="working_copy_of_object")]

    def __str__(self) -> str:
        return f"{self.noun} {self.object_id or 'new'}, {self.owner}"
