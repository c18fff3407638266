"""Where pages send what is typed into their forms; and the page of one copy, to read and to discard it."""

import json
import re
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from briefs.desk.models import WorkingCopy
from briefs.desk.services import working_copies
from briefs.desk.services.working_copies import LaterKept, Tab, TooManyCopies

from .logged_out import label_of
from .presence import clock, tell_others

MOST_BYTES = 4 * 1024 * 1024
MOST_NAMES = 5_000
LARGEST_ID = 2**63 - 1
LARGEST_COUNT = 2**31 - 1
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
TAB_NAME = re.compile(r"[A-Za-z0-9-]{8,40}")


class Refusal(Exception):
    """What a page sent cannot be kept: the status to answer and the sentence to show."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


@dataclass(frozen=True)
class Message:
    """What a page says about its form. ``fields`` is None when it only says that it is open, or closes."""

    tab: Tab
    turn: int
    fields: dict[str, list[str]] | None
    started_from: int | None
    replaces: int | None
    closes: bool


def saving_urls(site: AdminSite) -> list[URLPattern]:
    """/admin/working-copies/ for pages, /admin/working-copies/<id>/ for people."""
    keep = never_cache(_bounded(csrf_protect(partial(working_copies_view, site=site))))
    read = site.admin_view(never_cache(partial(working_copy_view, site=site)))
    return [
        path("working-copies/", require_http_methods(["GET", "POST"])(keep), name="working_copies"),
        path("working-copies/<int:pk>/", require_http_methods(["GET", "POST"])(read), name="working_copy"),
    ]


def working_copies_view(request: HttpRequest, *, site: AdminSite) -> JsonResponse:
    """GET: who is logged in, with a token for the forms. POST: keep, say that the page is open, or that it closes."""
    if not site.has_permission(request):
        return _answer(401, "You are not logged in.")
    if request.method == "GET":
        return JsonResponse({"token": get_token(request), "user": request.user.pk})
    try:
        message = _read(request, site)
        if message.closes and message.fields is None:
            working_copies.closed(tab=message.tab)
            return JsonResponse({})
        kept_at = _keep(message)
        if message.closes:
            working_copies.closed(tab=message.tab)
    except Refusal as refusal:
        return _answer(refusal.status, refusal.sentence)
    except TooManyCopies as refusal:
        return _answer(409, str(refusal))
    except LaterKept as refusal:
        return JsonResponse({"sentence": str(refusal), "turn": refusal.turn}, status=409)
    return JsonResponse({"kept_at": kept_at, "others": tell_others(message.tab)})


def working_copy_view(request: HttpRequest, pk: int, *, site: AdminSite) -> HttpResponse:
    """GET: all of an unsaved text, to its owner. POST: discard it."""
    if pk > LARGEST_ID:
        raise Http404
    copy = get_object_or_404(WorkingCopy, pk=pk, owner=request.user.pk)
    if request.method == "POST":
        working_copies.discard(owner=request.user, pk=pk)
        return redirect(_form_url(copy))
    model_admin = _admin_of(site, copy.noun)
    context = {
        **site.each_context(request),
        "title": f"Unsaved text from {clock(copy.typed_at or copy.opened_at)}",
        "opts": model_admin.opts,
        "copy": copy,
        "form_url": _form_url(copy),
        "texts": [
            (label_of(name), ", ".join(values))
            for name, values in copy.fields.items()
            if any(values) and not name.endswith(("_FORMS", "started_from", "-merge-count"))
        ],
    }
    return render(request, "admin/briefs/unsaved.html", context)


def _keep(message: Message) -> str:
    if message.fields is None:
        working_copies.seen(tab=message.tab)
        return ""
    moment = working_copies.keep_working_copy(
        tab=message.tab,
        fields=message.fields,
        started_from=message.started_from,
        turn=message.turn,
        replaces=message.replaces,
    )
    return f"{timezone.localtime(moment):%H:%M:%S}"


def _read(request: HttpRequest, site: AdminSite) -> Message:
    body = request.body if request.content_type == "application/json" else request.POST.get("message", "")
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise Refusal(400, "The page sent something that is not JSON. Reload it.") from None
    if not isinstance(sent, dict):
        raise Refusal(400, "The page sent something that is not a form. Reload it.")
    if sent.get("user") != request.user.pk:
        raise Refusal(
            401,
            f"You are logged in as {request.user.get_username()} now, but somebody else opened this form. "
            "Log in as before to go on; the text is kept in this tab.",
        )
    noun, object_id = sent.get("noun"), _count(sent, "object_id", LARGEST_ID) or 0
    model_admin = _admin_of(site, noun)
    may = model_admin.has_change_permission if object_id else model_admin.has_add_permission
    if not may(request):
        raise Refusal(403, f"Your role does not let you {'change' if object_id else 'add'} this. Ask a publisher.")
    tab = sent.get("tab")
    if not isinstance(tab, str) or not TAB_NAME.fullmatch(tab):
        raise Refusal(400, "tab: must be 8 to 40 letters, digits or hyphens. Reload the page.")
    return Message(
        tab=Tab(request.user, str(noun), object_id, tab),
        turn=_count(sent, "turn", LARGEST_COUNT) or 0,
        fields=_fields(sent.get("fields")),
        started_from=_count(sent, "started_from", LARGEST_COUNT),
        replaces=_count(sent, "replaces", LARGEST_ID),
        closes=sent.get("closes") is True,
    )


def _fields(sent: Any) -> dict[str, list[str]] | None:
    if sent is None:
        return None
    if not isinstance(sent, dict) or len(sent) > MOST_NAMES:
        raise Refusal(400, f"fields: must be an object of at most {MOST_NAMES:,} names. Reload the page.")
    for name, values in sent.items():
        if len(name) > 200 or not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise Refusal(400, f"fields: “{name[:60]}” must hold a list of texts. Reload the page.")
    # PostgreSQL keeps neither NUL nor half a character; the form itself says what is wrong with them.
    return {_storable(name): [_storable(value) for value in values] for name, values in sent.items()}


def _storable(text: str) -> str:
    return UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _count(sent: dict[str, Any], name: str, largest: int) -> int | None:
    value = sent.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= largest:
        raise Refusal(400, f"{name}: must be a number from 0 to {largest}. Reload the page.")
    return value


def _admin_of(site: AdminSite, noun: Any) -> Any:
    for model, model_admin in site._registry.items():
        if model._meta.app_label == "briefs" and model._meta.model_name == noun:
            return model_admin
    raise Refusal(400, "noun: the desk has no such form. Reload the page.")


def _form_url(copy: WorkingCopy) -> str:
    if copy.object_id:
        return reverse(f"admin:briefs_{copy.noun}_change", args=[copy.object_id])
    return reverse(f"admin:briefs_{copy.noun}_add")


def _bounded(view: Any) -> Any:
    def bounded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        size = request.headers.get("Content-Length", "")
        if size.isdecimal() and int(size) > MOST_BYTES:
            return _answer(
                413,
                f"The form holds {int(size) / 1024 / 1024:.1f} MB, and {MOST_BYTES // 1024 // 1024} MB is the most "
                "that is kept. Shorten what you pasted; until then it stands in this tab only.",
            )
        response: HttpResponse = view(request, **kwargs)
        return response

    return bounded


def _answer(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)
