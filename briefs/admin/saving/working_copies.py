"""Forms that keep what is typed into them: what the page needs for it, taking a copy back, and letting it go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from briefs.desk.models import WorkingCopy
from briefs.desk.services import working_copies
from briefs.desk.services.working_copies import Tab

from .presence import clock, sentences, tell_others
from .restoring import RestoredField, fill_request, find_unsaved

TAB, RESTORED = "working_copy_tab", "working_copy_restored"
MOST_SHOWN = 3


@dataclass(frozen=True)
class Unsaved:
    """Text somebody typed and never saved: when, whether its tab still seems to be open, and what it changes."""

    pk: int
    typed_at: str
    elsewhere: bool
    is_older: bool
    fields: tuple[RestoredField, ...]


@dataclass(frozen=True)
class Saving:
    """What the template admin/briefs/working_copy.html puts into a form."""

    noun: str
    object_id: int
    tab: str
    restored: str
    is_unsaved: bool
    user: Any
    others: tuple[str, ...]
    unsaved: tuple[Unsaved, ...]
    url: str
    login_url: str


class WorkingCopies(admin.ModelAdmin):
    """A ModelAdmin whose forms are kept while they are written. Its form must be a RestorableForm."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        copy = self._asked_for(request, object_id)
        if copy is not None:
            fill_request(request, {**copy.fields, RESTORED: [str(copy.pk)]})
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj") or (args[3] if len(args) > 3 else None)
        if self.has_change_permission(request, obj) if obj is not None else self.has_add_permission(request):
            context["saving"] = self._saving(request, context, obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """All is saved with it, so nothing unsaved is left of this page."""
        super().save_related(request, form, formsets, change)
        noun, pk = str(self.opts.model_name), form.instance.pk if change else 0
        if tab := request.POST.get(TAB, ""):
            working_copies.discard(owner=request.user, noun=noun, object_id=pk, tab=tab[:40])
        if restored := _number(request.POST.get(RESTORED, "")):
            working_copies.discard_alike(user=request.user, noun=noun, object_id=pk, pk=restored)

    def _asked_for(self, request: HttpRequest, object_id: str | None) -> WorkingCopy | None:
        pk = _number(request.GET.get("restore", ""))
        if request.method != "GET" or not pk:
            return None
        where = {"noun": self.opts.model_name, "object_id": _number(object_id or "0")}
        return WorkingCopy.objects.filter(pk=pk, owner=request.user.pk, **where).first()

    def _saving(self, request: HttpRequest, context: Any, obj: Any) -> Saving:
        pk = obj.pk if obj is not None and obj.pk else 0
        tab = Tab(request.user, str(self.opts.model_name), pk, request.POST.get(TAB, "")[:40].replace("\x00", ""))
        is_posted = request.method == "POST"
        # One's own page of a moment ago may still be closing; the first heartbeat tells of other tabs.
        copies: list[WorkingCopy] = []
        if is_posted:
            others = tell_others(tab, own=False)
        else:
            present, copies = working_copies.at_the_form(user=tab.owner, noun=tab.noun, object_id=pk)
            others = sentences(tab, present) if pk else []
        return Saving(
            noun=tab.noun,
            object_id=pk,
            tab=tab.name,
            restored=str(_number(request.POST.get(RESTORED, "")) or ""),
            is_unsaved=is_posted,
            user=request.user,
            others=tuple(others),
            unsaved=_unsaved(copies, context, getattr(obj, "version", None)),
            url=reverse("admin:working_copies"),
            login_url=reverse("admin:login"),
        )


def _unsaved(copies: Sequence[WorkingCopy], context: Any, version: int | None) -> tuple[Unsaved, ...]:
    form = context["adminform"].form
    formsets: Sequence[Any] = [inline.formset for inline in context["inline_admin_formsets"]]
    found: list[Unsaved] = []
    for copy in copies[:MOST_SHOWN]:
        fields = find_unsaved(copy.fields, form, formsets)
        if fields and not any(fields == other.fields for other in found):
            older = version is not None and copy.started_from != version
            elsewhere = working_copies.is_present(copy)
            found.append(Unsaved(copy.pk, clock(copy.typed_at), elsewhere, older, fields))  # type: ignore[arg-type]
    return tuple(found)


def _number(text: str) -> int:
    """A row's number as posted; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
