from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from briefs.record.entries import Passage
from briefs.record.models import PublishedArticle
from briefs.renditions.claims import ClaimLink
from briefs.renditions.sources import evidence_view, source_view
from briefs.site.parts import list_page, rows_of_key


def article_list(request: HttpRequest) -> HttpResponse:
    """Every source article that live briefs cite. Two queries."""
    page = list_page(request, PublishedArticle)
    entries = [row.parse() for row in page]
    sources = [(source_view(entry.article), len(entry.passages)) for entry in entries]
    return render(request, "site/articles.html", {"page": page, "sources": sources})


def article(request: HttpRequest, key: str) -> HttpResponse:
    """A source article and the passages cited of it; never its full text. One query."""
    found = rows_of_key(PublishedArticle, key)
    newest = found.rows[0].edition
    entries = [row.parse() for row in found.rows]
    source = source_view(entries[0].article)
    passages: dict[tuple[str, int, int], Passage] = {}
    for entry in entries:
        for passage in entry.passages:
            place = (passage.claim, passage.evidence.start, passage.evidence.end)
            passages.setdefault(place, passage)
    ordered = sorted(passages.values(), key=lambda passage: (passage.evidence.paragraph, passage.evidence.start))
    return render(
        request,
        "site/article.html",
        {
            "source": source,
            "passages": [
                (
                    evidence_view(passage.evidence, {source.key: source}, newest.language),
                    ClaimLink(passage.number, passage.claim, passage.statement),
                )
                for passage in ordered
            ],
            "editions": [row.edition for row in found.rows],
            **found.standing,
        },
    )
