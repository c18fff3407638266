"""The only door from desk to record: issues that block, the document, the edition, approval and withdrawal."""

from .approval import NotAllowed, approve_brief, return_brief, submit_brief
from .content import build_content, build_document
from .editions import publish_edition, withdraw_brief
from .issues import PublishIssue, PublishRefused, find_publish_issues

__all__ = [
    "NotAllowed",
    "PublishIssue",
    "PublishRefused",
    "approve_brief",
    "build_content",
    "build_document",
    "find_publish_issues",
    "publish_edition",
    "return_brief",
    "submit_brief",
    "withdraw_brief",
]
