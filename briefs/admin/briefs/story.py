"""A brief's story: who did what, when, on which text; /admin/briefs/brief/<id>/story/."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache

from briefs.admin.act_page import address_of
from briefs.admin.rows import not_there, visible_brief
from briefs.admin.uses import uses_of
from briefs.desk.models import Brief, Event
from briefs.desk.services.act_rows import acts_with_rows
from briefs.publishing.story import ActOfStory, acts_of_brief, read_acts
from briefs.record.models import Edition
from briefs.renditions.words import sentence_case

ACTS_A_PAGE = 40
EDITION = re.compile(r"\bEdition ([0-9]{1,6})\b")
EDITION_FIRST = re.compile(r"\AEdition [0-9]{1,6}\b[.:,]?\s*")
Kind = Event.Kind
DONE = {
    Kind.ADDED: "began it",
    Kind.CHANGED: "edited it",
    Kind.DELETED: "deleted it",
    Kind.SUBMITTED: "sent it to review",
    Kind.RETURNED: "returned it to draft",
    Kind.APPROVED: "approved it",
    Kind.PUBLISHED: "published it",
    Kind.SCHEDULED: "published it for a later moment",
    Kind.UNSCHEDULED: "undid the schedule",
    Kind.WITHDRAWN: "withdrew it",
    Kind.NOTE_MENDED: "mended a note",
    Kind.COMMENTED: "commented on it",
    Kind.RESOLVED: "resolved a comment",
    Kind.REOPENED: "reopened it for a new edition",
    Kind.STANDS: "said why it stands",
}
"""What somebody did to the brief; what was done to something else is said with its name."""
NOUNS = {
    "claim": "its claim",
    "evidence": "a passage of",
    "recommendation": "its recommendation",
    "followup": "an answer:",
}
VERBS = {
    Kind.ADDED: "added",
    Kind.CHANGED: "changed",
    Kind.DELETED: "deleted",
    Kind.FOLLOW_UP_RECORDED: "recorded",
    Kind.FOLLOW_UP_PUBLISHED: "published",
}


@dataclass(frozen=True)
class Entry:
    """One event as a sentence. ``rests`` is what the brief rests on, when the event is not about the brief itself."""

    who: str
    done: str
    rests: str
    name: str
    url: str
    detail: str
    sha256: str
    edition: Edition | None
    kind: str


@dataclass(frozen=True)
class Act:
    """What was done in one go, and where it can be looked at row by row; ``act`` is None when there are no rows."""

    act: UUID | None
    moment: Any
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Day:
    """The acts of one day, in the desk's time zone."""

    date: date
    acts: tuple[Act, ...]


def story_urls(page: admin.ModelAdmin) -> list[URLPattern]:
    """…/brief/<id>/story/."""
    view = page.admin_site.admin_view(never_cache(partial(story_view, page=page)))
    return [path("<int:object_id>/story/", view, name="briefs_brief_story")]


def story_view(request: HttpRequest, object_id: int, *, page: Any) -> HttpResponse:
    """The story, newest first, for everybody who may see the brief."""
    brief = visible_brief(request, page, object_id)
    if brief is None:
        return not_there(request, page, object_id)
    acts = Paginator(acts_of_brief(brief), ACTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **page.admin_site.each_context(request),
        "title": f"The story of {brief.title}",
        "opts": page.opts,
        "brief": brief,
        "uses": uses_of(brief),
        "page_obj": acts,
        "days": days_of(brief, list(acts), shows_acts=request.user.has_perm("briefs.view_event")),
    }
    return render(request, "admin/briefs/brief/story.html", context)


def days_of(brief: Brief, acts: list[UUID], *, shows_acts: bool) -> list[Day]:
    """These acts in sentences, by day."""
    told = read_acts(brief, acts)
    editions = {edition.number: edition for edition in Edition.objects.filter(brief=brief).defer("document")}
    with_rows = acts_with_rows(acts) if shows_acts and acts else set()
    days = groupby(told, key=lambda act: timezone.localdate(act.events[-1].happened_at))
    return [Day(day, tuple(_act(item, with_rows, editions) for item in found)) for day, found in days]


def _act(item: ActOfStory, with_rows: set[UUID], editions: dict[int, Edition]) -> Act:
    entries = tuple(_entry(event, editions) for event in _without_echoes(item.events))
    return Act(item.act if item.act in with_rows else None, item.events[-1].happened_at, entries)


def _without_echoes(events: Iterable[Event]) -> list[Event]:
    """An act says a thing once, even if two events of one kind tell it of the same text."""
    return list({(e.kind, e.noun, e.object_id, e.content_sha256, e.detail): e for e in events}.values())


def _entry(event: Event, editions: dict[int, Edition]) -> Entry:
    own = event.noun == "brief"
    named = EDITION.search(event.detail) if own else None
    edition = editions.get(int(named.group(1))) if named else None
    # The sentence leads to the edition already.
    told = EDITION_FIRST.sub("", event.detail) if edition else event.detail
    # What is said of an answer begins with the key of its recommendation.
    begins_with_key = event.noun == "followup"
    return Entry(
        who=event.by.get_username() if event.by else "nobody who was logged in",
        done=DONE.get(Kind(event.kind), str(event.kind)) if own else VERBS.get(Kind(event.kind), str(event.kind)),
        rests="" if own else NOUNS[event.noun],
        name="" if own else event.name,
        url="" if own else address_of(event),
        detail=told if begins_with_key else sentence_case(told),
        sha256=event.content_sha256,
        edition=edition,
        kind=event.kind,
    )
