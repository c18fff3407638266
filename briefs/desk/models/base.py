"""What every noun at the desk shares: a version that stops a stale save, and a history of its edits."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from simple_history.models import HistoricalRecords

from briefs.text.normalise import normalise
from briefs.text.parser import refuse_long


class StaleVersion(Exception):
    """A save that started from a version somebody has changed since. Nothing was written.

    ``stored`` is the row as it stands now, or None when it was deleted.
    """

    def __init__(self, instance: "VersionedModel") -> None:
        self.stored = type(instance)._base_manager.filter(pk=instance.pk).first()
        noun = instance._meta.verbose_name
        what = "was deleted" if self.stored is None else "was changed by somebody else"
        super().__init__(
            f"This {noun} {what} after you opened it, so nothing was saved. "
            "Open it again and make your change on what stands there now."
        )


class VersionedModel(models.Model):
    """A noun of the desk. Each save counts ``version`` up by one and refuses to overwrite a newer one.

    The version an instance was read with is the version it must still have when it is saved; the conditional
    UPDATE holds on SQLite and PostgreSQL alike. ``QuerySet.update()`` passes by it and is not used on drafts.
    """

    version = models.PositiveIntegerField(
        default=1,
        editable=False,
        help_text="Counts the saves; a form that started from an older one is refused.",
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            super().save(*args, **kwargs)
            return
        started_from = self.version
        try:
            with transaction.atomic():
                rows = type(self)._base_manager.filter(pk=self.pk, version=started_from)
                if not rows.update(version=F("version") + 1):
                    raise StaleVersion(self)
                self.version = started_from + 1
                super().save(*args, **kwargs)
        except BaseException:
            self.version = started_from
            raise


class ActRow(models.Model):
    """A row of a history, with the act that wrote it (desk/acts.py); null in rows older than that."""

    act = models.UUIDField(null=True, editable=False, db_index=True)

    class Meta:
        abstract = True


def histories(**kwargs: Any) -> HistoricalRecords:
    """The history of a noun: each save and deletion, by whom, when and in which act."""
    return HistoricalRecords(bases=[ActRow], **kwargs)


class NormalisedTextField(models.TextField):
    """Text kept in the desk's normal form (text/normalise.py), so that what is cited can be found again.

    Raises django.core.exceptions.ValidationError on text that cannot be normalised, such as a NUL, and on text
    longer than ``max_length`` characters.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"max_length": 4_000} | kwargs))

    def to_python(self, value: Any) -> Any:
        return _normalised(super().to_python(value))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if self.max_length is not None and len(value or "") > self.max_length:
            raise ValidationError(
                f"{self.name}: is {len(value):,} characters long, {self.max_length:,} is the most. Shorten it."
            )


class MarkdownField(NormalisedTextField):
    """Markdown that can be parsed: raises ValidationError on text the parser refuses."""

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        try:
            refuse_long(value or "")
        except ValueError as error:
            raise ValidationError(f"{self.name}: {error}") from None


class NormalisedCharField(models.CharField):
    """A line of text in the desk's normal form; see NormalisedTextField."""

    def to_python(self, value: Any) -> Any:
        return _normalised(super().to_python(value))


def _normalised(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return normalise(value)
    except ValueError as error:
        raise ValidationError(str(error)) from None
