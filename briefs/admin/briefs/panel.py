"""Beside the text: the claims it cites, what stands against publishing it, and how long it takes to read."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from briefs.admin.evidence import WORDS, State
from briefs.desk.models import Brief, Claim
from briefs.publishing import PublishIssue, find_publish_issues
from briefs.publishing.document.corroboration import corroborate
from briefs.publishing.document.draft import Draft
from briefs.publishing.issues.advice import text_advice
from briefs.renditions.words import count_words, reading_minutes
from briefs.text.markdown import word_count

from .issues import IssueLine, issue_lines
from .unsaved import read_typed

WORST_FIRST = (State.ORPHANED, State.AMBIGUOUS, State.FUZZY, State.RELOCATED, State.ANCHORED)


@dataclass(frozen=True)
class PanelClaim:
    """A claim the draft rests on, with its number and how well it stands."""

    number: int
    key: str
    statement: str
    confidence: str
    corroboration: str
    place: str
    place_words: str
    url: str


@dataclass(frozen=True)
class Panel:
    """What the text rests on and what it lacks. ``cited`` stand in the text; ``underlying`` only under recommendations.

    ``advice`` keeps nothing from being published. ``refused`` says which of the typed texts could not be read.
    """

    cited: list[PanelClaim]
    underlying: list[PanelClaim]
    issues: list[IssueLine]
    advice: list[IssueLine]
    words: str
    minutes: str
    refused: list[str]


def panel_urls(page: admin.ModelAdmin) -> list[URLPattern]:
    """…/brief/<id>/panel/."""
    view = page.admin_site.admin_view(never_cache(require_POST(partial(panel_view, page=page))))
    return [path("<int:object_id>/panel/", view, name="briefs_brief_panel")]


def panel_view(request: HttpRequest, object_id: int, *, page: Any) -> HttpResponse:
    """The panel of the text a form holds; nothing is saved."""
    brief = Brief.objects.filter(pk=object_id).first()
    if not page.has_view_permission(request, brief):
        raise PermissionDenied
    if brief is None:
        raise Http404
    typed = read_typed(brief, request.POST)
    issues = find_publish_issues(typed.draft.brief, draft=typed.draft)
    context = {"panel": panel_of(typed.draft, issues, refused=typed.refused)}
    return render(request, "admin/briefs/brief/panel.html", context)


def panel_of(draft: Draft, issues: list[PublishIssue], *, refused: list[str] | None = None) -> Panel:
    """The panel of a draft already read; no query. That it needs an approval is said beside its state."""
    claims = [_claim(claim, draft) for claim in draft.numbered_claims()]
    words = word_count(draft.brief.body)
    return Panel(
        cited=[claim for claim in claims if claim.key in draft.cited],
        underlying=[claim for claim in claims if claim.key not in draft.cited],
        issues=issue_lines((issue for issue in issues if issue.code != "not-approved"), draft=draft),
        advice=[
            IssueLine(item.message, "", "", here=f"id_{item.field}", excerpt=item.excerpt)
            for item in text_advice(summary=draft.brief.summary, body=draft.brief.body)
        ],
        words=count_words(words, "word"),
        minutes=count_words(reading_minutes(words), "minute"),
        refused=refused or [],
    )


def _claim(claim: Claim, draft: Draft) -> PanelClaim:
    evidence = list(claim.evidence.all())
    origins = corroborate(evidence, draft.actors).origins
    states = {item.anchor_state for item in evidence}
    worst = next((state for state in WORST_FIRST if state in states), None)
    return PanelClaim(
        number=draft.numbers[claim.key],
        key=claim.key,
        statement=claim.statement,
        confidence=f"{claim.confidence} confidence" if claim.confidence else "confidence not stated",
        corroboration=count_words(origins, "origin") if origins else "no supporting source",
        place=worst or "orphaned",
        place_words=WORDS[worst][0] if worst else "No passage",
        url=reverse("admin:briefs_claim_change", args=[claim.pk]),
    )
