"""Topics and countries are told alike: their name, the briefs filed under them, and the claims that are."""

import json
from typing import Any

from briefs.record.models import PublishedCountry, PublishedTopic

from .parts import keys_of


def describe_use(rows: list[PublishedTopic] | list[PublishedCountry]) -> dict[str, Any]:
    """Name, brief slugs and claim keys of a term, from its live rows."""
    entries = [json.loads(row.data) for row in rows]
    filed = [row.edition.slug for row, entry in zip(rows, entries, strict=True) if entry["of_brief"]]
    return {
        "name": entries[0]["name"],
        "briefs": filed,
        "claims": keys_of([entry["claims"] for entry in entries]),
    }
