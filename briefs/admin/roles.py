"""Who may open a page or do a thing, said in a sentence to those who may not."""

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied


def require_role(user: Any, permission: str, *, doing: str) -> None:
    """Raise PermissionDenied with a sentence, which 403.html shows, unless this user may do it.

    ``doing`` is what the permission is for, as the sentence begins: “Publishing”.
    """
    if not user.has_perm(permission):
        raise PermissionDenied(who_may(permission, doing=doing))


def who_may(permission: str, *, doing: str) -> str:
    """Which roles may do it, and whom to ask. The groups are asked: whoever runs the desk may have changed them."""
    app, _, codename = permission.partition(".")
    able = Group.objects.filter(permissions__content_type__app_label=app, permissions__codename=codename)
    roles = [f"{name}s" for name in able.order_by("name").values_list("name", flat=True)]
    if not roles:
        return f"{doing} is open to no role. Ask whoever runs the desk."
    return f"{doing} is open to {' and '.join(filter(None, [', '.join(roles[:-1]), roles[-1]]))}. Ask one of them."
