"""Settings from the environment: typed, listed, and refused in a sentence.

Every reader registers what it read in `Environment.settings`; a test holds that list against README's table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured

TRUE = ("1", "true", "yes", "on")
FALSE = ("0", "false", "no", "off")
LEAST_DIFFERENT = 5


class SettingError(ImproperlyConfigured):
    """A setting nobody can work with; the message names it, the value, and a value that would do."""


@dataclass(frozen=True)
class Setting:
    """One variable this project reads: what README's table says about it."""

    name: str
    kind: str
    default: str
    purpose: str


class Environment:
    """Reads settings out of `source` (usually os.environ). An empty value counts as not set."""

    def __init__(self, source: Mapping[str, str]) -> None:
        self.source = source
        self.settings: dict[str, Setting] = {}

    def text(self, name: str, *, default: str = "", example: str, purpose: str) -> str:
        """A line of text."""
        value = self._read(name, "text", default, purpose) or default
        if not value.isprintable():
            # The value itself stays out of the message: it may hold a password.
            raise SettingError(f"{name} holds a control character. Example: {name}={example}")
        return value

    def time_zone(self, name: str, *, default: str, purpose: str) -> str:
        """A name of the time zone database."""
        value = self._read(name, "time zone", default, purpose) or default
        if value not in available_timezones():
            raise refusal(name, value, "a time zone such as UTC", "Europe/Brussels")
        return value

    def networks(self, name: str, *, purpose: str) -> list[IPv4Network | IPv6Network]:
        """Addresses and networks with commas between them."""
        try:
            return [ip_network(text) for text in self.names(name, purpose=purpose)]
        except ValueError:
            value = self.source[name]
            raise refusal(name, value, "addresses or networks", "127.0.0.1,10.0.0.0/8") from None

    def flag(self, name: str, *, default: bool, purpose: str) -> bool:
        """Yes or no, in the usual spellings."""
        value = self._read(name, "yes or no", "1" if default else "0", purpose).lower()
        if value not in (*TRUE, *FALSE, ""):
            raise refusal(name, value, "yes or no", "1")
        return value in TRUE if value else default

    def number(self, name: str, *, default: int, least: int, most: int, purpose: str) -> int:
        """A whole number between `least` and `most`, both included."""
        value = self._read(name, "number", str(default), purpose)
        wanted = f"a whole number from {least} to {most}"
        # The length comes first: int() of a very long string of digits raises an error of its own.
        if value and not (value.isascii() and value.isdigit() and len(value) < 19):
            raise refusal(name, value, wanted, str(default))
        number = int(value) if value else default
        if not least <= number <= most:
            raise refusal(name, value, wanted, str(default))
        return number

    def names(self, name: str, *, default: tuple[str, ...] = (), purpose: str) -> list[str]:
        """Several values with commas between them."""
        value = self._read(name, "list, commas between", ", ".join(default), purpose)
        return [part.strip() for part in value.split(",") if part.strip()] or list(default)

    def choice(self, name: str, *, default: str, options: tuple[str, ...], purpose: str) -> str:
        """One of `options`, upper or lower case."""
        value = self._read(name, "one of " + ", ".join(options), default, purpose) or default
        for option in options:
            if value.lower() == option.lower():
                return option
        raise refusal(name, value, "one of " + ", ".join(options), default)

    def web_address(self, name: str, *, default: str = "", purpose: str) -> str:
        """An http or https address with a host and nothing after it but a path; no slash at its end."""
        value = self._read(name, "address", default, purpose) or default
        if not value:
            return ""
        example = "https://briefs.example.org"
        try:
            parts = urlsplit(value)
            sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            sound = False
        if not sound or "@" in parts.netloc or parts.query or parts.fragment or not value.isprintable():
            raise refusal(name, value, "an http or https address", example)
        return value.rstrip("/")

    def service(self, name: str, *, schemes: tuple[str, ...], example: str, purpose: str) -> str:
        """The address of another server, which may hold a password; empty if not set."""
        value = self.text(name, example=example, purpose=purpose)
        if value and value.partition("://")[0] not in schemes:
            raise SettingError(f"{name} must begin with {' or '.join(schemes)}. Example: {name}={example}")
        return value

    def secret(self, name: str, *, purpose: str, least: int) -> str:
        """A secret, or the content of the file that `<name>_FILE` names; empty if neither is set."""
        value = self._read(name, "secret", "", purpose)
        file_name = f"{name}_FILE"
        path = self._read(file_name, "file", "", f"A file that holds {name}, read when {name} is not set.")
        if not value and path:
            try:
                value = Path(path).read_text(encoding="utf-8").strip()
            except (OSError, ValueError) as error:
                raise refusal(file_name, path, f"a readable text file ({error})", "var/secret_key") from None
        fault = ""
        if value and len(value) < least:
            fault = f"has {len(value)} characters and needs {least} or more"
        elif value and len(set(value)) < LEAST_DIFFERENT:
            fault = f"is made of {len(set(value))} different characters and needs {LEAST_DIFFERENT} or more"
        elif value.startswith("django-insecure-"):
            fault = "begins with django-insecure-, so it was made for development"
        if fault:
            make = 'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
            raise SettingError(f"{name} {fault}. {make}")
        return value

    def _read(self, name: str, kind: str, default: str, purpose: str) -> str:
        self.settings[name] = Setting(name=name, kind=kind, default=default, purpose=purpose)
        return self.source.get(name, "").strip()


def is_loopback(address: str) -> bool:
    """Whether a web address leads to the machine itself."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def refusal(name: str, value: str, wanted: str, example: str) -> SettingError:
    """The error for a value that is not `wanted`; long values are cut, so that it can be read."""
    shown = value if len(value) <= 80 else value[:80] + "…"
    return SettingError(f"{name} is {shown!r}, but must be {wanted}. Example: {name}={example}")
