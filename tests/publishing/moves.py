"""Every move of a brief: what it needs, and how a test asks for it through the service or on its page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from briefs.desk.models import Brief
from briefs.publishing import (
    approve_brief,
    build_content,
    publish_edition,
    reopen_brief,
    return_brief,
    submit_brief,
    unschedule_edition,
    withdraw_brief,
)
from briefs.record.models import Edition
from tests.factories import BriefFactory, UserFactory, approved, author, editor, published, publisher

SITUATIONS = ("draft", "in review", "approved", "published", "scheduled", "withdrawn")


def in_situation(name: str) -> Brief:
    """A brief by the author that stands as its name says."""
    if name in {"published", "withdrawn"}:
        brief = published().brief
    elif name == "scheduled":
        brief = published(live_from=timezone.now() + timedelta(days=7)).brief
    elif name == "approved":
        brief = approved()
    else:
        brief = Brief.objects.get(pk=BriefFactory().pk)
    if name == "in review":
        submit_brief(brief=brief, by=author())
    if name == "withdrawn":
        withdraw_brief(brief=brief, edition=1, by=publisher(), explanation="A source was forged.")
    return Brief.objects.get(pk=brief.pk)


def nobody() -> Any:
    """Somebody of the staff without a role."""
    return UserFactory(username="nobody")


def leaver() -> Any:
    """A publisher whose account was closed."""
    return UserFactory(username="leaver", role="Publisher", is_active=False)


ROLES: dict[str, Callable[[], Any]] = {
    "author": author,
    "editor": editor,
    "publisher": publisher,
    "nobody": nobody,
    "leaver": leaver,
}


@dataclass(frozen=True)
class Move:
    """A move: in which situations it is open, to whom, how the service is called, and what its page is sent."""

    situations: set[str]
    roles: set[str]
    call: Callable[[Brief, Any], object]
    fields: dict[str, str]
    page: bool = True


def _publish(brief: Brief, by: Any) -> object:
    return publish_edition(brief=brief, by=by, update_type="major", change_note="First edition.")


def _approve(brief: Brief, by: Any) -> object:
    return approve_brief(brief=brief, by=by, content_sha256=build_content(brief).sha256())


MOVES = {
    "submit": Move(
        {"draft"}, {"author", "editor", "publisher"}, lambda brief, by: submit_brief(brief=brief, by=by), {}
    ),
    "return": Move(
        {"in review", "approved"},
        {"editor", "publisher"},
        lambda brief, by: return_brief(brief=brief, by=by, reason="The title."),
        {"reason": "The title."},
    ),
    "approve": Move({"in review"}, {"editor", "publisher"}, _approve, {}),
    "publish": Move(
        {"approved"}, {"publisher"}, _publish, {"update_type": "major", "change_note": "First edition.", "zone": "UTC"}
    ),
    "unschedule": Move(
        {"scheduled"},
        {"publisher"},
        lambda brief, by: unschedule_edition(brief=brief, edition=1, by=by),
        {"edition": "1"},
    ),
    "withdraw": Move(
        {"published"},
        {"publisher"},
        lambda brief, by: withdraw_brief(brief=brief, edition=1, by=by, explanation="Forged."),
        {"edition": "1", "explanation": "Forged."},
    ),
    "reopen": Move(
        {"published", "scheduled", "withdrawn"},
        {"author", "editor", "publisher"},
        lambda brief, by: reopen_brief(brief=brief, by=by, proposed_note="A claim was corrected."),
        {},
        page=False,
    ),
}


def standing(brief: Brief) -> tuple[Any, ...]:
    """All that a move could have changed of a brief."""
    fresh = Brief.objects.get(pk=brief.pk)
    editions = Edition.objects.filter(brief=brief)
    return (
        fresh.state,
        fresh.version,
        fresh.proposed_note,
        list(editions.values_list("number", flat=True)),
        list(editions.values_list("withdrawal__explanation", flat=True)),
        fresh.approvals.count(),
        fresh.review_requests.count(),
    )
