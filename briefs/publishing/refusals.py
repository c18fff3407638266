"""How publishing says no: with a list of issues, or with one sentence."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PublishIssue:
    """One thing to put right. ``field`` names where; ``noun`` and ``key`` name the thing, for a link to it.

    ``excerpt`` is the passage of the field as it is typed there, where it is about one.
    """

    code: str
    message: str
    field: str
    noun: str
    key: str
    excerpt: str = ""

    def __str__(self) -> str:
        return self.message


class PublishRefused(Exception):
    """Publishing was refused with the whole list of issues; nothing was changed."""

    def __init__(self, issues: list[PublishIssue]) -> None:
        self.issues = issues
        super().__init__("\n".join(issue.message for issue in issues))


class NotAllowed(Exception):
    """The act is not open to this person, or not in the state the brief is in. Nothing was changed."""
