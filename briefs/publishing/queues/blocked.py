"""What stands against publishing several briefs. A brief is looked through again only when something in it changed."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.cache import cache

from briefs.desk.models import Brief
from briefs.publishing.issues.finding import find_publish_issues

from .footings import Footing

REMEMBERED = 3600


@dataclass(frozen=True)
class Blocked:
    """How many issues stand against publishing a brief, and the first of them."""

    issues: int
    first: str


def find_blocked(briefs: Collection[Brief], footings: dict[int, Footing]) -> dict[int, Blocked]:
    """Those of the briefs that could not be published for what is in them, by id; that nobody approved them yet
    is no such thing. No query for briefs that read as they did when they were last looked at."""
    names = {brief.pk: f"blocked:{footings[brief.pk].sha256}" for brief in briefs}
    known: dict[str, tuple[int, str]] = cache.get_many(set(names.values()))
    fresh = {names[brief.pk]: _look_through(brief) for brief in briefs if names[brief.pk] not in known}
    if fresh:
        cache.set_many(fresh, REMEMBERED)
    known |= fresh
    found = {brief.pk: Blocked(*known[names[brief.pk]]) for brief in briefs}
    return {pk: blocked for pk, blocked in found.items() if blocked.issues}


def _look_through(brief: Brief) -> tuple[int, str]:
    """The fields of Blocked. Plain values are kept, which another version of the program can read."""
    issues = [
        issue
        for issue in find_publish_issues(brief)
        if issue.code != "not-approved" or brief.state == Brief.State.APPROVED
    ]
    return len(issues), issues[0].message if issues else ""
