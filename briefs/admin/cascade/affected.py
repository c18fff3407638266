"""On the form of a fact: what rests on it. After it was changed: what that put out of date, and the way there."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html

from briefs.desk.models import Actor, Article, Capture, Claim, Evidence
from briefs.publishing.cascade import affected_by, keys_moved_by, out_of_date
from briefs.renditions.words import count_words, join_names

FACTS = (Actor, Article, Capture, Claim, Evidence)
MOST_NAMED = 4


class ShowsAffected(admin.ModelAdmin):
    """Puts ``affected`` into the context of a fact's form, for admin/briefs/affected.html; nothing for other nouns.

    ``affected_stays`` says that the fact itself never changes: a capture is only shown with what rests on it.
    """

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj") or (args[3] if len(args) > 3 else None)
        if issubclass(self.model, FACTS) and obj is not None and obj.pk and not context.get("is_popup"):
            context["affected"] = SimpleLazyObject(lambda: _affected_as_stored(obj))
            context["affected_stays"] = self.model is Capture
        return super().render_change_form(request, context, *args, **kwargs)

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        obj = context.get("object")
        if isinstance(obj, FACTS):
            context["affected"] = affected_by(obj)
        return super().render_delete_form(request, context)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        warn_of_cascade(request, [obj])
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if message:
            warn_of_cascade(request, [obj])
        return super().log_change(request, obj, message)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        warn_of_cascade(request, [obj])

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        rows = list(queryset) if issubclass(self.model, FACTS) else []
        super().delete_queryset(request, queryset)
        warn_of_cascade(request, rows)


def warn_of_cascade(request: HttpRequest, rows: list[Any]) -> None:
    """Name the briefs that what was done to these rows put out of date, with a link to the queue."""
    claims: set[str] = set()
    articles: set[str] = set()
    for row in rows:
        moved = keys_moved_by(row) if isinstance(row, FACTS) else (set(), set())
        claims, articles = claims | moved[0], articles | moved[1]
    if not claims and not articles:
        return
    items = out_of_date(claims=claims, articles=articles)
    names = list(dict.fromkeys(f"“{item.edition.title}”" for item in items))
    if not names:
        return
    shown = names[:MOST_NAMED]
    if more := len(names) - len(shown):
        shown.append(count_words(more, "other brief"))
    url = reverse("admin:out_of_date")
    if len(claims) == 1 and not articles:
        url += f"?{urlencode({'claim': claims.pop()})}"
    sentence = 'Out of date now: {}. <a href="{}">Draft the next edition, or say why the present one stands</a>.'
    messages.warning(request, format_html(sentence, join_names(shown), url))


def _affected_as_stored(row: Model) -> Any:
    """Read again: a refused form has put its unsaved text into the row."""
    stored = type(row)._base_manager.filter(pk=row.pk).first()
    return affected_by(stored) if stored is not None else None
