"""The only door from desk to record: issues that block, the document, the edition, approval and withdrawal."""

from .approval import approve_brief, possible_reviewers, reopen_brief, return_brief, submit_brief
from .comments import add_comment, reopen_comment, resolve_comment
from .content import build_content, build_document
from .drafts import save_brief, settle_brief
from .editions import publish_edition
from .follow_ups import publish_follow_up, unpublished_follow_ups
from .issues import find_publish_issues
from .moves import scheduled_editions
from .notes import mend_note
from .refusals import NotAllowed, PublishIssue, PublishRefused
from .withdrawal import open_to_withdrawal, unschedule_edition, withdraw_brief

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
