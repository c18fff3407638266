from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session", autouse=True)
def allow_queries_once_a_browser_runs() -> Iterator[None]:
    """Playwright's event loop stays in the thread until the session ends, so Django's guard must rest as long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: Any) -> Any:
    """The server, started after the test database and so stopped before it is dropped."""
    return live_server
