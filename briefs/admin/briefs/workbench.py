"""What the page shows on which a brief is written."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest

from briefs.desk.models import Approval, Brief, Comment
from briefs.publishing import find_publish_issues
from briefs.publishing.document.draft import load_draft

from .comments import comments_of
from .issues import issue_lines
from .panel import panel_of
from .state import STANDING, state_of


def workbench_of(context: dict[str, Any], obj: Brief | None, request: HttpRequest) -> dict[str, Any]:
    """What the template needs besides the forms in Django's context. The draft is read once for all of it."""
    form = context["adminform"].form
    rows = {inline.formset.prefix: inline.formset for inline in context["inline_admin_formsets"]}
    shown = {
        "form": form,
        "bylines": rows.get("bylines"),
        "placements": rows.get("placements"),
        "may_write": "body" in form.fields,
    }
    if obj is None or obj.pk is None:
        return shown
    # A refused form has already put its unsaved text into obj.
    stored = Brief.objects.select_related("edited_by").get(pk=obj.pk) if form.is_bound else obj
    read: list[Any] = [Prefetch("comments", Comment.objects.select_related("written_by", "resolved_by"))]
    if stored.state in STANDING:
        read.append(Prefetch("approvals", Approval.objects.select_related("approved_by")))
    prefetch_related_objects([stored], *read)
    authors = recommendations = None
    if not form.is_bound and len(rows) == 2:
        authors = [row.actor for row in rows["bylines"].get_queryset()]
        recommendations = [row.recommendation for row in rows["placements"].get_queryset()]
    # Only an approval is bound to the topics and countries of claims.
    terms = stored.state == Brief.State.APPROVED
    draft = load_draft(stored, authors=authors, recommendations=recommendations, terms=terms)
    issues = find_publish_issues(stored, draft=draft)
    return {
        **shown,
        "draft": draft,
        "desk": state_of(stored, request.user, issues=issue_lines(issues, draft=draft)),
        "panel": panel_of(draft, issues),
        **comments_of(stored, request.user, here=True),
    }
