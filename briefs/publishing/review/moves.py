"""How a brief moves from state to state: who may, from where, and only from the version that was seen."""

from typing import Any

from django.utils import timezone

from briefs.desk.models import Brief, ReviewRequest, StaleVersion
from briefs.publishing.refusals import NotAllowed
from briefs.record.models import Edition

from .contributors import STATE_CHANGE


def require(by: Any, permission: str, act: str) -> None:
    """Raise NotAllowed unless this user may do this."""
    if not (by.is_active and by.has_perm(permission)):
        raise NotAllowed(f"{by.get_username()} may not {act}. Ask somebody whose role allows it.")


def lock_brief(brief: Brief) -> Brief:
    """The brief as it stands, locked until the transaction ends; raises StaleVersion if it moved on meanwhile."""
    fresh = Brief.objects.select_for_update().filter(pk=brief.pk).first()
    if fresh is None or fresh.version != brief.version:
        raise StaleVersion(brief)
    return fresh


def require_state(brief: Brief, allowed: set[Brief.State], act: str) -> None:
    """Raise NotAllowed unless the brief is in one of these states."""
    if brief.state not in allowed:
        raise NotAllowed(f"A brief that is {brief.get_state_display().lower()} cannot be {act}.")


def move_brief(brief: Brief, *, to: Brief.State, allowed: set[Brief.State], act: str) -> None:
    """Save the brief in its next state; its history tells this from an edit. Raises NotAllowed, StaleVersion.

    Whoever was asked to read it is asked no longer once it leaves review.
    """
    require_state(brief, allowed, act)
    was, brief.state = brief.state, to
    brief._change_reason = f"{STATE_CHANGE}{to}"  # type: ignore[attr-defined]  # simple-history reads it on saving
    try:
        brief.save()
    except BaseException:
        brief.state = was
        raise
    finally:
        del brief._change_reason  # type: ignore[attr-defined]
    if was == Brief.State.IN_REVIEW:
        ReviewRequest.objects.filter(brief=brief).delete()


def scheduled_editions(brief: Brief) -> list[Edition]:
    """The editions of a brief whose time has not come and that nobody stopped, newest first. One query."""
    editions = Edition.objects.filter(brief=brief, withdrawal=None, live_from__gt=timezone.now())
    return list(editions.select_related("embargo").defer("document").order_by("-number"))
