"""A publisher is killed twenty times at random moments. benchmarks/kill_publishing.py does it two hundred times."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """A database of its own, as the killed processes live outside the test's transaction."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/killed.sqlite3"
        return
    given = urlsplit(os.environ["DATABASE_URL"])
    name = f"briefs_killed_{os.getpid()}"
    with psycopg.connect(given.geturl(), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield given._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_publisher_killed_at_random_moments_leaves_nothing_half_published_and_loses_nothing(database_url):
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.kill_publishing", "--times", "20"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "0 half-published, 0 lost, 0 findings." in done.stdout
