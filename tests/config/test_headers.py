import pytest
from django.test import Client

pytestmark = [pytest.mark.urls("tests.config.urls")]

PUBLIC = {
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


def policy(response: object) -> set[str]:
    return set(response.headers["Content-Security-Policy"].split("; "))  # type: ignore[attr-defined]


def test_public_page_may_load_our_style_and_pictures_and_run_no_script(client: Client) -> None:
    assert policy(client.get("/public/")) == PUBLIC


@pytest.mark.django_db
def test_admin_may_also_run_our_scripts(client: Client) -> None:
    assert policy(client.get("/admin/login/")) == PUBLIC | {"script-src 'self'", "connect-src 'self'"}


def test_error_pages_have_the_policy_too(client: Client) -> None:
    client.raise_request_exception = False
    assert policy(client.get("/nowhere/")) == PUBLIC
    assert policy(client.get("/failing/")) == PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/public/", "/admin/login/", "/api/v1/docs", "/nowhere/"])
def test_no_policy_allows_anything_unsafe_or_foreign(client: Client, address: str) -> None:
    text = client.get(address).headers["Content-Security-Policy"]
    assert [word for word in ("unsafe", "http", "*") if word in text] == []


@pytest.mark.parametrize("address", ["/public/", "/nowhere/", "/livez"])
def test_every_answer_carries_the_other_headers(client: Client, address: str) -> None:
    headers = client.get(address).headers
    names = (
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "X-Frame-Options",
    )
    assert [headers.get(name) for name in names] == [
        "nosniff",
        "same-origin",
        "same-origin",
        "same-origin",
        "DENY",
    ]
    assert "camera=()" in headers["Permissions-Policy"]


def test_public_page_sets_no_cookie_and_is_the_same_for_everybody(client: Client) -> None:
    response = client.get("/public/")
    assert response.cookies.output() == ""
    assert "Vary" not in response.headers
    assert "Set-Cookie" not in response.headers


@pytest.mark.django_db
def test_public_page_asks_the_database_nothing_about_a_logged_in_reader(
    client: Client, django_assert_num_queries: object, admin_user: object
) -> None:
    client.force_login(admin_user)  # type: ignore[arg-type]
    with django_assert_num_queries(0):  # type: ignore[operator]
        response = client.get("/public/")
    assert "Vary" not in response.headers


def test_foreign_host_names_are_refused(client: Client) -> None:
    assert client.get("/public/", headers={"host": "evil.example"}).status_code == 400


def test_public_pages_are_compressed_and_say_so(client: Client) -> None:
    response = client.get("/long/", headers={"Accept-Encoding": "gzip"})
    assert (response.headers["Content-Encoding"], response.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert len(response.content) < 200


def test_admin_pages_are_never_compressed(client: Client) -> None:
    assert "Content-Encoding" not in client.get("/admin/long/", headers={"Accept-Encoding": "gzip"}).headers
