"""What earlier loads left at the desk, what was edited there since, and what this load does about it."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from briefs.desk.models import (
    Actor,
    Article,
    Brief,
    Claim,
    Country,
    Lever,
    LoadedSeed,
    Recommendation,
    Topic,
    VersionedModel,
)
from briefs.text.canonical import sha256_of

from .items import Item, plain_values, problems_of
from .problems import SeedProblems

Act = Literal["created", "updated", "unchanged", "kept"]
M = TypeVar("M", bound=VersionedModel)

NOUNS: dict[str, tuple[type[VersionedModel], str, tuple[str, ...]]] = {
    "country": (Country, "code", ()),
    "topic": (Topic, "slug", ()),
    "lever": (Lever, "slug", ()),
    "actor": (Actor, "slug", ()),
    "article": (Article, "key", ("bylines",)),
    "claim": (Claim, "key", ("evidence",)),
    "recommendation": (Recommendation, "key", ("bases", "lineage", "follow_ups")),
    "brief": (Brief, "slug", ("bylines", "placements")),
}
"""Each noun's model, the field it is known by, and its parts: an edit of a part is an edit of the whole."""


@dataclass
class Report:
    """What a load did: how many of each noun it treated how, and in sentences what it kept as it stood."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    kept: list[str] = field(default_factory=list)

    def count(self, noun: str, act: Act) -> Act:
        self.counts[noun][act] += 1
        return act

    def keep(self, noun: str, key: str, reason: str) -> Act:
        self.kept.append(f"{noun} {key}: {reason}")
        return self.count(noun, "kept")

    @property
    def changed(self) -> bool:
        """Whether the load wrote anything."""
        return any(acts["created"] or acts["updated"] for acts in self.counts.values())


class Ledger:
    """Decides what becomes of each item, and remembers it for the next load. Lives for one load."""

    def __init__(self) -> None:
        self.report = Report()
        self._loaded = {(row.noun, row.key): row for row in LoadedSeed.objects.all()}
        self._states = desk_states()
        self._stamps: dict[tuple[str, str], str] = {}
        self._rows: dict[type[Model], dict[str, Any]] = {}

    def decide(self, noun: str, key: str, sha256: str) -> Act:
        """What to do with an item whose content has this digest. Only a created or updated one is to be written."""
        loaded, state = self._loaded.get((noun, key)), self._states.get((noun, key))
        if loaded is None and state is not None:
            return self.report.keep(noun, key, "was made at the desk, and stays as it stands there.")
        if loaded is not None and state is None:
            return self.report.keep(noun, key, "was deleted at the desk, and stays so.")
        edited = loaded is not None and loaded.state != state
        if edited and loaded is not None and loaded.sha256 != sha256:
            return self.report.keep(noun, key, "was edited at the desk, and stays as it stands there.")
        if not edited:
            self._stamps[noun, key] = sha256
        if loaded is None:
            return self.report.count(noun, "created")
        return self.report.count(noun, "unchanged" if loaded.sha256 == sha256 else "updated")

    def open(self, item: Item[Any], model: type[M]) -> M | None:
        """The row to write the item's own values to, with them in it; None when it is not to be written."""
        name = NOUNS[item.noun][1]
        act = self.decide(item.noun, item.key, item.sha256())
        if act not in ("created", "updated"):
            return None
        row = model() if act == "created" else model._default_manager.get(**{name: item.key})
        for column, value in plain_values(item.seed, model).items():
            setattr(row, column, value)
        return row

    def find(self, model: type[M], key: str, item: Item[Any], *where: str | int) -> M:
        """The row an item names; raises SeedProblems when somebody deleted it at the desk."""
        if model not in self._rows:
            name = next(name for known, name, _ in NOUNS.values() if known is model)
            self._rows[model] = {getattr(row, name): row for row in model._default_manager.all()}
        row: M | None = self._rows[model].get(key)
        if row is None:
            message = f"“{key}” was deleted at the desk. Take it out here, or add it there again."
            raise item.refused(message, *where)
        return row

    def add(self, row: VersionedModel, key: str) -> None:
        """Let later items find a row written just now."""
        if type(row) in self._rows:
            self._rows[type(row)][key] = row

    def was(self, noun: str, key: str) -> str | None:
        """The digest of what an earlier load wrote under this name."""
        row = self._loaded.get((noun, key))
        return row.sha256 if row else None

    def remember(self, noun: str, key: str, sha256: str) -> None:
        """Note something that has no state to compare, because it never changes."""
        self._stamps[noun, key] = sha256

    def close(self) -> None:
        """Write down what was loaded and the state it was left in, for the next load."""
        states = desk_states()
        new = []
        for (noun, key), sha256 in self._stamps.items():
            state = states.get((noun, key), "")
            row = self._loaded.get((noun, key))
            if row is None:
                new.append(LoadedSeed(noun=noun, key=key, sha256=sha256, state=state))
            elif (row.sha256, row.state) != (sha256, state):
                row.sha256, row.state = sha256, state
                row.save(update_fields=["sha256", "state"])
        LoadedSeed.objects.bulk_create(new)


def desk_states() -> dict[tuple[str, str], str]:
    """For every thing at the desk, a digest that changes with each save of it or of one of its parts."""
    states: dict[tuple[str, str], str] = {}
    for noun, (model, name, parts) in NOUNS.items():
        keys: dict[int, str] = {}
        marks: dict[int, list[str]] = {}
        for pk, key, version in model._base_manager.values_list("pk", name, "version"):
            keys[pk], marks[pk] = key, [f"{pk}:{version}"]
        for part in parts:
            relation: Any = model._meta.get_field(part)
            rows = relation.related_model._base_manager.order_by("pk")
            for owner, pk, version in rows.values_list(relation.field.attname, "pk", "version"):
                marks[owner].append(f"{part} {pk}:{version}")
        states |= {(noun, keys[pk]): sha256_of("\n".join(mark)) for pk, mark in marks.items()}
    return states


def save(item: Item[Any], row: VersionedModel, *where: str | int) -> None:
    """Save a row; raises SeedProblems with what its model or the database objects to, in sentences."""
    saving(item, row, row.save, *where)


def saving(item: Item[Any], row: VersionedModel, act: Callable[[], None], *where: str | int) -> None:
    """Save a row by way of ``act``, a service of the desk; raises SeedProblems.

    Constraints cost a query each to check beforehand, so their sentences are only asked for once the database
    has refused the row.
    """
    try:
        row.clean_fields(exclude=[column.name for column in row._meta.fields if column.is_relation])
        row.clean()
        try:
            with transaction.atomic():
                act()
        except IntegrityError:
            row.full_clean()
            raise
    except ValidationError as error:
        raise SeedProblems(problems_of(item, error, *where)) from None
