from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from briefs.desk.models import Article, Capture
from briefs.text.canonical import sha256_of
from briefs.text.normalise import NORMALISATION_RULE, normalise


def add_capture(
    *, article: Article, kind: str, raw_text: str, captured_at: datetime, method: str, by: Any = None
) -> Capture:
    """Keep a copy of an article's text, or a digest of it; the same text again gives the capture already there.

    Raises ValidationError when the text is empty or cannot be normalised, or when the full text may not be kept.
    """
    if kind == Capture.Kind.FULL_TEXT and not article.full_text_allowed:
        raise ValidationError(
            {"kind": f"kind: the full text of {article.key} may not be kept. Write a digest, or allow its full text."}
        )
    raw_sha256 = sha256_of(raw_text)
    there = article.captures.filter(raw_sha256=raw_sha256).first()
    if there is not None:
        return there
    try:
        text = normalise(raw_text)
    except ValueError as error:
        raise ValidationError({"raw_text": f"raw_text: {error}"}) from None
    capture = Capture(
        article=article,
        kind=kind,
        raw_text=raw_text,
        text=text,
        raw_sha256=raw_sha256,
        text_sha256=sha256_of(text),
        normalisation_rule=NORMALISATION_RULE,
        captured_at=captured_at,
        method=method,
        captured_by=by,
    )
    capture.full_clean()
    capture.save()
    return capture
