from typing import Any

from briefs.desk.models import Brief

SAME_CONTENT = "state: same content"
"""The reason of a history row that changed nothing an edition would hold; no contribution to it."""


def save_draft(*, brief: Brief, by: Any, same_content: bool = False) -> None:
    """Save an edited draft as ``by``'s change; an approved or published one becomes a draft again.

    ``same_content`` says that an edition would hold the same as before: then state and last editor stay.
    Raises StaleVersion when somebody saved it in between.
    """
    was = brief.edited_by, brief.state
    brief._history_user = by  # type: ignore[attr-defined]  # simple-history notes whose edit it is
    if same_content:
        brief._change_reason = SAME_CONTENT  # type: ignore[attr-defined]
    else:
        brief.edited_by = by
        if brief.state in {Brief.State.APPROVED, Brief.State.PUBLISHED}:
            brief.state = Brief.State.DRAFT
    try:
        brief.save()
    except BaseException:
        brief.edited_by, brief.state = was
        raise
    finally:
        brief.__dict__.pop("_change_reason", None)
