"""The front page of the desk."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse

from briefs.desk.models import Article, Brief
from briefs.publishing.queues.lists import Desk

from .nouns import nouns_of
from .recent import recent_acts
from .sections import everyones, yours

FIRST_STEPS = (
    ("article", "Add a source article", "with a capture of its text, or a digest in our own words."),
    ("claim", "State a claim", "and locate the passages that support it."),
    ("recommendation", "Write a recommendation", "that rests on claims: who should do what, with which lever."),
    ("brief", "Write a brief", "that cites the claims and makes the recommendation."),
)


def front_page(request: HttpRequest, site: AdminSite, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
    """What waits for whoever reads it, what the desk did last, and the way to everything else."""
    desk = Desk(request.user)
    mine, shared = list(yours(desk)), list(everyones(desk))
    context = {
        **site.each_context(request),
        "title": site.index_title,
        "subtitle": None,
        "yours": mine,
        "everyones": shared,
        "waiting": sum(section.count for section in mine if section.name not in {"mine", "blocked"}),
        "acts": recent_acts() if request.user.has_perm("briefs.view_event") else [],
        "acts_url": _address("admin:briefs_event_changelist"),
        "nouns": nouns_of(site, request),
        "first_steps": _first_steps(request.user) if not any(section.count for section in [*mine, *shared]) else [],
        **(extra_context or {}),
    }
    request.current_app = site.name
    return TemplateResponse(request, site.index_template or "admin/index.html", context)


def _first_steps(user: Any) -> list[dict[str, str]]:
    """What to do first at a desk that holds nothing yet, as far as this user may."""
    if Brief.objects.exists() or Article.objects.exists():
        return []
    return [
        {"url": reverse(f"admin:briefs_{noun}_add"), "label": label, "note": note}
        for noun, label, note in FIRST_STEPS
        if user.has_perm(f"briefs.add_{noun}")
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
