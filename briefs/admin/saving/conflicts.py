"""Two editors, one row: who was first, and what stands against what."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone

from .merging import offer_merge


@dataclass(frozen=True)
class ConflictRow:
    """One field in which the stored text and the editor's differ. ``whose`` says who changed it, if history knows."""

    label: str
    stored: str
    yours: str
    whose: str


@dataclass(frozen=True)
class Conflict:
    """A form that started from an older version than the one stored now. Nothing of it was saved."""

    sentence: str
    rows: tuple[ConflictRow, ...]
    merged: tuple[tuple[str, str], ...] = ()
    """The fields that ask paragraph by paragraph instead: label, and id on the page."""


def find_conflict(form: forms.ModelForm, *, started_from: int | None) -> Conflict:
    """What an editor must see before saving on top of somebody else's change."""
    instance = form.instance
    base = _history(instance).filter(version=started_from).first() if started_from is not None else None
    rows, merged = [], []
    for name, field in form.fields.items():
        if field.widget.is_hidden or name in {"DELETE", "id"}:
            continue
        stored = describe_value(field, form.get_initial_for_field(field, name))
        yours = describe_value(field, _posted(form, name))
        if stored == yours:
            continue
        was, label = _base_value(base, instance, field, name), str(form[name].label)
        both = was is not None and was not in {stored, yours} and name in form.cleaned_data
        if both and offer_merge(field, label=label, base=was or "", theirs=stored, yours=yours):
            merged.append((label, form[name].auto_id))
        else:
            rows.append(ConflictRow(label, stored, yours, _whose(was, stored, yours)))
    who = describe_last_change(type(instance), instance.pk, "changed")
    sentence = (
        f"This {instance._meta.verbose_name} was {who} after you opened it, so nothing was saved. "
        "Compare both texts, settle what should stand and save again."
    )
    return Conflict(sentence, tuple(rows), tuple(merged))


def describe_last_change(model: type[models.Model], pk: Any, act: str) -> str:
    """For example “changed by aida on 3 December 2025, 10:15”, as far as the history knows."""
    record = model.history.filter(**{model._meta.pk.attname: pk}).select_related("history_user").first()  # type: ignore
    if record is None:
        return f"{act} by somebody else"
    name = record.history_user.get_username() if record.history_user else "somebody else"
    moment = timezone.localtime(record.history_date)
    return f"{act} by {name} on {moment.day} {moment:%B %Y, %H:%M}"


def untouched_fields(form: forms.ModelForm, *, started_from: int | None) -> list[str]:
    """The fields in which the editor left what stood there, so that the stored value is theirs, too."""
    base = _history(form.instance).filter(version=started_from).first() if started_from is not None else None
    names = []
    for name, field in form.fields.items():
        was = _base_value(base, form.instance, field, name)
        if was is not None and was == describe_value(field, _posted(form, name)):
            names.append(name)
    return names


def describe_value(field: forms.Field, value: Any) -> str:
    """A form value as an editor reads it: names instead of ids, words instead of codes."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(sorted(str(item) for item in value or ()))
    if isinstance(field, forms.ModelChoiceField):
        if value in field.empty_values:
            return ""
        if not isinstance(value, models.Model):
            choices: Any = field.queryset
            value = choices.filter(pk=value).first() if str(value).isdecimal() else value
        return str(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _posted(form: forms.ModelForm, name: str) -> Any:
    return form.cleaned_data[name] if name in form.cleaned_data else form[name].data


def _history(instance: models.Model) -> Any:
    return instance.history  # type: ignore[attr-defined]


def _base_value(base: Any, instance: models.Model, field: forms.Field, name: str) -> str | None:
    """What stood in the field when the editor opened the form; None when history does not tell."""
    if base is None or isinstance(field, forms.ModelMultipleChoiceField):
        return None
    try:
        column = instance._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    attname = getattr(column, "attname", "")
    return describe_value(field, getattr(base, attname)) if hasattr(base, attname) else None


def _whose(was: str | None, stored: str, yours: str) -> str:
    if was is None:
        return ""
    if was == yours:
        return "changed by them, not by you"
    return "changed by you, not by them" if was == stored else "changed by both"
