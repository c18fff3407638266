"""The only door from desk to record: issues that block, the document, the edition, approval and withdrawal."""

from .approval import approve_brief, return_brief, submit_brief
from .content import build_content, build_document
from .editions import publish_edition
from .issues import find_publish_issues
from .refusals import NotAllowed, PublishIssue, PublishRefused
from .withdrawal import open_to_withdrawal, withdraw_brief

__all__ = [
    "NotAllowed",
    "PublishIssue",
    "PublishRefused",
    "approve_brief",
    "build_content",
    "build_document",
    "find_publish_issues",
    "open_to_withdrawal",
    "publish_edition",
    "return_brief",
    "submit_brief",
    "withdraw_brief",
]
