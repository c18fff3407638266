"""The one place where text becomes trusted markup: the sanitised HTML of a published document.

Publishing renders Markdown through text/, which sanitises it, and freezes the result in the edition. Nothing
else may be marked safe: every other field is escaped by the template.
"""

from django.utils.safestring import SafeString, mark_safe

from briefs.record.document import DraftContent


def summary_html(document: DraftContent) -> SafeString:
    """The summary, sanitised when it was published."""
    return mark_safe(document.summary_html)


def key_messages_html(document: DraftContent) -> tuple[SafeString, ...]:
    """The key messages, sanitised when they were published."""
    return tuple(mark_safe(message) for message in document.key_messages_html)


def body_html(document: DraftContent) -> SafeString:
    """The body, sanitised when it was published."""
    return mark_safe(document.body_html)
