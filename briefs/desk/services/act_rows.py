"""What one act wrote into the histories, row by row and field by field."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Subquery

from briefs.desk.models import Capture
from briefs.text.diffs import Piece, diff_words

MOST = 100
"""So many rows of one noun are read for one act; loading seeds writes thousands."""
BOOKKEEPING = {
    *("id", "version", "edited_by", "translation_group", "recorded_by"),
    *("occurred_earliest", "occurred_latest", "published_earliest", "published_latest"),
    *("prefix", "suffix", "start", "end", "raw_sha256", "text_sha256"),
}
NAMES = ("key", "title", "name", "exact")


@dataclass(frozen=True)
class FieldChange:
    """One field of a row before and after an act, as an editor reads it."""

    label: str
    old: str
    new: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The way from one to the other, word by word."""
        return diff_words(self.old, self.new)


@dataclass(frozen=True)
class RowChange:
    """One row that an act wrote; ``changes`` is empty when nothing an editor typed was changed."""

    noun: str
    object_id: int
    name: str
    what: Literal["added", "changed", "deleted"]
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class ActRows:
    """The rows of an act, noun by noun; ``left_out`` names the nouns of which there are more than are shown."""

    rows: tuple[RowChange, ...]
    left_out: tuple[str, ...]


@cache
def historical_models() -> tuple[Any, ...]:
    """The table of each noun that keeps a history."""
    found = []
    for model in apps.get_app_config("briefs").get_models():
        if manager := getattr(model._meta, "simple_history_manager_attribute", ""):
            found.append(getattr(model, manager).model)
    return tuple(found)


def acts_with_rows(acts: Iterable[UUID]) -> set[UUID]:
    """Which of these acts wrote into a history. One query."""
    acts = list(acts)
    first, *others = (
        table.objects.filter(act__in=acts).order_by().values_list("act", flat=True) for table in historical_models()
    )
    return set(first.union(*others))


def rows_of_act(act: UUID) -> ActRows:
    """Everything an act wrote into the histories. The number of queries depends on the nouns, not on the rows.

    A row that was saved several times in one act is one change, from what it was before to what it was after.
    """
    read: list[Written] = []
    left_out = []
    for table in historical_models():
        rows = list(_with_previous(table, act)[: MOST + 1])
        if len(rows) > MOST:
            left_out.append(str(table.instance_type._meta.verbose_name_plural))
        if rows := rows[:MOST]:
            read += _whole_changes(table, rows)
    names = _names_of(read)
    return ActRows(tuple(_row_change(written, names) for written in read), tuple(left_out))


@dataclass(frozen=True)
class Written:
    """A row before and after an act, as its history tells; None where it was not there."""

    before: Any
    after: Any
    what: Literal["added", "changed", "deleted"]


def _whole_changes(table: Any, rows: list[Any]) -> Iterator[Written]:
    by_object: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_object[row.id].append(row)
    wanted = {saves[0].previous for saves in by_object.values() if saves[0].previous is not None}
    previous = table.objects.prefetch_related(*_manies(table).values()).in_bulk(wanted)
    for saves in by_object.values():
        before, last = previous.get(saves[0].previous), saves[-1]
        if saves[0].history_type == "+":
            yield Written(None, last, "added")
        elif last.history_type == "-":
            yield Written(last, None, "deleted")
        else:
            yield Written(before, last, "changed")


def _with_previous(table: Any, act: UUID) -> models.QuerySet[Any]:
    earlier = table.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    rows = table.objects.filter(act=act).annotate(previous=Subquery(earlier.values("history_id")[:1]))
    found: models.QuerySet[Any] = rows.prefetch_related(*_manies(table).values()).order_by("history_id")
    return found


@cache
def _manies(table: Any) -> dict[Any, str]:
    """The many-to-many fields of a noun, each with the name under which its history hangs on a historical row."""
    links = {link.related_model.instance_type: link.get_accessor_name() for link in table._meta.related_objects}
    return {field: links[field.remote_field.through] for field in table._history_m2m_fields}


def _links(row: Any, field: Any) -> Iterator[Any]:
    """The ids a many-to-many field held."""
    table: Any = type(row)
    column = f"{field.related_model._meta.model_name}_id"
    return (getattr(link, column) for link in getattr(row, _manies(table)[field]).all())


def _told(row: Any) -> Iterator[Any]:
    return (field for field in row.tracked_fields if field.name not in BOOKKEEPING)


Names = dict[type[models.Model], dict[Any, str]]


def _names_of(read: Iterable[Written]) -> Names:
    """What every row that these point to is called; one query a model."""
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for written in read:
        for row in filter(None, (written.before, written.after)):
            for field in _told(row):
                if field.is_relation:
                    wanted[field.related_model].add(getattr(row, field.attname))
            for field in row._history_m2m_fields:
                wanted[field.related_model] |= set(_links(row, field))
    return {model: _names(model, ids - {None}) for model, ids in wanted.items()}


def _names(model: type[models.Model], ids: set[Any]) -> dict[Any, str]:
    rows: Any = model._base_manager
    if model is Capture:
        rows = Capture.objects.select_related("article").defer("raw_text", "text")
    return {pk: str(row) for pk, row in rows.in_bulk(ids).items()}


def _row_change(written: Written, names: Names) -> RowChange:
    old, new = written.before, written.after
    row = new or old
    pairs = [(field, _say(old, field, names), _say(new, field, names)) for field in _told(row)]
    pairs += [(field, _say_many(old, field, names), _say_many(new, field, names)) for field in row._history_m2m_fields]
    changes = tuple(FieldChange(_label(field), a, b) for field, a, b in pairs if a != b)
    noun = str(row.instance_type._meta.verbose_name)
    return RowChange(noun, row.id, _name(row, names), written.what, changes)


def _label(field: Any) -> str:
    words = str(field.verbose_name)
    return words[:1].upper() + words[1:]


def _say(row: Any, field: Any, names: Names) -> str:
    if row is None:
        return ""
    value = getattr(row, field.attname)
    if value in (None, ""):
        return ""
    if field.is_relation:
        return names[field.related_model].get(value, f"number {value}, deleted since")
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(dict(field.flatchoices).get(value, value))


def _say_many(row: Any, field: Any, names: Names) -> str:
    if row is None:
        return ""
    found = names[field.related_model]
    return ", ".join(sorted(found.get(pk, f"number {pk}, deleted since") for pk in _links(row, field)))


def _name(row: Any, names: Names) -> str:
    """What the row was called then; a row that only joins others is called after what it joins."""
    for attribute in NAMES:
        if value := getattr(row, attribute, ""):
            return str(value)[:80]
    joined = (_say(row, field, names) for field in _told(row) if field.is_relation)
    return ", ".join(filter(None, joined)) or f"number {row.id}"
