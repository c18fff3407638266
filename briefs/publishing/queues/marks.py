"""Whether anything moved at the desk: what took long to find out is found out again only after that."""

from collections.abc import Callable
from functools import cache as once
from hashlib import sha256
from typing import Any, TypeVar

from django.apps import apps
from django.core.cache import cache
from django.db.models import CharField, Count, Max, Model, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from briefs.desk.models import Approval, Capture, Comment, Event, StandingReason
from briefs.record.models import Edition, PublishedFollowUp, Withdrawal

Found = TypeVar("Found")
# A save that began earlier and ended later than another may leave the mark as it was; it shows after this time.
REMEMBERED = 60

ONLY_ADDED_TO: tuple[type[Model], ...] = (
    *(Approval, Capture, Comment, Edition, Event, PublishedFollowUp, StandingReason, Withdrawal),
)


@once
def with_history() -> tuple[Any, ...]:
    """Every noun of the desk whose saves a history keeps."""
    models = apps.get_app_config("briefs").get_models()
    return tuple(model for model in models if hasattr(model._meta, "simple_history_manager_attribute"))


def desk_mark() -> str:
    """A mark that every save, deletion or publication changes, and an edition whose time comes. One query."""
    histories = [_newest(model.history.order_by(), model, "history_id", "history_date") for model in with_history()]
    added = [_newest(model._default_manager.order_by(), model, "pk", "pk") for model in ONLY_ADDED_TO]
    public = Edition.objects.public(timezone.now()).order_by().values_list(Value("public"))
    shown = public.annotate(Count("pk"), last=Cast(Max("pk"), CharField()))
    rows = shown.union(*histories, *added, all=True)
    return sha256(repr(sorted(rows, key=str)).encode()).hexdigest()


def remembered(mark: str, name: str, find: Callable[[], Found]) -> Found:
    """What ``find`` gives, asked once for this mark of the desk; ids and sentences, no rows and no texts.

    All users share it: a name holds the id of the user where the answer depends on who asks.
    """
    key = f"desk:{mark}:{name}"
    known: Found | None = cache.get(key)
    if known is None:
        known = find()
        cache.set(key, known, REMEMBERED)
    return known


def _newest(rows: QuerySet[Any], model: type[Model], number: str, moment: str) -> QuerySet[Any, Any]:
    named = rows.values_list(Value(str(model._meta.model_name)))
    newest: QuerySet[Any, Any] = named.annotate(Max(number), last=Cast(Max(moment), CharField()))
    return newest
