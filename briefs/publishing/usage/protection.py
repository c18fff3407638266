"""What stands in an edition keeps its name: it is not deleted, and its key, slug or code stays as it is.

Otherwise the name would be free for something else, and its public address would mix the two. The guards listen to
Django's signals, so they hold for instances and for ``QuerySet.delete()``; what sends no signal passes by them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import ProtectedError
from django.db.models.signals import post_init, post_save, pre_delete, pre_save

from briefs.desk.models import Actor, Article, Claim, Country, Recommendation, Topic
from briefs.record.models import (
    PublishedActor,
    PublishedArticle,
    PublishedClaim,
    PublishedCountry,
    PublishedPart,
    PublishedRecommendation,
    PublishedTopic,
)

INDEXES: dict[type[models.Model], tuple[str, type[PublishedPart]]] = {
    Claim: ("key", PublishedClaim),
    Recommendation: ("key", PublishedRecommendation),
    Article: ("key", PublishedArticle),
    Actor: ("slug", PublishedActor),
    Topic: ("slug", PublishedTopic),
    Country: ("code", PublishedCountry),
}
"""The field each noun is known by to readers, and the index that tells which editions hold it."""


@dataclass(frozen=True)
class Publication:
    """Something of the desk that editions hold, and the newest of them, scheduled ones too."""

    noun: str
    name: str
    slug: str
    edition: int
    edition_id: int

    def __str__(self) -> str:
        return f"{self.noun} {self.name} stands in a published edition ({self.slug}, edition {self.edition})"


def find_publications(
    model: type[models.Model], names: Iterable[str], using: str = DEFAULT_DB_ALIAS
) -> list[Publication]:
    """Which of these keys, slugs or codes stand in an edition, live or not. One query."""
    if model not in INDEXES:
        return []
    rows = INDEXES[model][1].objects.using(using).filter(key__in=list(names)).order_by("key", "edition_id")
    found = {
        key: Publication(str(model._meta.verbose_name), key, slug, number, edition_id)
        for key, slug, number, edition_id in rows.values_list("key", "edition__slug", "edition__number", "edition_id")
    }
    return list(found.values())


def refusal_to_delete(publication: Publication) -> str:
    """Why it cannot be deleted, and what can be done instead."""
    return f"{publication}, so it cannot be deleted; leave it out of the next edition, or withdraw the brief."


def check_name(instance: models.Model, using: str = DEFAULT_DB_ALIAS) -> None:
    """Raise ValidationError, at the field, when saving would rename something that stands in an edition.

    No query unless the name was changed, or the instance was made with an id of its own or without its name.
    """
    field = INDEXES[type(instance)][0] if type(instance) in INDEXES else ""
    if field not in instance.__dict__:
        return
    stored, new = _stored_name(instance, field, using), getattr(instance, field)
    if stored is None or stored == new:
        return
    for publication in find_publications(type(instance), [stored], using):
        raise ValidationError(
            {field: f"{field}: {publication}, so its {field} stays “{stored}”. Add a new {publication.noun} instead."}
        )


def connect_guards() -> None:
    """Let every model of INDEXES be guarded; called once, when Django starts."""
    for model in INDEXES:
        for signal, guard in (
            (post_init, _remember_name),
            (pre_save, _refuse_renaming),
            (post_save, _remember_name),
            (pre_delete, _refuse_deletion),
        ):
            signal.connect(guard, sender=model, dispatch_uid=f"briefs.protection.{guard.__name__}")


def _remember_name(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Keep the name a row was read or last saved with, so that an ordinary save needs no query to compare."""
    update_fields = kwargs.get("update_fields")
    field = INDEXES[sender][0]
    if update_fields is None or field in update_fields:
        instance.__dict__["_stored_name"] = instance.__dict__.get(field)


def _stored_name(instance: models.Model, field: str, using: str) -> str | None:
    if instance.pk is None:
        return None
    remembered: str | None = instance.__dict__.get("_stored_name")
    if remembered is not None and not instance._state.adding:
        return remembered
    rows = type(instance)._base_manager.using(using).filter(pk=instance.pk)
    return rows.values_list(field, flat=True).first()


def _refuse_renaming(sender: type[models.Model], instance: models.Model, using: str, **kwargs: Any) -> None:
    update_fields = kwargs.get("update_fields")
    if update_fields is None or INDEXES[sender][0] in update_fields:
        check_name(instance, using)


def _refuse_deletion(sender: type[models.Model], instance: models.Model, using: str, **kwargs: Any) -> None:
    field = INDEXES[sender][0]
    names = {_stored_name(instance, field, using), instance.__dict__.get(field)} - {None}
    for publication in find_publications(sender, [name for name in names if name], using):
        raise ProtectedError(refusal_to_delete(publication), {instance})
