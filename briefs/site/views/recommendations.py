from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from briefs.record.basis import ClaimRows, claim_rows, moved_claims
from briefs.record.document import LineageEntry, RecommendationEntry
from briefs.record.follow_ups import published_follow_ups, told_follow_ups, with_follow_ups
from briefs.record.lineage import linked_rows
from briefs.record.models import Edition, PublishedRecommendation
from briefs.renditions.claims import ClaimLink
from briefs.renditions.differences import moved_claim_views
from briefs.renditions.lineage import Link, earlier_words, later_words, trace
from briefs.renditions.recommendations import RecommendationView, recommendation_view
from briefs.site.parts import MOST_ROWS, KeyRows, first_of_each, former_rows, list_page, recommendation_views


@dataclass(frozen=True, slots=True)
class LineItem:
    """A recommendation that another goes back to, or the other way round. ``view`` is None when none is live."""

    key: str
    text: str
    how: str
    view: RecommendationView | None


def recommendation_list(request: HttpRequest) -> HttpResponse:
    """Every recommendation that stands, with what has become of it. Three queries."""
    page = list_page(request, PublishedRecommendation)
    views = zip(recommendation_views(page), (row.edition for row in page), strict=True)
    return render(request, "site/recommendations.html", {"page": page, "recommendations": list(views)})


def recommendation(request: HttpRequest, key: str) -> HttpResponse:
    """One recommendation, what it rests on, every answer so far, its line and who else asks it. Three queries."""
    linked = list(linked_rows(key))
    rows = [row for row in linked if row.key == key][:MOST_ROWS]
    found = KeyRows(rows, is_former=False) if rows else former_rows(PublishedRecommendation, key)
    newest, today = found.rows[0], timezone.localdate()
    published = published_follow_ups({key, *(row.key for row in linked)})
    entry = newest.parse()
    told = told_follow_ups(entry, newest.edition.published_at, published.get(key, ()))
    entry = with_follow_ups(entry, newest.edition.published_at, published.get(key, ()))
    others = {
        row.key: with_follow_ups(row.parse(), row.edition.published_at, published.get(row.key, ()))
        for row in first_of_each(linked, lambda row: row.key)
    }
    shown = {*entry.claims, *(item.claim for item in entry.follow_ups if item.claim)}
    claims = claim_rows(shown, newest.edition)
    moved = [] if found.is_former else moved_claims(entry, newest.edition, claims)
    return render(
        request,
        "site/recommendation.html",
        {
            "recommendation": recommendation_view(entry, _links(newest.edition, claims), today=today, told=told),
            "moved_claims": moved_claim_views(moved),
            "edition": newest.edition,
            "editions": [row.edition for row in found.rows],
            **line_of(entry, others, today),
            **found.standing,
        },
    )


def line_of(entry: RecommendationEntry, others: Mapping[str, RecommendationEntry], today: date) -> dict[str, list[Any]]:
    """What the page shows of a recommendation's line: what came before, what after, and who else asks it."""
    entries = {**others, entry.key: entry}
    links = [Link(item.key, line.relation, line.earlier) for item in entries.values() for line in item.lineage]
    line = trace(entry.key, links)
    frozen: list[LineageEntry] = [part for item in entries.values() for part in item.lineage]
    texts = {part.earlier: part.text for part in frozen} | {item.key: item.text for item in entries.values()}
    views = {key: recommendation_view(item, {}, today=today) for key, item in others.items()}
    proposer = entry.proposed_by and entry.proposed_by.slug

    def items(steps: Any, words: Any) -> list[LineItem]:
        return [LineItem(s.key, texts[s.key], words(s, entry.key, texts), views.get(s.key)) for s in steps]

    asking = [view for key, view in views.items() if key in line.asking and view.proposed_by]
    return {
        "earlier": items(line.earlier, earlier_words),
        "later": items(line.later, later_words),
        "also_asked_by": [view for view in asking if view.proposed_by and view.proposed_by.slug != proposer],
    }


def _links(edition: Edition, rows: ClaimRows) -> dict[str, ClaimLink]:
    """The edition's own claims among these rows, as links."""
    mine = [row for group in rows.values() for row in group if row.edition_id == edition.pk]
    return {row.key: ClaimLink(row.parse().number, row.key, row.label) for row in mine}
