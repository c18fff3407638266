"""Headers on every answer, and whom we believe about where a request comes from."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from config.policies import PERMISSIONS_POLICY

GetResponse = Callable[[HttpRequest], HttpResponseBase]
CLAIMS = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


class HeadersMiddleware:
    """Adds the headers Django has no setting for, and picks the policy for pages that need another.

    Stands right after django-csp's middleware, which writes the policy once this one has chosen it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        for prefix, directives in settings.CONTENT_SECURITY_POLICY_BY_PREFIX.items():
            if request.path_info.startswith(prefix):
                response._csp_replace = directives  # type: ignore[attr-defined]
        return response


class PublicGZipMiddleware(GZipMiddleware):
    """Compresses what everybody may read. The admin's forms hold secrets that compression would leak (BREACH)."""

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith("/admin/"):
            return response
        return super().process_response(request, response)


class TrustedProxyMiddleware:
    """Takes the reader's address and scheme from a trusted proxy; drops what anybody else claims of them.

    Whatever comes after it (login limits, the redirect to https) reads REMOTE_ADDR and the scheme alone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        claims = {name: request.META.pop(name, "") for name in CLAIMS}
        if is_trusted(request.META.get("REMOTE_ADDR", "")):
            scheme = claims["HTTP_X_FORWARDED_PROTO"].strip().lower()
            if scheme in ("http", "https"):
                request.META["wsgi.url_scheme"] = scheme
            # Each proxy adds the address it saw at the right end; only what trusted ones added is true.
            for hop in reversed(claims["HTTP_X_FORWARDED_FOR"].split(",")):
                if not is_address(hop.strip()):
                    break
                request.META["REMOTE_ADDR"] = hop.strip()
                if not is_trusted(hop.strip()):
                    break
        return self.get_response(request)


def is_trusted(address: str) -> bool:
    """Whether `address` belongs to one of TRUSTED_PROXIES."""
    return is_address(address) and any(ip_address(address) in network for network in settings.TRUSTED_PROXIES)


def is_address(text: str) -> bool:
    """Whether `text` is an IPv4 or IPv6 address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
