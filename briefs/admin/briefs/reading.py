"""A draft as one page reads it: once, however many parts of the page ask for it."""

from functools import cached_property

from briefs.desk.models import Brief
from briefs.publishing.document.content import content_of
from briefs.publishing.document.draft import Draft, load_draft
from briefs.record.document import DraftContent


class Reading:
    """A brief as it was read for one page, with its draft and content once somebody asks for them."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief

    @cached_property
    def draft(self) -> Draft:
        return load_draft(self.brief)

    @cached_property
    def content(self) -> DraftContent:
        return content_of(self.draft)
