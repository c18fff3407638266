"""What conftest.py promises: tests that commit leave an empty, guarded database behind."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from briefs.record.models import Edition
from briefs.record.triggers import faulty_triggers
from tests.factories import published


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", ["first", "second"])
def test_committed_editions_are_gone_before_the_next_test_and_the_guards_are_back(run: str) -> None:
    assert Edition.objects.count() == 0
    assert faulty_triggers(connection) == []
    assert Group.objects.count() == 3
    published()
    assert Edition.objects.count() == 1
