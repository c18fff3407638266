"""A form filled with what was typed into it and never saved; and what that changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst

from briefs.text.diffs import Piece, diff_words

from .conflicts import describe_value

LONGEST_DIFF = 200_000
MOST_ROWS = 200
NOT_SHOWN = {"DELETE", "ORDER", "id", "started_from"}


class RestoredData(QueryDict):
    """What a working copy holds, as if a browser had posted it. Forms show it; none of them ever saves it."""

    @classmethod
    def of(cls, fields: Mapping[str, Sequence[str]]) -> "RestoredData":
        data = cls("", mutable=True)
        for name, values in fields.items():
            data.setlist(name, [str(value) for value in values])
        return data


class RestorableForm(forms.ModelForm):
    """A form that can be filled from a working copy: not checked yet, and never valid before it is really posted."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_restored = isinstance(self.data, RestoredData)
        if self.is_restored:
            self._errors = ErrorDict()

    def is_valid(self) -> bool:
        return not self.is_restored and super().is_valid()


class RestorableFormSet(forms.BaseInlineFormSet):
    """Rows that can be filled from a working copy; see RestorableForm."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_restored = isinstance(self.data, RestoredData)

    def is_valid(self) -> bool:
        return not self.is_restored and super().is_valid()

    def full_clean(self) -> None:
        if not self.is_restored:
            super().full_clean()
            return
        self._errors: list[Any] = [form.errors for form in self.forms]
        self._non_form_errors = self.error_class(error_class="nonform")


@dataclass(frozen=True)
class RestoredField:
    """A field in which the unsaved text differs from what is stored: both, and the way from one to the other."""

    label: str
    stored: str
    yours: str
    pieces: tuple[Piece, ...]


def fill_request(request: HttpRequest, fields: Mapping[str, Sequence[str]]) -> None:
    """Let the rest of this request see the working copy as posted data that cannot be saved."""
    # Reading the files makes Django read the body, which it would otherwise do later and forget what stands here.
    _ = request.FILES
    request.POST = RestoredData.of(fields)  # type: ignore[assignment]
    request.method = "POST"


def find_unsaved(
    fields: Mapping[str, Sequence[str]], form: forms.ModelForm, formsets: Sequence[Any]
) -> tuple[RestoredField, ...]:
    """What a working copy would change in a form and its rows, as they were opened just now; empty if nothing."""
    data = RestoredData.of(fields)
    found = list(_differences(form, _filled(form, data)))
    for formset in formsets:
        found += _in_rows(formset, data)
    return tuple(found)


def _filled(form: forms.ModelForm, data: RestoredData) -> forms.ModelForm:
    return type(form)(data, instance=form.instance, prefix=form.prefix, initial=form.initial)


def _in_rows(formset: Any, data: RestoredData) -> Iterator[RestoredField]:
    noun = capfirst(str(formset.model._meta.verbose_name))
    pk_name = formset.model._meta.pk.name
    stored = {str(row.instance.pk): row for row in formset.initial_forms}
    try:
        total = min(int(data.get(f"{formset.prefix}-TOTAL_FORMS", "")), MOST_ROWS)
    except ValueError:
        return
    for index in range(total):
        prefix = f"{formset.prefix}-{index}"
        known = stored.get(data.get(f"{prefix}-{pk_name}") or "") or formset.empty_form
        filled = type(known)(data, prefix=prefix, **_row_arguments(formset, known))
        name = f"{noun} {index + 1}"
        if data.get(f"{prefix}-DELETE"):
            yield _field(name, str(known.instance), "")
            continue
        for change in _differences(known, filled):
            yield RestoredField(f"{name}: {change.label}", change.stored, change.yours, change.pieces)


def _row_arguments(formset: Any, form: Any) -> dict[str, Any]:
    return {**formset.form_kwargs, "instance": form.instance, "initial": form.initial}


def _differences(stored: Any, filled: Any) -> Iterator[RestoredField]:
    for name, field in stored.fields.items():
        if name in NOT_SHOWN or field.widget.is_hidden or name not in filled.fields:
            continue
        bound = filled[name]
        if not bound._has_changed():
            continue
        was = describe_value(field, stored.get_initial_for_field(field, name))
        now = describe_value(field, _readable(field, bound.data))
        if was != now:
            yield _field(str(bound.label), was, now)


def _readable(field: forms.Field, raw: Any) -> Any:
    """Posted text as the value it stands for; as it is, where it stands for none."""
    try:
        return field.to_python(raw)
    except forms.ValidationError:
        return raw


def _field(label: str, was: str, now: str) -> RestoredField:
    pieces = diff_words(was, now) if len(was) + len(now) <= LONGEST_DIFF else ()
    return RestoredField(label, was, now, pieces)
