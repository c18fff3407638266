from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from briefs.record.models import NEWEST_FIRST, PublishedArticle, PublishedClaim, PublishedRecommendation
from briefs.renditions.claims import ClaimLink, claim_view
from briefs.renditions.sources import source_view
from briefs.site.parts import first_of_each, list_page, recommendation_views, rows_of_key


def claim_list(request: HttpRequest) -> HttpResponse:
    """Every claim that stands, in its newest wording. Two queries."""
    page = list_page(request, PublishedClaim)
    claims = [(claim_view(row.parse(), {}, row.edition.language), row.edition) for row in page]
    return render(request, "site/claims.html", {"page": page, "claims": claims})


def claim(request: HttpRequest, key: str) -> HttpResponse:
    """One claim, its evidence, the briefs that make it and what rests on it. Four queries at most."""
    found = rows_of_key(PublishedClaim, key)
    newest = found.rows[0]
    entries = [row.parse() for row in found.rows]
    editions = [row.edition for row in found.rows]
    cited = {evidence.article.key for evidence in entries[0].evidence}
    articles = PublishedArticle.objects.filter(edition=newest.edition, key__in=cited)
    sources = {row.key: source_view(row.parse().article) for row in articles}
    link = ClaimLink(entries[0].number, key, entries[0].statement)
    asked = PublishedRecommendation.objects.filter(edition__in=editions).select_related("edition")
    asked = asked.defer("edition__document").order_by(*NEWEST_FIRST)
    views = recommendation_views(first_of_each(asked, lambda row: row.key), {key: link})
    return render(
        request,
        "site/claim.html",
        {
            "claim": claim_view(entries[0], sources, newest.edition.language),
            "edition": newest.edition,
            "uses": list(zip(editions, entries, strict=True)),
            "recommendations": [view for view in views if view.claims],
            **found.standing,
        },
    )
