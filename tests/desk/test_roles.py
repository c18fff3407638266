"""The three groups: made once, completed later, never cut."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection

from briefs.desk.roles import ROLES, provide_roles

pytestmark = pytest.mark.django_db


def codenames(role: str) -> set[str]:
    return set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_the_permissions_it_names_and_all_of_them_exist(role):
    assert codenames(role) == set(ROLES[role])


def test_group_that_exists_gains_what_it_lacks_and_loses_nothing():
    editors = Group.objects.get(name="Editor")
    editors.permissions.remove(Permission.objects.get(codename="approve_brief"))
    editors.permissions.add(Permission.objects.get(codename="view_user"))
    provide_roles(apps)
    assert codenames("Editor") == {*ROLES["Editor"], "view_user"}


def test_migration_makes_groups_and_permissions_where_there_are_none():
    Group.objects.all().delete()
    Permission.objects.filter(content_type__app_label="briefs").delete()
    migration = importlib.import_module("briefs.migrations.0003_roles")
    for _ in range(2):
        migration.make_roles(apps, connection.schema_editor())
    assert {role: codenames(role) for role in ROLES} == {role: set(named) for role, named in ROLES.items()}
