"""EMAIL_URL → Django's settings of the mail server."""

from typing import Any
from urllib.parse import unquote, urlsplit

from config.env import SettingError, is_loopback

EXAMPLE = "smtps://desk:password@mail.example.org:465"
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
SECONDS = 5
CONSOLE = "django.core.mail.backends.console.EmailBackend"
NONE = "django.core.mail.backends.dummy.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def parse_email_url(url: str, *, debug: bool) -> dict[str, Any]:
    """The settings for one server; without a URL mails go to the console in development, and nowhere in production.

    ``smtps`` is encrypted from the start, ``smtp+tls`` by STARTTLS. Raises SettingError; the message never repeats
    a password.
    """
    if not url:
        return {"EMAIL_BACKEND": CONSOLE if debug else NONE}
    if url.partition("://")[0] not in PORTS:
        raise SettingError(f"EMAIL_URL must begin with {':// or '.join(PORTS)}://. Example: EMAIL_URL={EXAMPLE}")
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
        user, password = (unquote(part or "", errors="strict") for part in (parts.username, parts.password))
        sound = bool(parts.hostname) and port > 0 and not (parts.path.strip("/") or parts.query or parts.fragment)
    except ValueError:
        sound = False
    if not sound or not url.isprintable() or not (user + password).isprintable():
        raise SettingError(f"EMAIL_URL must be the address of a mail server. Example: EMAIL_URL={EXAMPLE}")
    if password and parts.scheme == "smtp" and not is_loopback(f"http://{parts.netloc}"):
        raise SettingError(
            "EMAIL_URL would send its password in the clear. Begin it with smtps:// or smtp+tls://. "
            f"Example: EMAIL_URL={EXAMPLE}"
        )
    return {
        "EMAIL_BACKEND": SMTP,
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": password,
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": SECONDS,
    }
