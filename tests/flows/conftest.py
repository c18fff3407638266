import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """A database of its own, for processes that live outside the test's transaction."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/own.sqlite3"
        return
    given = urlsplit(os.environ["DATABASE_URL"])
    name = f"briefs_own_{os.getpid()}"
    with psycopg.connect(given.geturl(), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield given._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
