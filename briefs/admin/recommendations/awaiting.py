"""Follow-ups readers do not know yet, each with one button for somebody other than who recorded it."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache

from briefs.admin.briefs.issues import issue_lines
from briefs.admin.roles import require_role
from briefs.admin.rows import not_there
from briefs.desk.models import Evidence, FollowUp, StaleVersion
from briefs.publishing import NotAllowed, PublishRefused, publish_follow_up, unpublished_follow_ups
from briefs.publishing.follow_ups import claim_of, find_follow_up_issues

SHOWN = 50


class PublishForm(forms.Form):
    """The version of the follow-up that was seen."""

    started_from = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


def awaiting_urls(page: admin.ModelAdmin) -> list[URLPattern]:
    """…/followup/awaiting/ and …/followup/<id>/publish/."""
    listing = page.admin_site.admin_view(never_cache(partial(awaiting_view, page=page)))
    publish = page.admin_site.admin_view(never_cache(partial(publish_view, page=page)))
    return [
        path("awaiting/", listing, name="briefs_followup_awaiting"),
        path("<int:object_id>/publish/", publish, name="briefs_followup_publish"),
    ]


def awaiting_view(request: HttpRequest, *, page: Any) -> HttpResponse:
    """All that waits, the oldest day first, each with the words and the passages readers would get."""
    if not request.user.has_perm("briefs.view_followup"):
        raise PermissionDenied
    waiting = unpublished_follow_ups()
    passages = Evidence.objects.select_related("capture__article").defer("capture__raw_text", "capture__text")
    rows = waiting.select_related("recommendation", "claim", "recorded_by").prefetch_related(
        Prefetch("claim__evidence", passages)
    )
    context = {
        **page.admin_site.each_context(request),
        "title": "Follow-ups awaiting publication",
        "opts": page.opts,
        "follow_ups": rows[:SHOWN],
        "total": waiting.count(),
        "shown": SHOWN,
        "may_publish": request.user.has_perm("briefs.publish_followup"),
    }
    return render(request, "admin/briefs/recommendation/awaiting.html", context)


def publish_view(request: HttpRequest, object_id: int, *, page: Any) -> HttpResponse:
    """Ask (GET) and publish (POST); what the service refuses is shown, and nothing is changed."""
    require_role(request.user, "briefs.publish_followup", doing="Publishing a follow-up")
    found = FollowUp.objects.filter(pk=object_id).select_related("recommendation", "claim", "recorded_by")
    follow_up = found.first() if object_id < 2**63 else None
    if follow_up is None:
        return not_there(request, page, object_id)
    issues = []
    if request.method == "POST":
        form = PublishForm(request.POST)
        try:
            if not form.is_valid() or form.cleaned_data["started_from"] != follow_up.version:
                raise StaleVersion(follow_up)
            publish_follow_up(follow_up=follow_up, by=request.user)
        except PublishRefused as refused:
            issues = refused.issues
            messages.error(request, "Publish: refused, and nothing was changed. Each reason is named below.")
        except (NotAllowed, StaleVersion) as refusal:
            messages.error(request, str(refusal))
        else:
            url = reverse("site:recommendation", args=[follow_up.recommendation.key])
            messages.success(request, f"Readers see it now, at {url}.")
            return redirect(_back(request, follow_up))
        follow_up = found.first() or follow_up
    else:
        issues = list(find_follow_up_issues(follow_up, claim_of(follow_up)))
    context = {
        **page.admin_site.each_context(request),
        "title": "Publish a follow-up",
        "opts": page.opts,
        "follow_up": follow_up,
        "issues": issue_lines(issues),
    }
    return render(request, "admin/briefs/recommendation/publish.html", context)


def _back(request: HttpRequest, follow_up: FollowUp) -> str:
    """The page the button stood on: the list, or the recommendation's."""
    if request.POST.get("back") == "awaiting":
        return reverse("admin:briefs_followup_awaiting")
    return reverse("admin:briefs_recommendation_change", args=[follow_up.recommendation_id])
