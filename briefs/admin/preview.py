"""The draft as readers would see it, for editors alone."""

from typing import Any

from django.conf import settings

from briefs.desk.models import Brief
from briefs.publishing import build_document
from briefs.record.models import Edition
from briefs.renditions.history import edition_lines
from briefs.renditions.page import build_page


def preview_context(brief: Brief) -> dict[str, Any]:
    """What the readers' page shows, filled from the draft as it is stored; nothing is written."""
    history = list(Edition.objects.history(brief.slug))
    return {
        "brief": brief,
        "page": build_page(build_document(brief)),
        "is_preview": True,
        "history": edition_lines(history),
        "notices": [],
        "noindex": True,
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL.rstrip("/"),
    }
