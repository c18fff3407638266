"""A form posted by somebody who is logged in no more: nothing is saved, and nothing of the text is lost."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.text import capfirst
from django.views.csrf import csrf_failure as plain_csrf_failure

NOT_TEXTS = {
    "csrfmiddlewaretoken",
    "working_copy_tab",
    "working_copy_restored",
    "_save",
    "_continue",
    "_addanother",
    "_popup",
    "_to_field",
    "next",
    "password",
}
FROM_ELSEWHERE = ("Origin checking", "Referer checking")


def posted_texts(request: HttpRequest) -> list[tuple[str, str]]:
    """What somebody had filled in, by the names of the form, without its bookkeeping."""
    return [
        (label_of(name), ", ".join(values))
        for name, values in request.POST.lists()
        if any(values)
        and name not in NOT_TEXTS
        and not name.endswith(("_FORMS", "started_from", "-merge-count"))
        and "password" not in name.lower()
    ]


def label_of(name: str) -> str:
    """The name of an input in words: “evidence-0-note” is “Evidence 1: note”."""
    set_name, _, rest = name.partition("-")
    number, _, field = rest.partition("-")
    if number.isascii() and number.isdecimal() and field and len(number) < 5:
        return f"{capfirst(set_name.replace('_', ' '))} {int(number) + 1}: {field.replace('_', ' ')}"
    return capfirst(name.replace("_", " "))


def show_posted(request: HttpRequest, site: AdminSite) -> HttpResponse | None:
    """The page that gives a text back to copy; None when there is none to give back."""
    texts = posted_texts(request)
    if not texts:
        return None
    context: dict[str, Any] = {**site.each_context(request), "title": "You were logged out", "texts": texts}
    response = render(request, "admin/briefs/logged_out.html", context, status=403)
    add_never_cache_headers(response)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's refusal; a form of the desk that was opened before the last login gets its text back with it."""
    desk_form = request.path_info.startswith("/admin/") and not reason.startswith(FROM_ELSEWHERE)
    shown = show_posted(request, admin.site) if desk_form and "password" not in request.POST else None
    return shown or plain_csrf_failure(request, reason)
