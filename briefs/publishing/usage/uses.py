"""How a use of a noun is told: what uses it, in which way, and whether that keeps it from being deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, QuerySet, Window
from django.utils import timezone
from django.utils.text import Truncator

from briefs.desk.models import Approval, Brief, Claim, Evidence, FollowUp, Recommendation

LONGEST = 12
WORDS = 14


@dataclass(frozen=True)
class Use:
    """One thing that uses a noun. ``noun`` is the name of its model, ``pk`` its id there.

    ``name`` is its key or title, ``label`` that and the start of its words, for a list. ``state`` is that of a
    brief, or of an edition: live, scheduled, superseded or withdrawn; else empty.
    """

    noun: str
    pk: int
    name: str
    label: str
    state: str = ""


@dataclass(frozen=True)
class UseGroup:
    """All that uses a noun in one way: the first of them, and how many there are.

    What ``blocks`` keeps the noun from being deleted; the rest is told, and stays when the noun goes.
    """

    how: str
    uses: tuple[Use, ...]
    total: int
    blocks: bool = True

    @property
    def more(self) -> int:
        return self.total - len(self.uses)

    def __str__(self) -> str:
        names = "; ".join(use.name for use in self.uses)
        return f"{self.how} {names}{f' and {self.more} more' if self.more else ''}"


def group_of(how: str, rows: QuerySet[Any], *, blocks: bool = True) -> UseGroup:
    """The first of the rows and the number of all, in one query."""
    found = list(rows.annotate(total_n=Window(Count("pk")))[:LONGEST])
    return UseGroup(how, tuple(use_of(row) for row in found), found[0].total_n if found else 0, blocks)


def group_of_list(how: str, rows: Sequence[Any], *, blocks: bool = True) -> UseGroup:
    """The same for rows already read."""
    return UseGroup(how, tuple(use_of(row) for row in rows[:LONGEST]), len(rows), blocks)


def use_of(row: Model) -> Use:
    """A row as a list names it."""
    state = row.get_state_display().lower() if isinstance(row, Brief) else ""
    return Use(str(row._meta.model_name), row.pk, str(row), label_of(row), state)


def label_of(row: Model) -> str:
    """What a row is called in a list: its key and the start of its words, where it has both."""
    match row:
        case Claim():
            return f"{row.key}: {_start(row.statement)}"
        case Recommendation():
            return f"{row.key}: {_start(row.text)}"
        case Evidence():
            return f"{row.claim.key}: “{_start(row.exact)}”"
        case FollowUp():
            return f"{row.recommendation.key}: {row.status} on {row.dated:%d %B %Y}"
        case Approval():
            return f"{timezone.localtime(row.approved_at):%d %B %Y} by {row.approved_by.get_username()}"
        case _:
            return str(row)


def _start(text: str) -> str:
    return Truncator(text).words(WORDS, truncate=" …")
