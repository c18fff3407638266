from typing import Any

from briefs.desk.models import Brief


def save_draft(*, brief: Brief, by: Any) -> None:
    """Save an edited draft as ``by``'s change; an approved or published one becomes a draft again.

    Raises StaleVersion when somebody saved it in between.
    """
    brief.edited_by = by
    brief._history_user = by  # type: ignore[attr-defined]  # simple-history notes whose edit it is
    if brief.state in {Brief.State.APPROVED, Brief.State.PUBLISHED}:
        brief.state = Brief.State.DRAFT
    brief.save()
