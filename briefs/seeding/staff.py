"""Who acts when seeds are loaded."""

from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from briefs.desk.logins import DEMO_LOGINS


class Staff:
    """Who acts: author, editor and publisher. Accounts that are missing are made, without a password."""

    @cached_property
    def author(self) -> Any:
        return self._member("author")

    @cached_property
    def editor(self) -> Any:
        return self._member("editor")

    @cached_property
    def publisher(self) -> Any:
        return self._member("publisher")

    def _member(self, name: str) -> Any:
        group = DEMO_LOGINS[name]
        users = get_user_model().objects
        user = users.filter(username=name).first()
        if user is None:
            user = users.create_user(username=name, is_staff=True, first_name=group)
            user.groups.add(Group.objects.get(name=group))
        return user
