"""Comments on a draft: written, answered, resolved, opened again. Each act is told with the text it was done on.

They stand in this room because an event names the content that an edition would hold, and only publishing builds it.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from briefs.desk.models import Brief, Comment, Event
from briefs.desk.services.events import record_event
from briefs.publishing.document.content import build_content
from briefs.publishing.refusals import NotAllowed
from briefs.text.anchors import CONTEXT, Location, Quote, describe, locate
from briefs.text.normalise import normalise

from .moves import require

SET_BY_US = {"brief", "answers", "written_by", "start", "end", "resolved_by", "resolved_at"}
MAX_PASSAGE = 1_000
"""So many characters one comment can be about; who means more comments on the field."""


def add_comment(
    *,
    brief: Brief,
    by: Any,
    text: str,
    field: str = "",
    exact: str = "",
    prefix: str = "",
    suffix: str = "",
    answers: Comment | None = None,
) -> Comment:
    """Comment on a passage of a field as it is stored, on a field, on the whole brief, or answer a comment.

    A passage that stands more than once needs ``prefix`` or ``suffix``, the words around it. Raises NotAllowed, or
    ValidationError with the field that is wrong; nothing is stored then.
    """
    require(by, "briefs.add_comment", "comment on a brief")
    with transaction.atomic():
        fresh = _stored(brief)
        comment = Comment(brief=fresh, text=text, field=field, written_by=by, answers=answers)
        if answers is not None:
            _check_answer(comment, answers, fresh)
        elif exact.strip():
            _place(comment, Quote(exact, prefix, suffix))
        comment.full_clean(exclude=SET_BY_US)
        comment.save()
        _tell(Event.Kind.COMMENTED, comment, by, "Answered" if answers else "Commented")
    return comment


def resolve_comment(*, comment: Comment, by: Any) -> None:
    """Say that a comment is settled. Raises NotAllowed, or StaleVersion when somebody was quicker."""
    require(by, "briefs.change_brief", "resolve a comment")
    if comment.answers_id is not None:
        raise NotAllowed("comment: this is an answer. Resolve the comment it answers.")
    if comment.resolved_by is not None:
        raise NotAllowed(f"comment: {comment.resolved_by.get_username()} has resolved it already.")
    with transaction.atomic():
        comment.resolved_by, comment.resolved_at = by, timezone.now()
        comment.save()
        _tell(Event.Kind.RESOLVED, comment, by, "Resolved")


def reopen_comment(*, comment: Comment, by: Any) -> None:
    """Say that a comment is not settled after all. Raises NotAllowed, or StaleVersion when somebody was quicker."""
    require(by, "briefs.change_brief", "open a comment again")
    if comment.resolved_by is None:
        raise NotAllowed("comment: it is open already.")
    with transaction.atomic():
        comment.resolved_by = comment.resolved_at = None
        comment.save()
        _tell(Event.Kind.COMMENTED, comment, by, "Opened again")


def _stored(brief: Brief) -> Brief:
    fresh = Brief.objects.filter(pk=brief.pk).first()
    if fresh is None:
        raise NotAllowed("brief: it was deleted meanwhile, so nobody can comment on it.")
    return fresh


def _check_answer(comment: Comment, answers: Comment, brief: Brief) -> None:
    if answers.brief_id != brief.pk:
        raise NotAllowed("comment: the one you answer belongs to another brief. Open that brief.")
    if answers.answers_id is not None:
        raise NotAllowed("comment: this is an answer itself. Answer the comment above it.")
    comment.field = ""


def _place(comment: Comment, passage: Quote) -> None:
    """Set the passage and its place; raises ValidationError when it is not plain which passage is meant."""
    if comment.field not in Comment.Field.values:
        raise ValidationError({"field": "field: choose the field in which the passage stands."})
    if len(passage.exact) > MAX_PASSAGE:
        raise ValidationError(
            {"exact": f"exact: is {len(passage.exact):,} characters long, {MAX_PASSAGE:,} is the most. Quote less."}
        )
    try:
        exact, prefix, suffix = (normalise(words) for words in (passage.exact.strip(), passage.prefix, passage.suffix))
    except ValueError as error:
        raise ValidationError({"exact": f"exact: {error}"}) from None
    text = getattr(comment.brief, comment.field)
    found = locate(Quote(exact, prefix[-CONTEXT:], suffix[:CONTEXT]), text)
    if found.state in {"orphaned", "fuzzy"} and text.count(exact) == 1:
        # Somebody's selection begins or ends inside a word.
        found = Location("anchored", at := text.index(exact), at + len(exact))
    where = Comment.Field(comment.field).label.lower()
    if found.state == "ambiguous":
        raise ValidationError(
            {
                "exact": f"exact: stands {len(found.candidates)} times or more in the {where}. "
                "Copy some words before or after it, too."
            }
        )
    if found.state not in {"anchored", "relocated"} or found.start is None or found.end is None:
        raise ValidationError(
            {
                "exact": f"exact: does not stand in the {where} as it is stored. "
                "Save the draft first, or copy the passage from the stored text."
            }
        )
    quote = describe(text, found.start, found.end)
    comment.exact, comment.prefix, comment.suffix = quote.exact, quote.prefix, quote.suffix
    comment.start, comment.end = quote.start, quote.end


def _tell(kind: str, comment: Comment, by: Any, what: str) -> None:
    """Record the act on the brief, by the content its draft has."""
    brief = comment.brief
    about = f" on “{Truncator(comment.exact).chars(80)}”" if comment.exact else ""
    record_event(
        kind=kind,
        on=brief,
        by=by,
        content_sha256=build_content(brief).sha256(),
        detail=f"{what}{about}: “{Truncator(comment.text).chars(200)}”",
    )
