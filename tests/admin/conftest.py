"""Editors who are logged in."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests import factories
from tests.admin.pages import login


@pytest.fixture
def root_client(db: None) -> Client:
    """A logged-in superuser."""
    return login(get_user_model().objects.create_superuser("root"))


@pytest.fixture
def as_role(db: None) -> Callable[[str], Client]:
    """A logged-in author, editor or publisher, by the name of the role in lower case."""
    return lambda role: login(getattr(factories, role)())
