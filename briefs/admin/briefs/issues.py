"""What keeps a brief from being published, each with the page on which an editor puts it right."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from briefs.desk.models import Brief, Claim, Recommendation
from briefs.publishing import PublishIssue
from briefs.publishing.document.draft import Draft

ANCHORS = {"authors": "bylines-group"}
INLINES = {
    "evidence": "evidence-group",
    "claims": "bases-group",
    "lineage": "lineage-group",
    "follow_ups": "answers-heading",
}
NOUNS = (("claim", Claim, "key"), ("recommendation", Recommendation, "key"), ("brief", Brief, "slug"))


@dataclass(frozen=True)
class IssueLine:
    """One issue, and where it can be put right; ``url`` is empty when the thing it names is gone.

    ``here`` names the element of the brief's own page, and ``excerpt`` the passage in it.
    """

    message: str
    url: str
    where: str
    here: str = ""
    excerpt: str = ""


def issue_lines(issues: Iterable[PublishIssue], *, draft: Draft | None = None) -> list[IssueLine]:
    """The issues with links; a query a noun, none with the ``draft`` they are about."""
    issues = list(issues)
    found = _find(issues) if draft is None else _known(draft)
    named = {(issue.noun, issue.key) for issue in issues} & found.keys()
    pages = {(noun, key): reverse(f"admin:briefs_{noun}_change", args=[found[noun, key]]) for noun, key in named}
    return [
        IssueLine(
            issue.message,
            _at_field(pages.get((issue.noun, issue.key), ""), issue),
            f"Open the {issue.noun}",
            _anchor(issue) if issue.noun == "brief" else "",
            issue.excerpt,
        )
        for issue in issues
    ]


def _find(issues: list[PublishIssue]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for noun, model, name in NOUNS:
        keys = {issue.key for issue in issues if issue.noun == noun}
        if keys:
            rows = model._default_manager.filter(**{f"{name}__in": keys}).values_list(name, "pk")
            found |= {(noun, key): pk for key, pk in rows}
    return found


def _known(draft: Draft) -> dict[tuple[str, str], int]:
    known = {("claim", key): claim.pk for key, claim in draft.claims.items()}
    known |= {("recommendation", item.key): item.pk for item in draft.recommendations}
    return known | {("brief", draft.brief.slug): draft.brief.pk}


def _anchor(issue: PublishIssue) -> str:
    anchors = ANCHORS if issue.noun == "brief" else INLINES
    return anchors.get(issue.field, f"id_{issue.field}")


def _at_field(url: str, issue: PublishIssue) -> str:
    return f"{url}#{_anchor(issue)}" if url else ""
