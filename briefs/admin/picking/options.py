"""Django's own choosers, with enough of a thing in each option to tell it from its like."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.forms import ModelChoiceField
from django.utils.text import Truncator

from briefs.desk.models import Claim, Recommendation

MOST_WORDS = 30


def option_text(row: Any) -> str:
    """How an option names a row: a bare key says nothing, so the words it stands for follow."""
    if isinstance(row, Claim):
        sure = f"{row.confidence} confidence" if row.confidence else "confidence not stated"
        return f"{row.key} – {_start(row.statement)} ({sure})"
    if isinstance(row, Recommendation):
        return f"{row.key} – {_start(row.text)}"
    return str(row)


def name_options(field: Any) -> None:
    """Let a field of a form name what it offers so, what is chosen included."""
    if isinstance(field, ModelChoiceField):
        field.label_from_instance = option_text  # type: ignore[method-assign, assignment]


class NamedOptions(AutocompleteJsonView):
    """What a chooser with search is offered."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, Any]:
        return {**super().serialize_result(obj, to_field_name), "text": option_text(obj)}


def _start(text: str) -> str:
    return Truncator(text).words(MOST_WORDS, truncate=" …")
