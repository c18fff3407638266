from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache

from briefs.desk.models import Brief, BriefAuthor, BriefRecommendation, StaleVersion
from briefs.desk.services.drafts import save_draft
from briefs.publishing import NotAllowed, PublishRefused, find_publish_issues
from briefs.record.models import Edition, Withdrawal

from .acts import ACTS, Act, ActForm
from .base import DeskAdmin, DeskTabularInline, badge
from .desk_state import state_of
from .issues import issue_lines
from .preview import preview_context
from .slugs import SlugForm


class BriefForm(SlugForm):
    """The working text."""

    slug_from = "title"


class BriefAuthorInline(DeskTabularInline):
    """The byline, in its order."""

    model = BriefAuthor
    fields = ["actor", "position"]
    autocomplete_fields = ["actor"]


class PlacementInline(DeskTabularInline):
    """The recommendations a brief makes, as they are read."""

    model = BriefRecommendation
    fields = ["recommendation", "position"]
    autocomplete_fields = ["recommendation"]


@admin.register(Brief)
class BriefAdmin(DeskAdmin):
    """Briefs: writing them, and taking them through review to publication."""

    form = BriefForm
    change_form_template = "admin/briefs/brief/change_form.html"
    list_display = ["title", "state_badge", "live_edition", "language", "edited_by", "slug"]
    list_filter = ["state", "language", "topics", "countries"]
    list_select_related = ["edited_by"]
    search_fields = ["title", "slug", "summary", "body"]
    autocomplete_fields = ["topics", "countries"]
    inlines = [BriefAuthorInline, PlacementInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["title", "slug", "summary", "key_messages"],
                "description": "Many readers read nothing but these. They may cite claims like the body does.",
            },
        ),
        (
            "The text",
            {
                "fields": ["body"],
                "description": "Markdown. Every factual sentence cites a claim: [@key]. Headings begin with ##.",
            },
        ),
        ("Where readers find it", {"fields": ["topics", "countries", "language"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Brief]:
        rows: QuerySet[Brief] = super().get_queryset(request)
        live = Edition.objects.live().filter(brief=OuterRef("pk"))
        return rows.annotate(
            live_number=Subquery(live.values("number")[:1], output_field=IntegerField()),
            live_withdrawn=Exists(Withdrawal.objects.filter(edition__in=live.values("pk"))),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        published = obj is not None and obj.pk and Edition.objects.filter(brief=obj).exists()
        return ["slug"] if published else []

    @admin.display(description="state", ordering="state")
    def state_badge(self, brief: Brief) -> SafeString:
        return badge(brief.state, brief.get_state_display())

    @admin.display(description="live edition", ordering="live_number")
    def live_edition(self, brief: Any) -> str | SafeString:
        if brief.live_withdrawn:
            return badge("withdrawn", f"{brief.live_number}, withdrawn")
        return str(brief.live_number or "None")

    def save_model(self, request: HttpRequest, obj: Brief, form: Any, change: bool) -> None:
        if not change or form.has_changed():
            save_draft(brief=obj, by=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A changed byline or recommendation is an edit of the brief, too: it needs a new approval."""
        super().save_related(request, form, formsets, change)
        if change and not form.has_changed() and any(formset.has_changed() for formset in formsets):
            save_draft(brief=form.instance, by=request.user)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj") or (args[3] if len(args) > 3 else None)
        if obj is not None and obj.pk:
            # Read again: a refused form has already put its unsaved text into obj.
            context["desk"] = state_of(Brief.objects.get(pk=obj.pk), request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[Any]:
        own = [
            path(
                f"<int:object_id>/{act.name}/",
                self.admin_site.admin_view(partial(self.act_view, act=act)),
                name=f"briefs_brief_{act.name}",
            )
            for act in ACTS.values()
        ]
        preview = path(
            "<int:object_id>/preview/",
            self.admin_site.admin_view(never_cache(self.preview_view)),
            name="briefs_brief_preview",
        )
        return [*own, preview, *super().get_urls()]

    def preview_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The draft as readers would see it; nobody outside the desk can open it."""
        brief = self.get_object(request, str(object_id))
        if not self.has_view_permission(request, brief):
            raise PermissionDenied
        if brief is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        return render(request, "admin/briefs/brief/preview.html", preview_context(brief))

    def act_view(self, request: HttpRequest, object_id: int, act: Act) -> HttpResponse:
        """Ask before an act (GET) and do it (POST); what the service refuses is shown, and nothing is changed."""
        if not request.user.has_perm(act.permission):
            raise PermissionDenied
        brief = Brief.objects.filter(pk=object_id).first()
        if brief is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        if request.method != "POST":
            seen = request.GET.get("started_from", "")
            form = act.form(brief=brief, initial={"started_from": seen if seen.isdecimal() else brief.version})
            return self._ask(request, act, brief, form, issues=find_publish_issues(brief) if act.shows_issues else [])
        form = act.form(request.POST, brief=brief)
        issues = []
        if form.is_valid():
            try:
                done = self._act(brief, request.user, act, form.cleaned_data)
            except PublishRefused as refused:
                issues = [issue for issue in refused.issues if not self._is_at_field(form, issue)]
                messages.error(request, f"{act.label}: refused, and nothing was changed. Each reason is named below.")
            except (NotAllowed, StaleVersion) as refusal:
                messages.error(request, str(refusal))
            else:
                self.log_change(request, brief, f"{act.label}.")
                messages.success(request, done)
                return redirect("admin:briefs_brief_change", brief.pk)
        return self._ask(request, act, brief, form, issues=issues)

    def _act(self, brief: Brief, by: Any, act: Act, data: dict[str, Any]) -> str:
        if data["started_from"] != brief.version:
            raise StaleVersion(brief)
        return act.run(brief, by, data)

    def _is_at_field(self, form: ActForm, issue: Any) -> bool:
        name = {"correction": "correction_note"}.get(issue.field, issue.field)
        if issue.noun != "brief" or name not in form.fields:
            return False
        form.add_error(name, issue.message)
        return True

    def _ask(self, request: HttpRequest, act: Act, brief: Brief, form: ActForm, *, issues: Any) -> HttpResponse:
        stored = Brief.objects.filter(pk=brief.pk).first() or brief
        context = {
            **self.admin_site.each_context(request),
            "title": f"{act.label}: {stored.title}",
            "opts": self.opts,
            "act": act,
            "brief": stored,
            "form": form,
            "issues": issue_lines(i for i in issues if i.code != "not-approved" or act.name == "publish"),
        }
        return render(request, "admin/briefs/brief/act.html", context)
