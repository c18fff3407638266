from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from briefs.record.models import NEWEST_FIRST, PublishedRecommendation
from briefs.record.queries import standing_editions
from briefs.renditions.history import brief_line
from briefs.site.parts import first_of_each, recommendation_views
from briefs.text.markdown import plain_text

LATEST = 6
UNANSWERED = 4


def home(request: HttpRequest) -> HttpResponse:
    """What was published last, and what in it nobody has answered. Four queries at most, whatever there is."""
    editions = list(standing_editions()[:LATEST])
    messages = [plain_text(message) for message in editions[0].parse().key_messages] if editions else []
    rows = PublishedRecommendation.objects.filter(edition__in=editions).select_related("edition")
    rows = rows.defer("edition__document").order_by(*NEWEST_FIRST)
    views = recommendation_views(first_of_each(rows, lambda row: row.key))
    open_ones = [view for view in views if view.is_unanswered and view.proposed_by is None]
    return render(
        request,
        "site/home.html",
        {
            "lead": brief_line(editions[0]) if editions else None,
            "lead_messages": messages,
            "latest": [brief_line(edition) for edition in editions[1:]],
            "unanswered": open_ones[:UNANSWERED],
        },
    )
