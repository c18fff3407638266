"""Answers for tests: recorded by the author, published by the editor."""

from datetime import date
from typing import Any

from briefs.desk.models import FollowUp, Recommendation
from briefs.desk.services.follow_ups import record_follow_up
from briefs.publishing import publish_follow_up
from briefs.record.models import PublishedFollowUp
from tests.factories import BriefFactory, RecommendationFactory, author, editor, published

MAY = date(2026, 5, 4)


def public_recommendation(**fields: Any) -> Recommendation:
    """A recommendation that a live edition makes."""
    item = RecommendationFactory(**fields)
    published(BriefFactory(recommendations=[item]))
    return item


def recorded(item: Recommendation | None = None, **fields: Any) -> FollowUp:
    """An answer to a recommendation that is public unless given: “accepted” unless told otherwise."""
    fields = {"status": "accepted", "dated": MAY, "by": author(), **fields}
    return record_follow_up(recommendation=item or public_recommendation(), **fields)


def told(follow_up: FollowUp, by: Any = None) -> PublishedFollowUp:
    """The follow-up, published as it stands in the database."""
    return publish_follow_up(follow_up=FollowUp.objects.get(pk=follow_up.pk), by=by or editor())


def mend(follow_up: FollowUp, by: Any = None, **fields: Any) -> FollowUp:
    """The follow-up with other words, saved as somebody's change: the author's, unless told otherwise."""
    fresh = FollowUp.objects.get(pk=follow_up.pk)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh._history_user = by or author()  # type: ignore[attr-defined]
    fresh.save()
    return fresh
