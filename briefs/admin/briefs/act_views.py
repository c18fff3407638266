"""The pages of the acts: asked before it is done (GET), done (POST); what the service refuses is shown."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from briefs.admin.roles import require_role
from briefs.admin.rows import not_there
from briefs.desk.models import Brief, StaleVersion
from briefs.publishing import NotAllowed, PublishRefused, find_publish_issues
from briefs.publishing.review.mails import collect_unsent

from .acts import ACTS, Act, ActForm
from .changes import changes_of
from .comments import comments_of
from .issues import issue_lines
from .reading import Reading

AT_FIELDS = {"correction": "correction_note"}


def act_urls(page: admin.ModelAdmin) -> list[URLPattern]:
    """One address an act: …/brief/<id>/<act>/."""
    return [
        path(
            f"<int:object_id>/{act.name}/",
            page.admin_site.admin_view(never_cache(partial(act_view, page=page, act=act))),
            name=f"briefs_brief_{act.name}",
        )
        for act in ACTS.values()
    ]


def act_view(request: HttpRequest, object_id: int, *, page: Any, act: Act) -> HttpResponse:
    """Ask before an act (GET) and do it (POST); what the service refuses is shown, and nothing is changed."""
    require_role(request.user, act.permission, doing=act.doing)
    brief = Brief.objects.filter(pk=object_id).first()
    if brief is None:
        return not_there(request, page, object_id)
    reading = Reading(brief)
    if refusal := act.refusal(brief):
        if request.method == "POST":
            messages.error(request, refusal)
        return _show(request, page, act, brief, {"refusal": refusal})
    if request.method != "POST":
        seen = request.GET.get("started_from", "")
        initial = {"started_from": seen if seen.isdecimal() else brief.version}
        form = act.form(reading=reading, by=request.user, initial=initial)
        issues = find_publish_issues(brief, draft=reading.draft) if act.shows_issues else []
        return _ask(request, page, act, reading, form, issues=issues)
    form = act.form(request.POST, reading=reading, by=request.user)
    issues = []
    if form.is_valid():
        try:
            with collect_unsent() as unsent:
                done = _do(brief, request.user, act, form.cleaned_data)
        except PublishRefused as refused:
            issues = [issue for issue in refused.issues if not _is_at_field(form, issue)]
            messages.error(request, f"{act.label}: refused, and nothing was changed. Each reason is named below.")
        except NotAllowed as sentence:
            if not _is_said_at_field(form, str(sentence)):
                messages.error(request, str(sentence))
        except StaleVersion as stale:
            messages.error(request, str(stale))
            if stale.stored is not None:
                form.rebase(stale.stored.version)
        else:
            messages.success(request, done)
            if unsent:
                messages.warning(request, f"No mail could be sent to {', '.join(unsent)}: tell them yourself.")
            return redirect("admin:briefs_brief_change", brief.pk)
    # What was refused may have been refused because it reads otherwise by now.
    stored = Reading(Brief.objects.filter(pk=brief.pk).first() or brief)
    return _ask(request, page, act, stored, form, issues=issues)


def _do(brief: Brief, by: Any, act: Act, data: dict[str, Any]) -> str:
    if data["started_from"] != brief.version:
        raise StaleVersion(brief)
    return act.run(brief, by, data)


def _is_at_field(form: ActForm, issue: Any) -> bool:
    """Whether an issue could be put beside the field of this form that it names."""
    name = AT_FIELDS.get(issue.field, issue.field)
    if issue.noun != "brief" or name not in form.fields:
        return False
    form.add_error(name, issue.message)
    return True


def _is_said_at_field(form: ActForm, sentence: str) -> bool:
    """Whether a refusal that begins with the name of a field of this form could be put beside it."""
    name = sentence.partition(":")[0]
    if name not in form.fields or form.fields[name].widget.is_hidden:
        return False
    form.add_error(name, sentence)
    return True


def _ask(request: HttpRequest, page: Any, act: Act, reading: Reading, form: ActForm, *, issues: Any) -> HttpResponse:
    context = {
        "form": form,
        "refusal": act.refusal(reading.brief) if request.method == "POST" else "",
        "issues": issue_lines(i for i in issues if i.code != "not-approved" or act.name == "publish"),
    }
    if act.shows_changes and not context["refusal"]:
        context |= changes_of(reading.brief, content=reading.content) | comments_of(reading.brief, request.user)
    return _show(request, page, act, reading.brief, context)


def _show(request: HttpRequest, page: Any, act: Act, brief: Brief, context: dict[str, Any]) -> HttpResponse:
    title = f"{act.label}: {brief.title}"
    shared = {**page.admin_site.each_context(request), "title": title, "opts": page.opts, "act": act, "brief": brief}
    return render(request, "admin/briefs/brief/act.html", shared | context)
