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

from .nouns import Noun, noun_of
from .search import LONGEST, nearest_keys

SEPARATORS = re.compile(r"[\s,;]+")
MOST_KEYS = 200


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
        return " ".join(str(key) for key in self)


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
            '<span class="pick"><input{}><span class="pick-label">{}</span></span>',
            flatatt({**typed, **widget["attrs"]}),
            label,
        )

    def _several(self, value: Any) -> Iterable[Any]:
        return (key for key in value or () if isinstance(key, PickedKey)) if self.many else ()


class PickManyInput(PickInput):
    """Several keys in one text input, divided by spaces or commas."""

    many = True

    def format_value(self, value: Any) -> str:
        return " ".join(str(key) for key in value or ())

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return [key for value in values for key in SEPARATORS.split(str(value)) if key]


class _Picking:
    """What both fields share: keys instead of ids, and an error that names the nearest keys."""

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

    def unknown(self, key: str) -> ValidationError:
        """A sentence for the editor; ``key`` may be anything."""
        noun = self.noun.model._meta.verbose_name
        near = nearest_keys(self.noun, key)
        advice = f"Did you mean {' or '.join(near)}?" if near else "Type a few words of it and choose from the list."
        shown = key.replace("\x00", "\N{REPLACEMENT CHARACTER}")
        shown = shown if len(shown) <= 60 else f"{shown[:60]}…"
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
        row = None
        if _possible(typed, self.noun):
            row = self.queryset.filter(**{str(self.to_field_name): typed}).first()  # type: ignore[union-attr]
        if row is None:
            raise self.unknown(typed)
        return row


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

    def clean(self, value: Any) -> Any:
        typed = list(dict.fromkeys(str(key).removeprefix("@") for key in value or ()))
        if len(typed) > MOST_KEYS:
            raise ValidationError(f"{len(typed)} are named, and {MOST_KEYS} is the most. Remove some.")
        if self.required and not typed:
            raise ValidationError(self.error_messages["required"], code="required")
        possible = [key for key in typed if _possible(key, self.noun)]
        name = str(self.to_field_name)
        rows = self.queryset.filter(**{f"{name}__in": possible})  # type: ignore[union-attr]
        known = {str(getattr(row, name)) for row in rows}
        if strange := [key for key in typed if key not in known]:
            raise ValidationError([self.unknown(key) for key in strange[:5]])
        return rows


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
