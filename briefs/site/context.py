"""What every page knows, whatever its view says."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """The site's name, and its address without a slash at the end. No query, no session, no cookie."""
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL.rstrip("/")}
