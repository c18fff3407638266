"""DATABASE_URL → Django's DATABASES entry, for SQLite and PostgreSQL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from config.env import SettingError

EXAMPLES = "sqlite:///var/briefs.sqlite3 or postgresql://user:password@127.0.0.1:5432/briefs"

# recursive_triggers: REPLACE deletes rows, and only with it do the triggers that guard editions see that.
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;"

POSTGRESQL_OPTIONS = {
    "sslmode": ("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
    "sslrootcert": None,
    "application_name": None,
    "target_session_attrs": ("any", "read-write", "primary"),
}


def parse_database_url(url: str, *, base: Path, pool_size: int) -> dict[str, Any]:
    """The settings for one database. A relative SQLite path is counted from `base`.

    Raises SettingError; the message never repeats a password.
    """
    if not url.isprintable():
        raise SettingError(f"DATABASE_URL holds a control character. Examples: {EXAMPLES}")
    if "#" in url:
        raise SettingError(f"DATABASE_URL holds a #; write it as %23. Examples: {EXAMPLES}")
    try:
        parts = urlsplit(url)
        port = parts.port
        query = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
        path = unquote(parts.path, errors="strict")
    except ValueError as error:
        raise SettingError(f"DATABASE_URL can't be read ({reason(error)}). Examples: {EXAMPLES}") from None
    if "\x00" in path:
        raise SettingError(f"DATABASE_URL holds a NUL. Examples: {EXAMPLES}")
    if parts.scheme == "sqlite":
        return sqlite(path, host=parts.netloc, query=query, base=base)
    if parts.scheme in ("postgresql", "postgres"):
        name = path.removeprefix("/")
        if not name or "/" in name:
            raise SettingError(f"DATABASE_URL must name one database after the host. Examples: {EXAMPLES}")
        if parts.hostname and "host" in query:
            raise SettingError(f"DATABASE_URL names a host twice. Examples: {EXAMPLES}")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.pop("host", parts.hostname or ""),
            "PORT": str(port or ""),
            "CONN_MAX_AGE": 0,
            "OPTIONS": {
                "connect_timeout": 3,
                "pool": {"min_size": 1, "max_size": pool_size, "timeout": 5},
                **postgresql_options(query),
            },
        }
    raise SettingError(
        f"DATABASE_URL begins with {parts.scheme or 'nothing'!r}, but must begin with sqlite or postgresql. "
        f"Examples: {EXAMPLES}"
    )


def sqlite(path: str, *, host: str, query: dict[str, str], base: Path) -> dict[str, Any]:
    """Three slashes for a path below the project, four for one from the root."""
    relative = path.removeprefix("/")
    if host or query or not relative or relative.endswith("/"):
        raise SettingError(
            f"DATABASE_URL must name one SQLite file after three slashes, no options. Examples: {EXAMPLES}"
        )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(base / relative),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def postgresql_options(query: dict[str, str]) -> dict[str, str]:
    """The options after `?`: the few that make sense here, with values the server's library knows."""
    for name, value in query.items():
        if name not in POSTGRESQL_OPTIONS:
            known = ", ".join(sorted([*POSTGRESQL_OPTIONS, "host"]))
            raise SettingError(f"DATABASE_URL has the option {name!r}; those known are {known}.")
        allowed = POSTGRESQL_OPTIONS[name]
        if allowed and value not in allowed:
            raise SettingError(f"DATABASE_URL has {name}={value!r}, but it must be one of {', '.join(allowed)}.")
    return query


def reason(error: ValueError) -> str:
    """What Python says about a URL, unless that would repeat parts of it."""
    return "the port must be a number from 0 to 65535" if "ort" in str(error) else "it isn't a valid address"
