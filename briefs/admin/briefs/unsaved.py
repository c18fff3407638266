"""A brief's draft as a form holds it, saved or not. Nothing here writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from briefs.desk.models import Actor, Brief, Recommendation
from briefs.publishing.document.draft import Draft, load_draft

TEXTS = ("title", "summary", "key_messages", "body")
MOST_ROWS = 200
LONGEST_KEY = 100


@dataclass(frozen=True)
class Typed:
    """A draft with the text of a form. ``refused`` says why a field's cannot be kept; its stored text stays."""

    draft: Draft
    refused: list[str]


def read_typed(brief: Brief, data: Mapping[str, Any]) -> Typed:
    """Put what was typed into ``brief``, which must not be saved after this, and read its draft."""
    refused = []
    for name in TEXTS:
        typed = data.get(name)
        if typed is None:
            continue
        try:
            text = str(typed).replace("\r\n", "\n").strip()
            setattr(brief, name, brief._meta.get_field(name).clean(text, brief) if text else "")  # type: ignore[union-attr]
        except ValidationError as error:
            sentence = " ".join(error.messages)
            refused.append(sentence if sentence.startswith(f"{name}:") else f"{name}: {sentence}")
    authors, recommendations = _keys(data, "bylines", "actor"), _keys(data, "placements", "recommendation")
    return Typed(
        load_draft(
            brief,
            authors=_in_order(Actor.objects.all(), "slug", authors),
            recommendations=_in_order(Recommendation.objects.select_related("lever"), "key", recommendations),
        ),
        refused,
    )


def _in_order(rows: QuerySet[Any], name: str, keys: list[str] | None) -> list[Any] | None:
    if keys is None:
        return None
    found = {getattr(row, name): row for row in rows.filter(**{f"{name}__in": keys})}
    return [found[key] for key in keys if key in found]


def _keys(data: Mapping[str, Any], prefix: str, field: str) -> list[str] | None:
    """The keys in the rows of a form, in their order; None when it has no such rows."""
    total = str(data.get(f"{prefix}-TOTAL_FORMS", ""))
    if not (total.isascii() and total.isdecimal()):
        return None
    rows = []
    for row in range(min(int(total[:6]), MOST_ROWS)):
        key = str(data.get(f"{prefix}-{row}-{field}", "")).strip()
        place = str(data.get(f"{prefix}-{row}-position", ""))
        if key and len(key) <= LONGEST_KEY and "\x00" not in key and not data.get(f"{prefix}-{row}-DELETE"):
            rows.append((int(place[:6]) if place.isascii() and place.isdecimal() else 0, row, key))
    return list(dict.fromkeys(key for *_, key in sorted(rows)))
