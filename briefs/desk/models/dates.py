"""A fuzzy date as one field: EDTF text as the editor wrote it, with the first and last day it can mean."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from briefs.text.dates import parse_edtf


class EdtfField(models.CharField):
    """A date in EDTF (ISO 8601-2) such as 2024-04 or 2025-11-25/2025-11-27; empty when unknown.

    Saving fills the two sibling date fields named by ``earliest_field`` and ``latest_field``, which must be
    declared after this one. Raises ValidationError with the reason when the text is not a date.
    """

    def __init__(self, *args: Any, earliest_field: str = "", latest_field: str = "", **kwargs: Any) -> None:
        self.earliest_field, self.latest_field = earliest_field, latest_field
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return (
            name,
            path,
            args,
            kwargs | {"earliest_field": self.earliest_field, "latest_field": self.latest_field},
        )

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        value = super().clean(value, model_instance)
        if model_instance is not None:
            self._fill_span(model_instance, value)
        return value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        self._fill_span(model_instance, value)
        return value

    def _fill_span(self, instance: models.Model, value: str) -> None:
        date = self._parse(value) if value else None
        setattr(instance, self.earliest_field, date.earliest if date else None)
        setattr(instance, self.latest_field, date.latest if date else None)

    def _parse(self, value: str) -> Any:
        try:
            return parse_edtf(value)
        except ValueError as error:
            raise ValidationError(f"{self.name}: {error}") from None


def span_constraint(*, edtf: str, earliest: str, latest: str, name: str) -> models.CheckConstraint:
    """The date and its two ends belong together: all known and in order, or all unknown."""
    unknown = Q(**{edtf: "", f"{earliest}__isnull": True, f"{latest}__isnull": True})
    known = ~Q(**{edtf: ""}) & Q(**{f"{earliest}__isnull": False, f"{latest}__gte": F(earliest)})
    return models.CheckConstraint(condition=unknown | known, name=name)
