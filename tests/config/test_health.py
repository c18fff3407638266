from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client


def test_livez_answers_without_the_database(client: Client) -> None:
    response = client.get("/livez")
    assert (response.status_code, response.content) == (200, b"The process answers.\n")


@pytest.mark.django_db
def test_readyz_answers_when_all_is_well(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"Database and cache answer.\n")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_readyz_says_that_the_database_is_gone(client: Client) -> None:
    with patch("config.health.connection.cursor", side_effect=OperationalError("gone")):
        response = client.get("/readyz")
    expected = b"The database does not answer: check DATABASE_URL and that its server runs.\n"
    assert (response.status_code, response.content) == (503, expected)


@pytest.mark.django_db
def test_readyz_says_that_the_cache_is_gone(client: Client) -> None:
    with patch.object(type(cache._connections["default"]), "get", side_effect=ConnectionError("gone")):  # type: ignore[attr-defined]
        response = client.get("/readyz")
    expected = b"The cache does not answer: check REDIS_URL and that its server runs.\n"
    assert (response.status_code, response.content) == (503, expected)
