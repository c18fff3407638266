"""The row that a page of our own is about: seen only by those who may, and missed with a sentence, not a 404."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from briefs.desk.models import Brief


def visible_brief(request: HttpRequest, page: Any, object_id: int) -> Brief | None:
    """The brief as it is stored, None when there is none. Raises PermissionDenied for those who may not see it."""
    brief = Brief.objects.filter(pk=object_id).first()
    if not page.has_view_permission(request, brief):
        raise PermissionDenied
    return brief


def not_there(request: HttpRequest, page: Any, object_id: int) -> HttpResponse:
    """Back to the front page with a sentence: the row was deleted, or never was."""
    answer: HttpResponse = page._get_obj_does_not_exist_redirect(request, page.opts, str(object_id))
    return answer
