"""Accounts for trying the desk out: one in each role."""

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

DEMO_LOGINS = {"author": "Author", "editor": "Editor", "publisher": "Publisher"}


@dataclass(frozen=True)
class DemoLogin:
    """What became of one account. `password` is empty where it was kept as it was; we only know its hash."""

    name: str
    group: str
    password: str


@transaction.atomic
def provide_demo_logins(*, password: str = "") -> list[DemoLogin]:
    """Make sure that the three accounts exist and that somebody can log in with them.

    An account without a password (a new one, or one made by load_seeds) gets `password`, or one random password
    for all. One that has a password keeps it, unless `password` is given: then it is set again.
    Raises Group.DoesNotExist before the first migrate, ValidationError for a password that is too weak.
    """
    if password:
        validate_password(password)
    fresh = password or secrets.token_urlsafe(12)
    return [provide_login(name, group, given=password, fresh=fresh) for name, group in DEMO_LOGINS.items()]


def provide_login(name: str, group: str, *, given: str, fresh: str) -> DemoLogin:
    """One account. Its group is set when it is made, and left to the editors after that."""
    users = get_user_model().objects
    user = users.filter(username=name).first()
    if user is None:
        user = users.create_user(username=name, is_staff=True, first_name=group)
        user.groups.add(Group.objects.get(name=group))
    if not given and user.has_usable_password():
        return DemoLogin(name=name, group=group, password="")
    if not user.check_password(fresh):
        user.set_password(fresh)
        user.save(update_fields=["password"])
    return DemoLogin(name=name, group=group, password=fresh)
