"""The only door from desk to record: issues that block, the document, the edition, approval and withdrawal."""

from .document.content import build_content, build_document
from .editions.notes import mend_note
from .editions.publication import publish_edition
from .editions.withdrawal import open_to_withdrawal, unschedule_edition, withdraw_brief
from .follow_ups import publish_follow_up, unpublished_follow_ups
from .issues.finding import find_publish_issues
from .refusals import NotAllowed, PublishIssue, PublishRefused
from .review.approval import (
    approve_brief,
    possible_reviewers,
    reopen_brief,
    return_brief,
    submit_brief,
)
from .review.comments import add_comment, reopen_comment, resolve_comment
from .review.moves import scheduled_editions
from .review.saving import save_brief, settle_brief

__all__ = [
    "NotAllowed",
    "PublishIssue",
    "PublishRefused",
    "add_comment",
    "approve_brief",
    "build_content",
    "build_document",
    "find_publish_issues",
    "mend_note",
    "open_to_withdrawal",
    "possible_reviewers",
    "publish_edition",
    "publish_follow_up",
    "reopen_brief",
    "reopen_comment",
    "resolve_comment",
    "return_brief",
    "save_brief",
    "scheduled_editions",
    "settle_brief",
    "submit_brief",
    "unpublished_follow_ups",
    "unschedule_edition",
    "withdraw_brief",
]
