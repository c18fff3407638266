"""settings.py under other environments: it is run again for each, beside the suite's own."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from config.env import SettingError

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = "aB3-xY9_qW" * 5
HTTPS_SITE = {"SECRET_KEY": KEY, "SITE_URL": "https://briefs.example.org"}


def load(**environment: str) -> dict[str, Any]:
    with patch.dict(os.environ, environment, clear=True):
        return runpy.run_path(str(ROOT / "config" / "settings.py"))


def test_production_is_the_default() -> None:
    assert load(**HTTPS_SITE)["DEBUG"] is False


def test_production_refuses_to_start_without_a_secret_key() -> None:
    with pytest.raises(SettingError, match="^SECRET_KEY is not set. Set it, or SECRET_KEY_FILE"):
        load(SITE_URL="https://briefs.example.org")


def test_production_refuses_a_secret_key_under_50_characters() -> None:
    with pytest.raises(SettingError, match="^SECRET_KEY has 49 characters and needs 50 or more"):
        load(SITE_URL="https://briefs.example.org", SECRET_KEY="k" * 49)


def test_production_refuses_a_secret_key_of_few_different_characters() -> None:
    with pytest.raises(SettingError, match="^SECRET_KEY is made of 4 different characters and needs 5 or more"):
        load(SITE_URL="https://briefs.example.org", SECRET_KEY="abcd" * 15)


def test_production_refuses_a_secret_key_made_for_development() -> None:
    with pytest.raises(SettingError, match="^SECRET_KEY begins with django-insecure-, so it was made for"):
        load(SITE_URL="https://briefs.example.org", SECRET_KEY="django-insecure-" + KEY)


@pytest.mark.parametrize(
    "address", ["http://briefs.example.org", "http://10.0.0.5:8000", "http://localhost.example.org", "http://0.0.0.0"]
)
def test_production_refuses_http_for_any_host_but_this_machine(address: str) -> None:
    with pytest.raises(SettingError) as refused:
        load(SECRET_KEY=KEY, SITE_URL=address)
    assert str(refused.value) == (
        f"SITE_URL is {address!r}, but must be an https address: by http, passwords and cookies would cross the "
        f"network unprotected. Example: SITE_URL={address.replace('http', 'https', 1)}"
    )


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8000", "http://[::1]:8000", "http://localhost", "HTTP://b.localhost"]
)
def test_production_takes_http_for_this_machine(address: str) -> None:
    assert load(SECRET_KEY=KEY, SITE_URL=address)["SITE_URL"] == address


def test_development_takes_http_for_any_host() -> None:
    assert load(DEBUG="1", SITE_URL="http://10.0.0.5:8000")["SITE_URL"] == "http://10.0.0.5:8000"


@pytest.mark.parametrize("hosts", ["", "*", ".example.org"])
def test_production_refuses_to_start_without_a_name_of_its_own(hosts: str) -> None:
    with pytest.raises(SettingError, match="^ALLOWED_HOSTS or SITE_URL must be set. Example: SITE_URL="):
        load(SECRET_KEY=KEY, ALLOWED_HOSTS=hosts)


def test_allowed_hosts_alone_mean_https() -> None:
    settings = load(SECRET_KEY=KEY, ALLOWED_HOSTS="briefs.example.org,www.example.org")
    assert settings["SITE_URL"] == "https://briefs.example.org"
    assert settings["SECURE_SSL_REDIRECT"] is True


def test_site_url_alone_gives_the_allowed_host() -> None:
    assert load(**HTTPS_SITE)["ALLOWED_HOSTS"] == ["briefs.example.org"]


def test_development_starts_without_any_setting() -> None:
    settings = load(DEBUG="1")
    assert settings["SITE_URL"] == "http://127.0.0.1:8000"
    assert settings["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert len(settings["SECRET_KEY"]) >= 50


def test_https_brings_host_cookies_redirect_and_hsts() -> None:
    settings = load(**HTTPS_SITE)
    names = (
        "SESSION_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_NAME",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
    )
    assert [settings[name] for name in names] == [
        "__Host-session",
        True,
        "__Host-csrftoken",
        True,
        True,
        31536000,
    ]


def test_http_has_none_of_them_so_that_the_demo_works_without_a_certificate() -> None:
    settings = load(SECRET_KEY=KEY, SITE_URL="http://127.0.0.1:8000")
    names = ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    assert [settings[name] for name in names] == ["session", False, False, 0]


def test_host_cookies_keep_the_conditions_browsers_put_on_their_name() -> None:
    settings = load(**HTTPS_SITE)
    assert settings.get("SESSION_COOKIE_DOMAIN") is None
    assert settings.get("CSRF_COOKIE_DOMAIN") is None
    assert (settings.get("SESSION_COOKIE_PATH", "/"), settings.get("CSRF_COOKIE_PATH", "/")) == ("/", "/")


def test_redis_replaces_local_memory() -> None:
    backend = load(**HTTPS_SITE, REDIS_URL="redis://127.0.0.1:6379/0")["CACHES"]["default"]["BACKEND"]
    assert backend == "django.core.cache.backends.redis.RedisCache"
    assert load(**HTTPS_SITE)["CACHES"]["default"]["BACKEND"].endswith("LocMemCache")


def test_passwords_are_hashed_with_argon2() -> None:
    assert load(**HTTPS_SITE)["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_check_deploy_has_nothing_to_warn_about() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **HTTPS_SITE)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


def test_manage_names_a_faulty_setting_without_a_traceback() -> None:
    done = manage("check", **HTTPS_SITE, DATABASE_URL="mysql://a/b")
    assert done.returncode == 1
    assert done.stderr.startswith("error: DATABASE_URL begins with 'mysql'")
    assert "Traceback" not in done.stderr


def test_manage_names_a_var_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where a directory should be")
    done = manage("migrate", **HTTPS_SITE, DATABASE_URL=f"sqlite:///{tmp_path}/var/b.sqlite3")
    assert done.returncode == 1
    assert f"The database file {tmp_path}/var/b.sqlite3 can't be written" in done.stderr
    assert "Make the directory writable for this user, or name another file in DATABASE_URL." in done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_names_a_setting_that_is_missing() -> None:
    bare = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    done = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check"], env=bare, capture_output=True, text=True, cwd=ROOT
    )
    assert (done.returncode, done.stderr.splitlines()) == (
        1,
        ["error: SECRET_KEY is not set. Set it, or SECRET_KEY_FILE, or DEBUG=1 for development."],
    )
