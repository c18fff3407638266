from datetime import UTC, date, datetime
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from briefs.desk.models import FollowUp

NOW = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)


def check(dated: date) -> None:
    with patch("django.utils.timezone.now", return_value=NOW):
        FollowUp(status="accepted", dated=dated).clean()


def test_follow_up_of_a_day_to_come_is_refused_by_field() -> None:
    with pytest.raises(ValidationError) as refused:
        check(date(2026, 3, 2))
    assert refused.value.message_dict == {
        "dated": ["dated: 2026-03-02 lies in the future, as today is 2026-03-01. Write the day it was so."]
    }


def test_follow_up_of_today_or_earlier_is_taken() -> None:
    check(date(2026, 3, 1))
    check(date(2020, 1, 1))


@override_settings(TIME_ZONE="Asia/Bishkek")
def test_today_is_that_of_the_desk() -> None:
    check(date(2026, 3, 2))


def test_follow_up_without_a_day_is_left_to_the_field() -> None:
    FollowUp(status="accepted").clean()
