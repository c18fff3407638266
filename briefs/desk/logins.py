"""Accounts for trying the desk out: one in each role."""

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

DEMO_LOGINS = {"author": "Author", "editor": "Editor", "publisher": "Publisher"}


@dataclass(frozen=True)
class DemoLogin:
    """What became of one account. `password` is empty where an account was found and kept as it was."""

    name: str
    group: str
    password: str
    created: bool


@transaction.atomic
def provide_demo_logins(*, password: str = "") -> list[DemoLogin]:
    """Make the accounts that are missing, each in its group.

    New ones get `password`, or one random password for all. Accounts that exist keep theirs, unless
    `password` is given: then it is set again. Raises Group.DoesNotExist before the first migrate.
    """
    fresh = password or secrets.token_urlsafe(12)
    return [provide_login(name, group, given=password, fresh=fresh) for name, group in DEMO_LOGINS.items()]


def provide_login(name: str, group: str, *, given: str, fresh: str) -> DemoLogin:
    """One account, made or found."""
    user, created = get_user_model().objects.get_or_create(
        username=name, defaults={"is_staff": True, "first_name": group}
    )
    if created:
        user.groups.add(Group.objects.get(name=group))
    if created or (given and not user.check_password(given)):
        user.set_password(fresh)
        user.save(update_fields=["password"])
    return DemoLogin(name=name, group=group, password=fresh if created or given else "", created=created)
