"""An edition beyond its row: a scheduled one as readers will get it, and its notes put right."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from briefs.admin.rows import not_there
from briefs.publishing import NotAllowed, mend_note
from briefs.publishing.editions.scheduling import schedule_words
from briefs.record.mended import frozen_note, newest_note
from briefs.record.models import Edition, MendedNote
from briefs.renditions.history import edition_lines
from briefs.renditions.page import build_page

from .briefs.act_forms import note_field
from .roles import require_role

MAY_MEND = "briefs.publish_brief"
KINDS = {kind.replace(" ", "-"): kind for kind in MendedNote.Kind.values}


@dataclass(frozen=True)
class EditionPage:
    """A page beside an edition's row, as a button."""

    label: str
    url: str


class MendForm(forms.Form):
    """The note as it should read; ``seen`` is what it read when the page was opened."""

    text = note_field("The note", "For slips of the pen. A fact is put right by an edition with a correction.")
    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    data: Any

    def __init__(self, data: Any, *, now: str) -> None:
        super().__init__(data, initial={"text": now, "seen": now})
        self.now = now

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields to fill in."""
        return [("", self.visible_fields())]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        seen = str(self.cleaned_data.get("seen", "")).replace("\r\n", "\n")
        if seen != self.now:
            self.data = {**self.data.dict(), "seen": self.now}
            self.add_error(
                "text",
                f"text: somebody mended this note after you opened it, and it reads “{self.now}” now. Compare both.",
            )
        return cleaned


def edition_urls(page: admin.ModelAdmin) -> list[URLPattern]:
    """…/edition/<id>/preview/ and …/edition/<id>/mend/<kind>/."""

    def view(function: Callable[..., HttpResponse]) -> Any:
        return page.admin_site.admin_view(never_cache(partial(function, page=page)))

    return [
        path("<int:object_id>/preview/", view(preview_view), name="briefs_edition_preview"),
        path("<int:object_id>/mend/<slug:kind>/", view(mend_view), name="briefs_edition_mend"),
    ]


def pages_of(edition: Edition, user: Any) -> list[EditionPage]:
    """What can be opened beside the edition's row: its preview while it waits, its notes to who may mend them."""
    pages = []
    if is_scheduled(edition):
        pages.append(EditionPage("See it before its time", reverse("admin:briefs_edition_preview", args=[edition.pk])))
    if user.has_perm(MAY_MEND):
        pages += [
            EditionPage(f"Mend the {_noun(kind)} …", reverse("admin:briefs_edition_mend", args=[edition.pk, slug]))
            for slug, kind in KINDS.items()
            if frozen_note(edition, kind)
        ]
    return pages


def is_scheduled(edition: Edition) -> bool:
    """Whether its time has not come and nobody undid its schedule."""
    return edition.live_from > timezone.now() and not edition.was_withdrawn


def preview_view(request: HttpRequest, object_id: int, *, page: Any) -> HttpResponse:
    """A scheduled edition as readers will get it, with its embargo on top; later on, where it stands now."""
    if not page.has_view_permission(request):
        raise PermissionDenied
    edition = _find(object_id)
    if edition is None:
        return not_there(request, page, object_id)
    if not is_scheduled(edition):
        if edition.live_from <= timezone.now():
            return redirect("site:edition", edition.slug, edition.number)
        messages.info(request, f"The schedule of edition {edition.number} was undone: it never goes out.")
        return redirect("admin:briefs_edition_change", edition.pk)
    history = [edition, *Edition.objects.history(edition.slug)]
    lines = edition_lines(history)
    context: dict[str, Any] = {
        "edition": edition,
        "page": build_page(edition.parse()),
        "until": schedule_words(edition),
        "embargo": getattr(edition, "embargo", None),
        "history": lines,
        "here": lines[0],
        "notices": [],
        "noindex": True,
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL.rstrip("/"),
    }
    return render(request, "admin/briefs/edition/preview.html", context)


def mend_view(request: HttpRequest, object_id: int, kind: str, *, page: Any) -> HttpResponse:
    """Ask for the note as it should read (GET) and put it there (POST)."""
    require_role(request.user, MAY_MEND, doing="Mending a note")
    edition = _find(object_id)
    if edition is None:
        return not_there(request, page, object_id)
    if kind not in KINDS or not frozen_note(edition, KINDS[kind]):
        raise Http404(f"edition: it has no note called “{kind[:40]}”.")
    now = newest_note(edition, KINDS[kind])
    form = MendForm(request.POST if request.method == "POST" else None, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            mend_note(edition=edition, kind=KINDS[kind], text=form.cleaned_data["text"], by=request.user)
        except NotAllowed as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, f"The {_noun(KINDS[kind])} is mended. Readers can still open its first text.")
            return redirect("admin:briefs_edition_change", edition.pk)
    context = {
        **page.admin_site.each_context(request),
        "title": f"Mend the {_noun(KINDS[kind])}: {edition}",
        "opts": page.opts,
        "edition": edition,
        "form": form,
        "first": frozen_note(edition, KINDS[kind]),
        "now": now,
    }
    return render(request, "admin/briefs/edition/mend.html", context)


def _find(object_id: int) -> Edition | None:
    return Edition.objects.select_related("withdrawal", "correction", "embargo").filter(pk=object_id).first()


def _noun(kind: str) -> str:
    return {"correction": "correction note", "withdrawal": "explanation of the withdrawal"}.get(kind, kind)
