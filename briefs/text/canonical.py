"""One form of a value as text, and its SHA-256, so that the same content always has the same hash."""

import hashlib
import json


def canonical_json(value: object) -> str:
    """JSON with sorted keys and no spaces (RFC 8785 for strings, integers, lists and objects)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256_of(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
