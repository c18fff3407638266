"""Form fields for one thing or several, named by key in a text input; scripts make a combobox of it."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .nouns import Match, Noun, noun_of
from .search import LONGEST, named_so, nearest

DIVIDERS = re.compile(r"[,;\n]+")
MOST_KEYS = 200
LONGEST_SHOWN = 60
NAMED = '<span class="pick"><input{input}><span class="pick-label">{label}</span></span>'
# A bare number tells nobody anything, so what it stands for is said first.
NUMBERED = '<span class="pick pick-numbered"><span class="pick-label">{label}</span><input{input}></span>'


class PickedKey(str):
    """A key that still knows what it names, so that a form can say it without asking again."""

    __slots__ = ("label",)
    label: str

    def __new__(cls, key: str, label: str) -> "PickedKey":
        picked = super().__new__(cls, key)
        picked.label = label
        return picked


class PickedKeys(list[Any]):
    """Several keys, written as one text."""

    def __str__(self) -> str:
        """Divided by spaces; by commas where one of them, being a name, holds a space."""
        several = [str(key) for key in self]
        return "".join(f"{key}, " for key in several) if any(" " in key for key in several) else " ".join(several)


class PickInput(forms.TextInput):
    """A text input that says what it picks; its label stands beside it."""

    noun: Noun
    many = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-pick": self.noun.name,
            "data-pick-url": reverse("admin:desk_complete", args=[self.noun.name]),
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        if self.many:
            labels = {str(key): key.label for key in value or () if isinstance(key, PickedKey)}
            context["widget"]["attrs"] |= {"data-pick-many": "", "data-pick-labels": json.dumps(labels)}
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        label = getattr(value, "label", "") or ", ".join(getattr(key, "label", "") for key in self._several(value))
        widget = self.get_context(name, value, attrs)["widget"]
        typed = {"type": "text", "name": name, **({"value": widget["value"]} if widget["value"] else {})}
        # Written out, as a page has many of them and the template of a widget takes ten times as long.
        return format_html(
            NUMBERED if self.noun.key == "pk" else NAMED,
            input=flatatt({**typed, **widget["attrs"]}),
            label=label,
        )

    def _several(self, value: Any) -> Iterable[Any]:
        return (key for key in value or () if isinstance(key, PickedKey)) if self.many else ()


class PickManyInput(PickInput):
    """Several keys or names in one text input: divided by commas or semicolons, and keys by spaces, too."""

    many = True

    def format_value(self, value: Any) -> str:
        return str(PickedKeys(value or ()))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return [key.strip() for value in values for key in DIVIDERS.split(str(value)) if key.strip()]


class _Picking:
    """What both fields share: keys or whole names instead of ids, and an error that names the nearest."""

    noun: Noun

    def picked(self, value: Any) -> Any:
        """The key of a row, of an id that a model form starts from, or of what was typed."""
        if isinstance(value, Model):
            match = self.noun.match(value)
            return PickedKey(match.key, match.label)
        if isinstance(value, int) and not isinstance(value, bool):
            row = self.noun.model._default_manager.filter(pk=value).first()
            return "" if row is None else self.picked(row)
        return value

    def unknown(self, typed: str, matches: list[Match]) -> ValidationError:
        """A sentence for the editor; ``typed`` may be anything."""
        noun = self.noun.model._meta.verbose_name
        near = [f"{match.key} ({_short(match.label)})" for match in nearest(matches, typed)]
        advice = f"Did you mean {' or '.join(near)}?" if near else "Give its key or its whole name."
        shown = _short(typed.replace("\x00", "\N{REPLACEMENT CHARACTER}"))
        return ValidationError(f"“{shown}” is no {noun} we know. {advice}", code="invalid_choice")


class PickField(_Picking, forms.ModelChoiceField):
    """One thing, by its key, slug or code."""

    def __init__(self, queryset: QuerySet[Any], *, key: str = "", **kwargs: Any) -> None:
        self.noun = noun_of(queryset.model)
        widget = PickInput()
        widget.noun = self.noun
        options: dict[str, Any] = {"widget": widget, "to_field_name": key or self.noun.key, **kwargs}
        super().__init__(queryset, **options)

    def prepare_value(self, value: Any) -> Any:
        return self.picked(value)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Model):
            return value
        typed = str(value or "").strip().removeprefix("@")
        if not typed:
            return None
        row = self._row(typed) if _possible(typed, self.noun) else None
        if row is None:
            matches = self.noun.matches()
            named = named_so(matches, typed)
            row = self._row(named.key) if named else None
            if row is None:
                raise self.unknown(typed, matches)
        return row

    def _row(self, key: str) -> Any:
        return self.queryset.filter(**{str(self.to_field_name): key}).first()  # type: ignore[union-attr]


class PickManyField(_Picking, forms.ModelMultipleChoiceField):
    """Several things, by key, in one text input."""

    def __init__(self, queryset: QuerySet[Any], *, key: str = "", **kwargs: Any) -> None:
        self.noun = noun_of(queryset.model)
        widget = PickManyInput()
        widget.noun = self.noun
        options: dict[str, Any] = {"widget": widget, "to_field_name": key or self.noun.key, **kwargs}
        super().__init__(queryset, **options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or not hasattr(value, "__iter__"):
            return PickedKeys() if value is None else value
        return PickedKeys(self.picked(item) for item in value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other things are named. Keys divided by spaces come as one piece, and a name may stand for a key."""
        keys, strange, _ = self._keys([str(piece) for piece in data or ()])
        return bool(strange) or super().has_changed(initial, keys)

    def clean(self, value: Any) -> Any:
        pieces = list(dict.fromkeys(str(piece) for piece in value or ()))
        if len(pieces) > MOST_KEYS:
            raise ValidationError(f"{len(pieces)} are named, and {MOST_KEYS} is the most. Remove some.")
        if self.required and not pieces:
            raise ValidationError(self.error_messages["required"], code="required")
        keys, strange, matches = self._keys(pieces)
        if not strange and len(keys) > MOST_KEYS:
            raise ValidationError(f"{len(keys)} are named, and {MOST_KEYS} is the most. Remove some.")
        if strange:
            raise ValidationError([self.unknown(name, matches) for name in strange[:5]])
        return self.queryset.filter(**{f"{self.to_field_name}__in": keys})  # type: ignore[union-attr]

    def _keys(self, pieces: list[str]) -> tuple[list[str], list[str], list[Match]]:
        """The keys that are meant, what nothing is called, and, where it was looked for, what there is."""
        typed = [key.removeprefix("@") for piece in pieces for key in piece.split()]
        known = self._known(typed)
        if known.issuperset(typed):
            return list(dict.fromkeys(typed)), [], []
        matches = self.noun.matches()
        keys: list[str] = []
        strange: list[str] = []
        for piece in pieces:
            words = piece.removeprefix("@").strip()
            several = [key.removeprefix("@") for key in piece.split()]
            whole = named_so(matches, words)
            found = [key if key in known else getattr(named_so(matches, key), "key", "") for key in several]
            if whole:
                keys.append(whole.key)
            elif any(found):
                keys += [key for key in found if key]
                strange += [key for key, is_known in zip(several, found, strict=True) if not is_known]
            else:
                strange.append(words)
        named = self._known(keys)
        return list(dict.fromkeys(keys)), [*strange, *(key for key in keys if key not in named)], matches

    def _known(self, keys: list[str]) -> set[str]:
        name = str(self.to_field_name)
        possible = {key for key in keys if _possible(key, self.noun)}
        rows = self.queryset.filter(**{f"{name}__in": possible})  # type: ignore[union-attr]
        return {str(key) for key in rows.values_list(name, flat=True)}


class PickingForm(forms.ModelForm):
    """A model form that starts its pick fields from rows already read, so that each row costs no query."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, PickField) and self.instance.pk is not None and name in self.initial:
                self.initial[name] = getattr(self.instance, name)


class OrderedRow(forms.ModelForm):
    """A row in an order. A new one of which nothing but its place is given is still empty."""

    def has_changed(self) -> bool:
        changed = set(self.changed_data)
        return bool(changed - {"position"} if self.instance.pk is None else changed)


def _possible(key: str, noun: Noun) -> bool:
    """Whether the database can be asked for this key."""
    if "\x00" in key or len(key) > LONGEST:
        return False
    return noun.key != "pk" or (key.isascii() and key.isdecimal() and len(key) < 19)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"
