"""Nothing that is used is deleted, neither by hand nor because the database would quietly unlink it.

The guards listen to Django's signals, like those in protection.py, which keep what stands in an edition. What is
part of a row goes with it: the passages of a claim nobody cites, bylines, placements, comments.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.utils.text import capfirst

from briefs.desk.models import Capture, Claim, Evidence, Lever

from .holding import READ, editions_holding
from .uses import UseGroup
from .where_used import USES, used_at_the_desk, where_used

_replacing: ContextVar[frozenset[int]] = ContextVar("replacing_passages", default=frozenset())


def what_keeps(row: models.Model, *, going: Iterable[int] = ()) -> list[UseGroup]:
    """The uses that keep a row from being deleted, editions too; empty when it may go.

    ``going`` are the ids of rows of the same model that would be deleted with it.
    """
    if isinstance(row, Evidence):
        return uses_of_unsupported(row.claim) if takes_last_support(row.claim, {row.pk, *going}) else []
    return [group for group in where_used(row) if group.blocks]


def refusal(row: models.Model, groups: Iterable[UseGroup]) -> str:
    """Why a row cannot be deleted, and what to do first, in sentences."""
    noun, told = row._meta.verbose_name, ". ".join(f"{str(group)[:1].upper()}{str(group)[1:]}" for group in groups)
    if isinstance(row, Evidence):
        return (
            f"This passage cannot be deleted: it is the last that supports claim {row.claim.key}. {told}. "
            "Add another supporting passage first, or take the claim out there."
        )
    return f"{capfirst(noun)} {row} is used, so it cannot be deleted. {told}. Take it out there first."


def takes_last_support(claim: Claim, going: Iterable[int]) -> bool:
    """Whether a claim that has a supporting passage would have none without these. One query."""
    passages = set(supporting(claim).values_list("pk", flat=True))
    return bool(passages) and passages <= set(going)


def supporting(claim: Claim) -> models.QuerySet[Evidence]:
    """The passages that support a claim, as publishing asks for them."""
    passages = Evidence.objects.filter(claim=claim, stance=Evidence.Stance.SUPPORTS)
    return passages.exclude(modality=Evidence.Modality.DENIED)


def supports(passage: Evidence) -> bool:
    """The same of one passage, as it would be saved."""
    return passage.stance == Evidence.Stance.SUPPORTS and passage.modality != Evidence.Modality.DENIED


def uses_of_unsupported(claim: Claim) -> list[UseGroup]:
    """What a claim without support would leave standing on nothing: drafts, and the editions readers get."""
    return [group for group in where_used(claim) if group.how != "stands in" or _is_read(group)]


@contextmanager
def replacing_passages(claim: Claim) -> Iterator[None]:
    """Passages of a claim may go and others come; what is left is looked at in the end.

    Raises ProtectedError when a claim that is used has lost its support.
    """
    had = supporting(claim).exists()
    token = _replacing.set(_replacing.get() | {claim.pk})
    try:
        yield
    finally:
        _replacing.reset(token)
    if had and not supporting(claim).exists() and (groups := uses_of_unsupported(claim)):
        lost = Evidence(claim=claim)
        raise ProtectedError(refusal(lost, groups), {claim})


def connect_deletion_guards() -> None:
    """Let every noun be guarded; called once, when Django starts."""
    for model in USES:
        pre_delete.connect(_refuse_deletion, sender=model, dispatch_uid="briefs.deletion")


def _is_read(group: UseGroup) -> bool:
    return any(use.state in READ for use in group.uses)


def _refuse_deletion(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    origin = kwargs.get("origin")
    if origin is not None and getattr(origin, "model", type(origin)) is not sender:
        return
    if groups := _keeping(instance, origin):
        raise ProtectedError(refusal(instance, groups), {instance})


def _keeping(instance: models.Model, origin: Any) -> list[UseGroup]:
    """What keeps it at the desk; for nouns known by a name, protection.py asks the editions."""
    if isinstance(instance, Evidence):
        if instance.claim_id in _replacing.get():
            return []
        together = origin.values_list("pk", flat=True) if isinstance(origin, models.QuerySet) else ()
        return what_keeps(instance, going=together)
    groups = [group for group in used_at_the_desk(instance) if group.blocks]
    if isinstance(instance, Capture | Lever) and (held := editions_holding(instance)).total:
        groups.append(held)
    return groups
