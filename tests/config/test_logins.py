from typing import Any
from unittest.mock import patch

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.test import Client

pytestmark = pytest.mark.django_db

RIGHT = "a right and long password"


@pytest.fixture(autouse=True)
def limiter_on(settings: Any) -> None:
    settings.AXES_ENABLED = True


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("meerim", password=RIGHT, is_staff=True)


def log_in(client: Client, password: str, name: str = "meerim", address: str = "192.0.2.7") -> Any:
    return client.post(
        "/admin/login/",
        {"username": name, "password": password},
        REMOTE_ADDR=address,
        headers={"user-agent": "Curious Browser 1.0"},
    )


def lock_out(client: Client) -> None:
    for attempt in range(5):
        log_in(client, f"wrong {attempt}")


def test_fifth_wrong_password_gets_a_calm_page(client: Client, editor: User) -> None:
    answers = [log_in(client, "wrong").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert "Wait 15 minutes" in log_in(client, "wrong").content.decode()


def test_locked_out_login_never_reaches_the_hasher(client: Client, editor: User) -> None:
    lock_out(client)
    with (
        patch.object(MD5PasswordHasher, "encode", side_effect=AssertionError("hashed")),
        patch.object(MD5PasswordHasher, "verify", side_effect=AssertionError("hashed")),
    ):
        assert log_in(client, RIGHT).status_code == 429
        assert log_in(client, "wrong again").status_code == 429


def test_another_address_and_another_name_are_not_locked_out(client: Client, editor: User) -> None:
    lock_out(client)
    assert log_in(client, "wrong", name="aizada").status_code == 200
    assert log_in(client, RIGHT, address="192.0.2.8").status_code == 302


def test_names_that_do_not_exist_are_locked_out_alike(client: Client) -> None:
    answers = [log_in(client, "wrong", name="nobody").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]


def test_right_password_forgets_the_wrong_ones(client: Client, editor: User) -> None:
    log_in(client, "wrong")
    assert log_in(client, RIGHT).status_code == 302
    assert AccessAttempt.objects.count() == 0


def test_attempts_while_locked_out_do_not_prolong_it(client: Client, editor: User) -> None:
    lock_out(client)
    before = AccessAttempt.objects.get().attempt_time
    log_in(client, "wrong")
    assert AccessAttempt.objects.get().attempt_time == before


def test_forged_forwarding_header_is_no_way_round(client: Client, editor: User) -> None:
    lock_out(client)
    answer = client.post(
        "/admin/login/",
        {"username": "meerim", "password": RIGHT},
        REMOTE_ADDR="192.0.2.7",
        headers={"x-forwarded-for": "198.51.100.1"},
    )
    assert answer.status_code == 429


def test_nothing_is_kept_but_name_address_and_count(client: Client, editor: User) -> None:
    log_in(client, "wrong")
    log_in(client, "wrong too")
    kept = AccessAttempt.objects.values().get()
    kept.pop("id")
    kept.pop("attempt_time")
    assert kept == {
        "username": "meerim",
        "ip_address": "192.0.2.7",
        "failures_since_start": 2,
        "path_info": "/admin/login/",
        "user_agent": "",
        "http_accept": "",
        "get_data": "",
        "post_data": "",
    }


def test_old_attempts_go_with_the_next_login_of_anybody(client: Client, editor: User, settings: Any) -> None:
    log_in(client, "wrong", name="aizada")
    attempt = AccessAttempt.objects.get()
    AccessAttempt.objects.update(attempt_time=attempt.attempt_time - settings.AXES_COOLOFF_TIME)
    log_in(client, RIGHT)
    assert AccessAttempt.objects.count() == 0


def fail_of_many_names(client: Client, count: int) -> list[int]:
    return [log_in(client, "wrong", name=f"name{number}").status_code for number in range(count)]


def test_fiftieth_failure_of_an_address_locks_it_out_whatever_the_names(client: Client, editor: User) -> None:
    assert fail_of_many_names(client, 50) == [200] * 49 + [429]
    with (
        patch.object(MD5PasswordHasher, "encode", side_effect=AssertionError("hashed")),
        patch.object(MD5PasswordHasher, "verify", side_effect=AssertionError("hashed")),
    ):
        answer = log_in(client, RIGHT)
    assert (answer.status_code, "from your address altogether" in answer.content.decode()) == (429, True)
    assert log_in(client, RIGHT, address="192.0.2.8").status_code == 302


def test_office_of_nine_forgetful_editors_still_lets_a_tenth_in(client: Client, editor: User) -> None:
    for number in range(9):
        for _ in range(5):
            log_in(client, "wrong", name=f"name{number}")
    assert log_in(client, RIGHT).status_code == 302


def test_right_password_does_not_forget_the_failures_of_other_names(client: Client, editor: User) -> None:
    fail_of_many_names(client, 49)
    assert log_in(client, RIGHT).status_code == 302
    client.logout()
    assert log_in(client, "wrong", name="one more").status_code == 429


def test_address_is_let_in_again_after_the_wait(client: Client, editor: User, settings: Any) -> None:
    fail_of_many_names(client, 50)
    for attempt in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=attempt.pk).update(
            attempt_time=attempt.attempt_time - settings.AXES_COOLOFF_TIME
        )
    assert log_in(client, RIGHT).status_code == 302
