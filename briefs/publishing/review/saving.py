"""Saving a draft that may be approved or published: only a change of its content takes that back."""

from typing import Any

from briefs.desk.models import Brief
from briefs.desk.services.drafts import save_draft
from briefs.publishing.document.content import build_content

BOUND = {Brief.State.APPROVED, Brief.State.PUBLISHED}


def save_brief(*, brief: Brief, by: Any) -> None:
    """Save the brief's own fields as ``by``'s change; its approval stays while its content is the approved one.

    Rows around it (topics, byline, recommendations) that are saved afterwards need ``settle_brief``.
    Raises StaleVersion when somebody saved it in between.
    """
    save_draft(brief=brief, by=by, same_content=brief.state in BOUND and _as_approved(brief))


def settle_brief(*, brief: Brief, by: Any) -> None:
    """After rows around a brief were saved: it was changed by ``by``, unless its content still is the approved one."""
    if not (brief.state in BOUND and _as_approved(brief)):
        save_draft(brief=brief, by=by)


def _as_approved(brief: Brief) -> bool:
    return brief.approvals.values_list("content_sha256", flat=True).first() == build_content(brief).sha256()
