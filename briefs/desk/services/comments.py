"""Where a comment's passage stands in the draft now, and how comments and their answers belong together."""

from dataclasses import dataclass
from typing import Literal

from briefs.desk.models import Brief, Comment
from briefs.text.anchors import Quote, locate

EXACTLY = 100.0
PlaceState = Literal["whole", "anchored", "moved", "gone"]


@dataclass(frozen=True)
class Place:
    """What a comment is about, looked up in the text as it is now.

    ``whole``: the brief or a field of it; ``anchored``: the passage stands where it stood; ``moved``: elsewhere in
    the field; ``gone``: not as it stood, or no longer known from others like it. ``excerpt`` is the passage as it is
    typed now, empty when whole or gone.
    """

    state: PlaceState
    excerpt: str = ""


@dataclass(frozen=True)
class Thread:
    """A comment with its place and its answers, oldest first."""

    comment: Comment
    place: Place
    replies: tuple[Comment, ...]


def threads(brief: Brief) -> list[Thread]:
    """All comments on a brief, oldest first, each with its place in the text that ``brief`` holds. One query."""
    comments = _comments(brief)
    replies: dict[int, list[Comment]] = {}
    for comment in comments:
        if comment.answers_id is not None:
            replies.setdefault(comment.answers_id, []).append(comment)
    return [
        Thread(comment, place_of(comment, brief), tuple(replies.get(comment.pk, ())))
        for comment in comments
        if comment.answers_id is None
    ]


def open_comments(brief: Brief) -> list[Comment]:
    """The comments on a brief that nobody has resolved, oldest first, without answers. One query."""
    return [comment for comment in _comments(brief) if comment.answers_id is None and comment.resolved_at is None]


def place_of(comment: Comment, brief: Brief) -> Place:
    """Where a comment's passage stands in the text that ``brief`` holds; no query."""
    if not comment.exact:
        return Place("whole")
    text = getattr(brief, comment.field)
    found = locate(Quote(comment.exact, comment.prefix, comment.suffix, comment.start, comment.end), text)
    only_copy = found.state == "fuzzy" and found.score == EXACTLY
    if found.state not in {"anchored", "relocated"} and not only_copy:
        return Place("gone")
    return Place("anchored" if found.state == "anchored" else "moved", text[found.start : found.end])


def _comments(brief: Brief) -> list[Comment]:
    """The comments with who wrote and resolved them; no query where the caller has prefetched them so."""
    if "comments" in getattr(brief, "_prefetched_objects_cache", {}):
        return list(brief.comments.all())
    return list(brief.comments.select_related("written_by", "resolved_by"))
