"""The sections of the front page: what waits, how much of it, the first of it, and where the whole list is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from briefs.admin.base import start_of
from briefs.admin.evidence import WORDS, State
from briefs.desk.models import Brief, FollowUp
from briefs.publishing.editions.scheduling import schedule_words
from briefs.publishing.queues.lists import Desk
from briefs.renditions.recommendations import silence_words
from briefs.renditions.words import count_words

SHOWN = 5


@dataclass(frozen=True)
class Line:
    """One thing that waits, with a link to where it is dealt with; ``note`` says why or since when."""

    label: str
    url: str
    note: str = ""
    state: str = ""


@dataclass(frozen=True)
class Section:
    """What waits in one queue. ``empty`` is said instead of a list when nothing does; ``aside`` what it leaves out."""

    name: str
    title: str
    count: int
    url: str
    empty: str
    lines: list[Line] = field(default_factory=list)
    aside: Line | None = None

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


def yours(desk: Desk) -> Iterator[Section]:
    """What this user writes, and what colleagues wait for them to do."""
    may = desk.user.has_perm
    if not may("briefs.view_brief"):
        return
    rows, count = first_of(desk.my_drafts())
    lines = [Line(brief.title, page_of(brief), state=brief.state) for brief in rows]
    yield Section("mine", "My drafts", count, queue_url("brief", "mine"), "You have no draft under way.", lines)
    if may("briefs.approve_brief"):
        yield _briefs(desk.to_read(), "to-read", "To read and approve", "Nothing waits for you to read.")
    if may("briefs.publish_brief"):
        yield _briefs(desk.to_publish(), "to-publish", "To publish", "No approved brief waits for you.")
    if may("briefs.publish_followup"):
        rows, count = first_of(desk.follow_ups_to_publish())
        lines = [Line(start_of(row.recommendation.text), _publishing(row, desk), capfirst(str(row))) for row in rows]
        url = queue_url("followup", "to-publish")
        empty = "Readers know every answer that was recorded."
        yield Section("follow-ups", "Answers to publish", count, url, empty, lines)
    yield _briefs(desk.to_answer(), "to-answer", "Comments to answer", "No comment on your drafts is unanswered.")
    yield _blocked(desk)


def everyones(desk: Desk) -> Iterator[Section]:
    """What the whole desk should know of, whoever deals with it."""
    may = desk.user.has_perm
    if may("briefs.view_edition"):
        yield _scheduled(desk)
    if may("briefs.view_brief"):
        yield _out_of_date(desk)
    if may("briefs.view_evidence"):
        rows, count = first_of(desk.unplaced())
        lines = [
            Line(start_of(row.exact, 10), page_of(row), f"{WORDS[State(row.anchor_state)][0]}, under {row.claim.key}")
            for row in rows
        ]
        url = queue_url("evidence", "unplaced")
        yield Section("unplaced", "Passages to place", count, url, "Every passage stands where it should.", lines)
    if may("briefs.view_claim"):
        rows, count = first_of(desk.one_origin())
        lines = [Line(start_of(row.statement), page_of(row), row.key) for row in rows]
        url, empty = queue_url("claim", "one-origin"), "Every fact in use has two origins or more."
        yield Section("one-origin", "Facts with one origin", count, url, empty, lines)
    if may("briefs.view_recommendation"):
        rows, count = first_of(desk.unanswered())
        today = timezone.localdate()
        lines = [Line(start_of(row.text), page_of(row), silence_words(row.silent_since, today)) for row in rows]
        url, empty = queue_url("recommendation", "unanswered"), "Every recommendation that was asked has an answer."
        yield Section("unanswered", "Without an answer", count, url, empty, lines, _undated(desk, count))


def first_of(rows: QuerySet[Any]) -> tuple[list[Any], int]:
    """The first rows of a queue and the number of all, in one query."""
    found = list(rows.annotate(queue_n=Window(Count("pk")))[:SHOWN])
    return found, found[0].queue_n if found else 0


def queue_url(noun: str, name: str) -> str:
    """The list that holds exactly the rows of a queue."""
    return f"{reverse(f'admin:briefs_{noun}_changelist')}?queue={name}"


def page_of(row: Any) -> str:
    return reverse(f"admin:briefs_{row._meta.model_name}_change", args=[row.pk])


def _publishing(follow_up: FollowUp, desk: Desk) -> str:
    """Where an answer is published; for whoever recorded it, the recommendation’s page, which says who can."""
    if follow_up.recorded_by_id == desk.user.pk:
        return page_of(follow_up.recommendation)
    return reverse("admin:briefs_followup_publish", args=[follow_up.pk])


def _briefs(rows: QuerySet[Brief], name: str, title: str, empty: str) -> Section:
    found, count = first_of(rows)
    return Section(name, title, count, queue_url("brief", name), empty, [Line(b.title, page_of(b)) for b in found])


def _blocked(desk: Desk) -> Section:
    found, count = first_of(desk.blocked()) if desk.blocked_briefs else ([], 0)
    lines = []
    for brief in found:
        why = desk.blocked_briefs[brief.pk]
        more = f" And {count_words(why.issues - 1, 'more issue')}." if why.issues > 1 else ""
        note = f"{capfirst(why.first.replace('_', ' ', 1))}{more}"
        lines.append(Line(brief.title, page_of(brief), note, brief.state))
    empty = "Nothing stands against what is on its way."
    return Section("blocked", "Blocked, and why", count, queue_url("brief", "blocked"), empty, lines)


def _undated(desk: Desk, unanswered: int) -> Line | None:
    """How many recommendations are in no queue as nobody wrote down when they were asked."""
    count = desk.undated().count()
    if not count:
        return None
    more = " more" if unanswered else ""
    stands, they = ("stands", "it was") if count == 1 else ("stand", "they were")
    words = f"{count}{more} {stands} in live editions, but nobody has written down when {they} asked"
    return Line(words, queue_url("recommendation", "undated"))


def _scheduled(desk: Desk) -> Section:
    found, count = first_of(desk.scheduled().select_related("embargo"))
    lines = [Line(str(row), page_of(row), schedule_words(row)) for row in found]
    return Section("scheduled", "Scheduled", count, queue_url("edition", "scheduled"), "Nothing is scheduled.", lines)


def _out_of_date(desk: Desk) -> Section:
    """One line a brief, as on the page that deals with them."""
    found = desk.out_of_date()
    url = reverse("admin:out_of_date")
    lines = [
        Line(edition.title, f"{url}?brief={edition.slug}", f"{_named(keys)} changed since")
        for edition, keys in found[:SHOWN]
    ]
    empty = "What readers get says what the desk says."
    return Section("out-of-date", "Out of date", len(found), url, empty, lines)


def _named(keys: list[str]) -> str:
    more = f" and {len(keys) - 2} more" if len(keys) > 2 else ""
    return f"{', '.join(keys[:2])}{more}"
