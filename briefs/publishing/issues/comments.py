"""Open comments: what colleagues still wait for an answer to."""

from collections.abc import Iterator

from django.utils.text import Truncator

from briefs.desk.services.comments import open_comments, place_of
from briefs.publishing.document.draft import Draft
from briefs.publishing.refusals import PublishIssue


def comment_issues(draft: Draft) -> Iterator[PublishIssue]:
    """Each comment on the brief that nobody has resolved; one query. Comments are no part of what is approved."""
    for comment in open_comments(draft.brief):
        passage = f" on “{Truncator(comment.exact).chars(60)}”" if comment.exact else ""
        field = comment.field or "comments"
        yield PublishIssue(
            "open-comment",
            f"{field}: {comment.written_by.get_username()} has an open "
            f"comment{passage}: “{Truncator(comment.text).chars(120)}” Settle it, then resolve it.",
            field,
            "brief",
            draft.brief.slug,
            place_of(comment, draft.brief).excerpt,
        )
