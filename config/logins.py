"""Login attempts are limited per user name and address, and per address, before any password is hashed."""

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.db.models import Sum
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

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """Failures of this name from this address; at the limit, too, when all names from it reach theirs."""
        failures: int = super().get_failures(request, credentials)
        recent = AccessAttempt.objects.filter(
            ip_address=request.axes_ip_address, attempt_time__gte=get_cool_off_threshold(request)
        )
        of_address = recent.aggregate(total=Sum("failures_since_start"))["total"] or 0
        if of_address >= settings.LOGIN_FAILURES_PER_ADDRESS:
            return max(failures, settings.AXES_FAILURE_LIMIT)
        return failures


def refuse_login(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """The page for somebody who guessed too often; it does not say whether the account exists."""
    context = {
        **admin.site.each_context(request),
        "title": "Too many attempts",
        "minutes": settings.AXES_COOLOFF_TIME.seconds // 60,
    }
    return render(request, "admin/login_locked.html", context, status=429)
