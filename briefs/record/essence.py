"""What a claim or an article says, apart from where it stands and how it is filed: what corrections are about.

Left out of a claim: its number, its topics and countries, the order of its passages, and what its articles are
called, which is the articles' own to say. An article counts in full.
"""

import json
from typing import Any

from briefs.text.canonical import canonical_json, sha256_of

from .document import ArticleEntry, ClaimEntry

Entry = ClaimEntry | ArticleEntry

FILING = {"number", "countries", "topics"}


def essence_of(entry: Entry) -> dict[str, Any]:
    """The entry as plain data; two that say the same are equal."""
    return _essence(entry.model_dump(mode="json"))


def essence_sha256(entry: Entry | None) -> str:
    """The SHA-256 of an entry's essence as canonical JSON; of ``null`` for one that is gone."""
    return sha256_of(canonical_json(essence_of(entry) if entry is not None else None))


def frozen_sha256(data: str) -> str:
    """The same of a row of the published indexes, by its JSON: many times faster than by its entry."""
    frozen = json.loads(data)
    return sha256_of(canonical_json(_essence(frozen.get("article", frozen))))


def _essence(entry: dict[str, Any]) -> dict[str, Any]:
    if "statement" not in entry:
        return entry
    passages = [passage | {"article": passage["article"]["key"]} for passage in entry["evidence"]]
    told = {name: value for name, value in entry.items() if name not in FILING}
    return told | {"evidence": sorted(passages, key=canonical_json) if len(passages) > 1 else passages}
