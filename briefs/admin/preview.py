"""The draft as readers would see it, for editors alone."""

from datetime import UTC
from typing import Any

from django.conf import settings
from django.utils import timezone

from briefs.desk.models import Brief
from briefs.publishing import build_content, build_document
from briefs.record.models import Edition
from briefs.renditions.history import edition_lines
from briefs.renditions.page import build_page


def preview_context(brief: Brief) -> dict[str, Any]:
    """What the readers' page shows, filled from the draft as it is stored; nothing is written."""
    history = list(Edition.objects.history(brief.slug))
    newest = Edition.objects.filter(brief=brief).order_by("-number").only("number", "sha256").first()
    document = build_document(
        build_content(brief),
        edition=newest.number + 1 if newest else 1,
        live_from=timezone.now().astimezone(UTC),
        update_type="minor",
        change_note="",
        correction=None,
        previous_sha256=newest.sha256 if newest else None,
    )
    return {
        "brief": brief,
        "page": build_page(document),
        "is_preview": True,
        "history": edition_lines(history),
        "notices": [],
        "noindex": True,
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL.rstrip("/"),
    }
