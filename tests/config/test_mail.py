import pytest

from config.env import SettingError
from config.mail import parse_email_url
from tests.config.test_settings import load


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtps://desk:p%40ss@mail.example.org", ("mail.example.org", 465, "desk", "p@ss", True, False)),
        ("smtp+tls://desk:pw@mail.example.org:2525", ("mail.example.org", 2525, "desk", "pw", False, True)),
        ("smtp://127.0.0.1", ("127.0.0.1", 25, "", "", False, False)),
        ("smtp://desk:pw@localhost:1025/", ("localhost", 1025, "desk", "pw", False, False)),
    ],
)
def test_email_url_names_server_login_and_encryption(url: str, expected: tuple[object, ...]) -> None:
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_SSL", "USE_TLS")
    found = parse_email_url(url, debug=False)
    assert tuple(found[f"EMAIL_{name}"] for name in names) == expected
    assert found["EMAIL_TIMEOUT"] == 5


@pytest.mark.parametrize(
    "url",
    ["smtps://", "smtps://host:99999", "smtps://host/x", "smtps://host?a=1", "smtps://u%00:p@host"],
)
def test_email_url_that_is_no_mail_server_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(SettingError) as refused:
        parse_email_url(url, debug=False)
    assert "EMAIL_URL must be" in str(refused.value)
    assert "u%00" not in str(refused.value)


@pytest.mark.parametrize("url", ["https://mail.example.org", "mail.example.org"])
def test_email_url_of_another_protocol_is_refused(url: str) -> None:
    with pytest.raises(SettingError, match=r"must begin with smtp:// or smtp\+tls:// or smtps://"):
        parse_email_url(url, debug=False)


def test_password_does_not_leave_the_machine_unencrypted() -> None:
    with pytest.raises(SettingError, match="would send its password in the clear") as refused:
        parse_email_url("smtp://desk:secret-word@mail.example.org", debug=False)
    assert "secret-word" not in str(refused.value)


def test_without_a_server_mails_are_printed_in_development_and_not_sent_in_production() -> None:
    assert parse_email_url("", debug=True)["EMAIL_BACKEND"].endswith("console.EmailBackend")
    assert parse_email_url("", debug=False)["EMAIL_BACKEND"].endswith("dummy.EmailBackend")


def test_mails_come_from_the_host_of_the_site_unless_said_otherwise() -> None:
    site = {"SECRET_KEY": "abcdefghij" * 5, "SITE_URL": "https://briefs.example.org"}
    assert load(**site)["DEFAULT_FROM_EMAIL"] == "desk@briefs.example.org"
    assert load(**site, DEFAULT_FROM_EMAIL="us@example.org")["DEFAULT_FROM_EMAIL"] == "us@example.org"
