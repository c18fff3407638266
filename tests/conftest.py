"""What every test can rely on: a database that can be emptied, Chromium if there is one, no network."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db import connection
from django.test import TransactionTestCase

from briefs.desk.roles import provide_roles

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
IN_CI = os.environ.get("CI", "").lower() in ("1", "true")
NOT_HERE = {
    "browser": "no Chromium found (apt-get install chromium)",
    "postgres": "DATABASE_URL does not name a PostgreSQL",
    "sources": "the two source articles do not lie beside the project, in ../shared/seeds",
}
SOURCES = Path(__file__).resolve().parents[2] / "shared" / "seeds"


def is_missing(marker: str) -> bool:
    """Whether this machine lacks what tests with this marker need."""
    match marker:
        case "browser":
            return CHROMIUM is None
        case "postgres":
            return connection.vendor != "postgresql"
        case _:
            return not SOURCES.is_dir()


def pytest_collection_finish() -> None:
    """What has been imported stays until the end; looking through it again and again took a tenth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, reason in NOT_HERE.items():
        if item.get_closest_marker(marker) and is_missing(marker):
            if IN_CI and marker == "browser":
                pytest.fail(f"CI must run {marker} tests, but {reason}", pytrace=False)
            pytest.skip(f"{marker}: {reason}")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line for each kind of test that could not run here."""
    skipped = terminalreporter.stats.get("skipped", [])
    for marker, reason in NOT_HERE.items():
        count = sum(f"{marker}: {reason}" in str(report.longrepr) for report in skipped)
        if count:
            terminalreporter.write_line(f"Not run: {count} {marker} test(s), because {reason}.", yellow=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database with the roles in it, which a migration makes elsewhere.

    Sessions that a browser's last request left open are ended before it is dropped.
    """
    with django_db_blocker.unblock():
        provide_roles(apps)
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(scope="session", autouse=True)
def flush_past_triggers() -> Iterator[None]:
    """Transactional tests end by emptying all tables, which the triggers that guard editions refuse.

    They are dropped for that moment; the flush sends post_migrate, which installs them again. The roles went with
    the flush, too.
    """
    from briefs.record.triggers import drop_triggers

    teardown = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def drop_and_teardown(case: TransactionTestCase) -> None:
        drop_triggers(connection)
        teardown(case)
        provide_roles(apps)

    with patch.object(TransactionTestCase, "_fixture_teardown", drop_and_teardown):
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How pytest-playwright starts the browser: the system's Chromium, never one it would download."""
    return {"executable_path": CHROMIUM, "args": CHROMIUM_ARGS}
