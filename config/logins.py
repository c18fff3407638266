"""Login attempts are limited per user name and address, before any password is hashed."""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class LoginLimiter(AxesDatabaseHandler):
    """Counts failures in the database, where every process sees them.

    Keeps the name tried and the address until the next attempt after the waiting time, and nothing else.
    """

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
        if request is not None:
            request.axes_user_agent = request.axes_http_accept = ""
        super().user_login_failed(sender, credentials, request, **kwargs)
        AccessAttempt.objects.exclude(post_data="", get_data="").update(post_data="", get_data="")


def refuse_login(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """The page for somebody who guessed too often; it does not say whether the account exists."""
    context = {
        **admin.site.each_context(request),
        "title": "Too many attempts",
        "minutes": settings.AXES_COOLOFF_TIME.seconds // 60,
    }
    return render(request, "admin/login_locked.html", context, status=429)
