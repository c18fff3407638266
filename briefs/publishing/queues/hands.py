"""Whose work several drafts hold, asked for one user: the same as ``contributors``, for lists."""

from collections.abc import Collection
from typing import Any

from briefs.desk.models import Brief
from briefs.publishing.review.contributors import captured_by, lines_of, writers_among
from briefs.publishing.review.grounds import Part, Rests, grounds_of

from .footings import Footing


def with_a_hand_in(user: Any, briefs: Collection[Brief], footings: dict[int, Footing]) -> set[int]:
    """The ids of those briefs of which this user wrote something no edition of theirs holds. Constant queries."""
    if not briefs:
        return set()
    rests = [Rests(brief.pk, footings[brief.pk].claims, footings[brief.pk].recommendations) for brief in briefs]
    grounds = grounds_of(rests)
    every: dict[Part, None] = dict.fromkeys(part for parts in grounds.values() for part in parts)
    lines, captures = lines_of(every, user), captured_by(every, user)
    found = {brief.pk for brief in briefs if brief.edited_by_id == user.pk}
    return found | {pk for pk, parts in grounds.items() if user.pk in writers_among(parts, lines, captures)}
