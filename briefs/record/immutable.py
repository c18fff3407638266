"""Python guards of the record. The database's triggers (triggers.py) stop what passes by these."""

from typing import Any, NoReturn, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class RecordChanged(Exception):
    """An attempt to change or delete something published; nothing was written."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(
            f"A published {model._meta.verbose_name} never changes and is never deleted. "
            "Publish a new edition, or withdraw the brief."
        )


class RecordQuerySet(models.QuerySet[Row]):
    """Rows can be added and read; every other write raises RecordChanged."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RecordChanged(self.model)

    update = delete = bulk_update = update_or_create = _refuse

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Row]:
        if kwargs.get("update_conflicts") or kwargs.get("ignore_conflicts"):
            self._refuse()
        return super().bulk_create(objs, *args, **kwargs)


class RecordModel(models.Model):
    """A row of the record: written once, never changed, never deleted."""

    immutable = ("UPDATE", "DELETE")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise RecordChanged(type(self))
        super().save(*args, **(kwargs | {"force_insert": True}))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RecordChanged(type(self))
