from ipaddress import ip_network
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from config.middleware import TrustedProxyMiddleware


def seen(peer: str, **headers: str) -> tuple[str, str]:
    """Address and scheme that the application sees."""
    requests: list[HttpRequest] = []

    def remember(request: HttpRequest) -> HttpResponse:
        requests.append(request)
        return HttpResponse()

    TrustedProxyMiddleware(remember)(RequestFactory().get("/", REMOTE_ADDR=peer, **headers))  # type: ignore[arg-type]
    return requests[0].META["REMOTE_ADDR"], str(requests[0].scheme)


@pytest.fixture
def proxies(settings: Any) -> None:
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1"), ip_network("10.0.0.0/8")]


def test_nobody_is_believed_unless_named() -> None:
    claims = {"HTTP_X_FORWARDED_FOR": "198.51.100.1", "HTTP_X_FORWARDED_PROTO": "https"}
    assert seen("127.0.0.1", **claims) == ("127.0.0.1", "http")


@pytest.mark.usefixtures("proxies")
@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.1, 10.1.2.3", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, nonsense", "127.0.0.1"),
        ("127.0.0.1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
    ],
)
def test_address_is_the_last_one_a_trusted_proxy_saw(peer: str, forwarded: str, expected: str) -> None:
    assert seen(peer, HTTP_X_FORWARDED_FOR=forwarded)[0] == expected


@pytest.mark.usefixtures("proxies")
def test_scheme_comes_from_trusted_proxies_alone() -> None:
    assert seen("127.0.0.1", HTTP_X_FORWARDED_PROTO="https")[1] == "https"
    assert seen("192.0.2.7", HTTP_X_FORWARDED_PROTO="https")[1] == "http"
