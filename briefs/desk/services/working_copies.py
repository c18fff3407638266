"""What somebody types is kept while they type, and colleagues are told who has a form open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from briefs.desk.models import WorkingCopy

PRESENT_FOR = timedelta(seconds=70)
"""A page says every twenty seconds that it is open; one that has missed three was closed, or its machine died."""
KEPT_FOR = timedelta(days=30)
MOST_COPIES = 200
NEVER_KEPT = ("csrfmiddlewaretoken", "password", "working_copy_")

Fields = Mapping[str, Sequence[str]]


class TooManyCopies(Exception):
    """Somebody has more unsaved texts than anybody can look through. Nothing was kept."""

    def __init__(self) -> None:
        super().__init__(
            f"You have {MOST_COPIES} unsaved texts, and that is the most that is kept: "
            "save or discard some of them. This one is kept in this tab only."
        )


class LaterKept(Exception):
    """The page has sent something later already, by its count, which is ``turn``. Nothing was kept."""

    def __init__(self, turn: int) -> None:
        self.turn = turn
        super().__init__("Something later was kept already. Send it again with a higher count.")


@dataclass(frozen=True)
class Tab:
    """One form, open in one tab of one person. ``object_id`` is 0 in a form that adds something new."""

    owner: Any
    noun: str
    object_id: int
    name: str

    def rows(self) -> Any:
        return WorkingCopy.objects.filter(owner=self.owner, noun=self.noun, object_id=self.object_id, tab=self.name)


@dataclass(frozen=True)
class Presence:
    """Somebody has the form open: since when, and whether they have typed in it."""

    user: Any
    since: datetime
    has_typed: bool


def keep_working_copy(
    *, tab: Tab, fields: Fields, started_from: int | None, turn: int, replaces: int | None = None
) -> datetime:
    """Keep what stands in the form now; returns when. What a page sent earlier never overwrites what it sent later.

    ``replaces`` is a copy of the same owner and form that was taken back into this one: it goes.
    Raises LaterKept, TooManyCopies.
    """
    now = timezone.now()
    kept = {
        "fields": {name: list(values) for name, values in fields.items() if not _is_secret(name)},
        "started_from": started_from,
        "turn": turn,
        "typed_at": now,
        "seen_at": now,
        "is_open": True,
    }
    if not _update_or_add(tab, tab.rows().filter(turn__lt=turn), kept):
        raise LaterKept(tab.rows().values_list("turn", flat=True).first() or 0)
    if replaces is not None:
        discard_alike(user=tab.owner, noun=tab.noun, object_id=tab.object_id, pk=replaces, except_tab=tab.name)
    return now


def seen(*, tab: Tab) -> None:
    """The page says that it is still open. Raises TooManyCopies."""
    _update_or_add(tab, tab.rows(), {"seen_at": timezone.now(), "is_open": True})


def closed(*, tab: Tab) -> None:
    """The page says that it closes: what was typed in it stays, and nobody is there any more."""
    tab.rows().filter(typed_at=None).delete()
    tab.rows().update(is_open=False)


def discard(*, owner: Any, **which: Any) -> int:
    """Delete copies of ``owner``, by any of their columns; returns how many."""
    count, _ = WorkingCopy.objects.filter(owner=owner, **which).delete()
    return count


def discard_alike(*, user: Any, noun: str, object_id: int, pk: int, except_tab: str = "") -> None:
    """Delete a copy that was taken back, with those of the same form that say the same."""
    copies = copies_for(user=user, noun=noun, object_id=object_id)
    taken = [copy.fields for copy in copies if copy.pk == pk]
    alike = [copy.pk for copy in copies if copy.fields in taken and copy.tab != except_tab]
    discard(owner=user, pk__in=alike)


def discard_stale() -> None:
    """Delete what nobody came back for, and who was there a day ago."""
    now = timezone.now()
    WorkingCopy.objects.filter(typed_at__lt=now - KEPT_FOR).delete()
    WorkingCopy.objects.filter(typed_at=None, seen_at__lt=now - timedelta(days=1)).delete()


def copies_for(*, user: Any, noun: str, object_id: int) -> list[WorkingCopy]:
    """The unsaved texts somebody has of a form, newest first."""
    return list(
        WorkingCopy.objects.filter(
            owner=user, noun=noun, object_id=object_id, typed_at__gte=timezone.now() - KEPT_FOR
        ).order_by("-typed_at", "-pk")
    )


def who_is_editing(*, noun: str, object_id: int, except_tab: str = "", except_user: Any = None) -> list[Presence]:
    """Everybody who has the form of something open, each once, in the order they came. One query."""
    rows = WorkingCopy.objects.filter(
        noun=noun, object_id=object_id, is_open=True, seen_at__gte=timezone.now() - PRESENT_FOR
    )
    rows = rows.exclude(tab=except_tab)
    if except_user is not None:
        rows = rows.exclude(owner=except_user)
    return _each_once(rows.select_related("owner").defer("fields").order_by("opened_at", "pk"))


def at_the_form(*, user: Any, noun: str, object_id: int) -> tuple[list[Presence], list[WorkingCopy]]:
    """Who else has a form open, as who_is_editing tells, and one's own unsaved texts, as copies_for. One query."""
    now = timezone.now()
    open_now = Q(is_open=True, seen_at__gte=now - PRESENT_FOR) & ~Q(owner=user)
    own = Q(owner=user, typed_at__gte=now - KEPT_FOR)
    rows = WorkingCopy.objects.filter(open_now | own, noun=noun, object_id=object_id).select_related("owner")
    found = list(rows.order_by("opened_at", "pk"))
    copies = [row for row in found if row.owner_id == user.pk]
    copies.sort(key=lambda copy: (copy.typed_at, copy.pk), reverse=True)
    return _each_once(row for row in found if row.owner_id != user.pk), copies


def is_present(copy: WorkingCopy) -> bool:
    """Whether the page a copy was typed in seems to be open still."""
    return copy.is_open and copy.seen_at >= timezone.now() - PRESENT_FOR


def _each_once(rows: Iterable[WorkingCopy]) -> list[Presence]:
    found: dict[int, Presence] = {}
    for row in rows:
        before = found.get(row.owner_id)
        since = before.since if before else row.opened_at
        typed = row.typed_at is not None or bool(before and before.has_typed)
        found[row.owner_id] = Presence(row.owner, since, typed)
    return list(found.values())


def _update_or_add(tab: Tab, rows: Any, values: dict[str, Any]) -> bool:
    """Whether it was written; it is not when the tab's copy is none of ``rows``."""
    if rows.update(**values):
        return True
    if tab.rows().exists():
        return False
    discard_stale()
    if WorkingCopy.objects.filter(owner=tab.owner).count() >= MOST_COPIES:
        raise TooManyCopies
    try:
        with transaction.atomic():
            WorkingCopy.objects.create(
                owner=tab.owner,
                noun=tab.noun,
                object_id=tab.object_id,
                tab=tab.name,
                opened_at=values["seen_at"],
                **values,
            )
    except IntegrityError:
        # Another request of the same page was faster.
        return bool(rows.update(**values))
    return True


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in NEVER_KEPT)
