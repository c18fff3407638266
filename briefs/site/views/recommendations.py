from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from briefs.record.models import PublishedClaim, PublishedRecommendation
from briefs.renditions.claims import ClaimLink
from briefs.renditions.recommendations import recommendation_view
from briefs.site.parts import list_page, rows_of_key


def recommendation_list(request: HttpRequest) -> HttpResponse:
    """Every recommendation that stands, with what has become of it. Two queries."""
    page = list_page(request, PublishedRecommendation)
    views = [(recommendation_view(row.parse(), {}), row.edition) for row in page]
    return render(request, "site/recommendations.html", {"page": page, "recommendations": views})


def recommendation(request: HttpRequest, key: str) -> HttpResponse:
    """One recommendation, what it rests on and every answer so far. Two queries."""
    found = rows_of_key(PublishedRecommendation, key)
    newest = found.rows[0]
    entry = newest.parse()
    shown = {*entry.claims, *(item.claim for item in entry.follow_ups if item.claim)}
    links = {
        row.key: ClaimLink(row.parse().number, row.key, row.label)
        for row in PublishedClaim.objects.filter(edition=newest.edition, key__in=shown)
    }
    return render(
        request,
        "site/recommendation.html",
        {
            "recommendation": recommendation_view(entry, links),
            "edition": newest.edition,
            "editions": [row.edition for row in found.rows],
            **found.standing,
        },
    )
