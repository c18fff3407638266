"""What commands take by name, found or refused in a sentence."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError

from briefs.desk.models import Brief


def brief_named(slug: str) -> Brief:
    """The brief with this slug; CommandError when there is none."""
    brief = Brief.objects.filter(slug=slug).first()
    if brief is None:
        raise CommandError(f"slug: no brief is called {slug}. Give the last part of its address.")
    return brief


def user_named(username: str) -> Any:
    """The user with this name; CommandError when there is none."""
    user = get_user_model().objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"--by: no user is called {username}. Give the user name of a publisher.")
    return user
