"""Comments on a brief: their page, and the acts of writing, answering, resolving and opening them again."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urldefrag

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from briefs.admin.rows import not_there, visible_brief
from briefs.desk.models import Brief, Comment, StaleVersion
from briefs.publishing import NotAllowed, add_comment, reopen_comment, resolve_comment

from .comment_forms import AnswerForm, CommentForm, answer_form_id, gather


def comments_urls(page: admin.ModelAdmin) -> list[URLPattern]:
    """…/brief/<id>/comments/ to read; …/comment/ and …/comment/<id>/resolve/ and /reopen/ to write to."""

    def view(function: Callable[..., HttpResponse]) -> Any:
        return page.admin_site.admin_view(never_cache(partial(function, page=page)))

    one = "<int:object_id>/comment/<int:comment_id>"
    return [
        path("<int:object_id>/comments/", view(comments_view), name="briefs_brief_comments"),
        path("<int:object_id>/comment/", view(comment_view), name="briefs_brief_comment"),
        path(f"{one}/resolve/", view(resolve_view), name="briefs_brief_comment_resolve"),
        path(f"{one}/reopen/", view(reopen_view), name="briefs_brief_comment_reopen"),
    ]


def comments_of(brief: Brief, user: Any, *, here: bool = False) -> dict[str, Any]:
    """What ``comments.html`` shows; ``here`` where the page also holds the brief's fields. One query."""
    return {"comments": gather(brief, user, here=here)}


def comments_view(request: HttpRequest, object_id: int, *, page: Any) -> HttpResponse:
    """All comments on a brief, and a form for a new one."""
    brief = visible_brief(request, page, object_id)
    return _shown(request, page, brief) if brief else not_there(request, page, object_id)


def comment_view(request: HttpRequest, object_id: int, *, page: Any) -> HttpResponse:
    """Write a comment, or answer the one that ``comment-answers`` names."""
    brief = visible_brief(request, page, object_id)
    if brief is None:
        return not_there(request, page, object_id)
    if request.method != "POST":
        return redirect("admin:briefs_brief_comments", brief.pk)
    named = request.POST.get("comment-answers", "")
    if not named:
        form: AnswerForm = CommentForm(request.POST)
        return _done(request, page, brief, form, lambda: _write(brief, request.user, form, None))
    comment = _comment(brief, int(named)) if named.isdecimal() and len(named) < 19 else None
    if comment is None:
        return _gone(request, brief)
    form = AnswerForm(request.POST, form_id=answer_form_id(comment))
    return _done(request, page, brief, form, lambda: _write(brief, request.user, form, comment))


def resolve_view(request: HttpRequest, object_id: int, comment_id: int, *, page: Any) -> HttpResponse:
    """Resolve a comment, with a last answer if one is typed."""

    def resolve(brief: Brief, form: AnswerForm, comment: Comment) -> Comment:
        with transaction.atomic():
            if form.cleaned_data["text"]:
                _write(brief, request.user, form, comment)
            resolve_comment(comment=comment, by=request.user)
        return comment

    return _act_on(request, page, object_id, comment_id, resolve)


def reopen_view(request: HttpRequest, object_id: int, comment_id: int, *, page: Any) -> HttpResponse:
    """Open a resolved comment again."""

    def reopen(brief: Brief, form: AnswerForm, comment: Comment) -> Comment:
        reopen_comment(comment=comment, by=request.user)
        return comment

    return _act_on(request, page, object_id, comment_id, reopen)


def _act_on(
    request: HttpRequest, page: Any, object_id: int, comment_id: int, act: Callable[..., Comment]
) -> HttpResponse:
    brief = visible_brief(request, page, object_id)
    if brief is None:
        return not_there(request, page, object_id)
    if request.method != "POST":
        return redirect("admin:briefs_brief_comments", brief.pk)
    comment = _comment(brief, comment_id)
    if comment is None:
        return _gone(request, brief)
    form = AnswerForm(request.POST, form_id=answer_form_id(comment))
    return _done(request, page, brief, form, lambda: act(brief, form, comment))


def _write(brief: Brief, by: Any, form: AnswerForm, answers: Comment | None) -> Comment:
    words = {name: form.cleaned_data[name] for name in form.fields}
    return add_comment(brief=brief, by=by, answers=answers, **words)


def _done(request: HttpRequest, page: Any, brief: Brief, form: AnswerForm, act: Callable[[], Comment]) -> HttpResponse:
    """Do it and go back to where it came from; what is refused is shown with what was typed."""
    if form.is_valid():
        try:
            comment = act()
        except ValidationError as error:
            form.refuse(error)
        except (NotAllowed, StaleVersion) as refusal:
            messages.error(request, str(refusal))
        else:
            return _stored(request, brief, comment.answers_id or comment.pk)
    return _shown(request, page, brief, refused=form)


def _stored(request: HttpRequest, brief: Brief, comment_id: int) -> HttpResponse:
    if _wants_part(request):
        return _part(request, brief, done=comment_id)
    return redirect(f"{_back(request, brief)}#comment-{comment_id}")


def _wants_part(request: HttpRequest) -> bool:
    """Whether the page's script asks, which puts the answer in place of the comments it shows."""
    return request.headers.get("X-Part") == "comments"


def _part(
    request: HttpRequest, brief: Brief, *, done: int | None = None, refused: AnswerForm | None = None
) -> HttpResponse:
    back = _back(request, brief)
    here = back.startswith(reverse("admin:briefs_brief_change", args=[brief.pk]))
    comments = gather(brief, request.user, here=here, refused=refused)
    context = {"comments": comments, "next": back, "done": done, "is_part": True}
    return render(request, "admin/briefs/brief/comments.html", context)


def _shown(request: HttpRequest, page: Any, brief: Brief, *, refused: AnswerForm | None = None) -> HttpResponse:
    if refused is not None and _wants_part(request):
        return _part(request, brief, refused=refused)
    context = {
        **page.admin_site.each_context(request),
        "title": f"Comments: {brief.title}",
        "opts": page.opts,
        "brief": brief,
        "comments": gather(brief, request.user, refused=refused),
        "next": reverse("admin:briefs_brief_comments", args=[brief.pk]),
    }
    return render(request, "admin/briefs/brief/comments_page.html", context)


def _back(request: HttpRequest, brief: Brief) -> str:
    """The page of the desk it was posted from, if it names one; else the page of the comments."""
    wanted, _ = urldefrag(request.POST.get("next", ""))
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith(reverse("admin:index"))
    safe = safe and ".." not in wanted
    return wanted if safe else reverse("admin:briefs_brief_comments", args=[brief.pk])


def _comment(brief: Brief, comment_id: int) -> Comment | None:
    comments = Comment.objects.select_related("resolved_by", "brief")
    return comments.filter(pk=comment_id, brief=brief).first()


def _gone(request: HttpRequest, brief: Brief) -> HttpResponse:
    messages.error(request, "comment: this brief has none with that number. Choose one of those below.")
    if _wants_part(request):
        return _part(request, brief)
    return redirect("admin:briefs_brief_comments", brief.pk)
