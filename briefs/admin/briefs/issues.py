"""What keeps a brief from being published, each with the page on which an editor puts it right."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from briefs.desk.models import Brief, Claim, Recommendation
from briefs.publishing import PublishIssue

ANCHORS = {"authors": "bylines-group"}
INLINES = {"evidence": "evidence-group", "claims": "bases-group", "lineage": "lineage-group"}


@dataclass(frozen=True)
class IssueLine:
    """One issue, and where it can be put right; ``url`` is empty when the thing it names is gone."""

    message: str
    url: str
    where: str


def issue_lines(issues: Iterable[PublishIssue]) -> list[IssueLine]:
    """The issues with links; two queries, however many there are."""
    issues = list(issues)
    pages: dict[tuple[str, str], str] = {}
    for noun, model, name in (
        ("claim", Claim, "key"),
        ("recommendation", Recommendation, "key"),
        ("brief", Brief, "slug"),
    ):
        keys = {issue.key for issue in issues if issue.noun == noun}
        if keys:
            rows = model._default_manager.filter(**{f"{name}__in": keys}).values_list(name, "pk")
            pages |= {(noun, key): reverse(f"admin:briefs_{noun}_change", args=[pk]) for key, pk in rows}
    return [
        IssueLine(issue.message, _at_field(pages.get((issue.noun, issue.key), ""), issue), f"Open the {issue.noun}")
        for issue in issues
    ]


def _at_field(url: str, issue: PublishIssue) -> str:
    if not url:
        return ""
    anchors = ANCHORS if issue.noun == "brief" else INLINES
    return f"{url}#{anchors.get(issue.field, f'id_{issue.field}')}"
