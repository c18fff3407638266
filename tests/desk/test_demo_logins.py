from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from briefs.desk.logins import provide_demo_logins

pytestmark = pytest.mark.django_db


def accounts() -> list[tuple[str, bool, bool, list[str]]]:
    return [
        (user.username, user.is_staff, user.is_superuser, [group.name for group in user.groups.all()])
        for user in User.objects.order_by("username")
    ]


def test_each_role_gets_one_account_that_may_enter_the_admin() -> None:
    provide_demo_logins()
    assert accounts() == [
        ("author", True, False, ["Author"]),
        ("editor", True, False, ["Editor"]),
        ("publisher", True, False, ["Publisher"]),
    ]


def test_without_a_password_a_random_one_is_made_and_told() -> None:
    logins = provide_demo_logins()
    assert len({login.password for login in logins}) == 1
    assert len(logins[0].password) == 16
    assert User.objects.get(username="editor").check_password(logins[0].password)


def test_second_run_keeps_the_accounts_and_their_passwords() -> None:
    first = provide_demo_logins()[0].password
    User.objects.filter(username="author").update(first_name="Meerim")
    second = provide_demo_logins()
    assert [login.password for login in second] == [""] * 3
    author = User.objects.get(username="author")
    assert (author.first_name, author.check_password(first)) == ("Meerim", True)


def test_account_that_never_had_a_password_gets_one() -> None:
    User.objects.create_user("editor", is_staff=True)
    password = provide_demo_logins()[1].password
    assert User.objects.get(username="editor").check_password(password)
    assert len(password) == 16


def test_given_password_is_set_again() -> None:
    provide_demo_logins()
    assert {login.password for login in provide_demo_logins(password="another phrase")} == {"another phrase"}
    assert User.objects.get(username="publisher").check_password("another phrase")


def test_command_says_what_it_did(settings: Any) -> None:
    settings.DEMO_PASSWORD = "a long phrase"
    out = StringIO()
    call_command("demo_logins", stdout=out)
    assert out.getvalue().splitlines() == [
        "Login author (Author), password: a long phrase",
        "Login editor (Editor), password: a long phrase",
        "Login publisher (Publisher), password: a long phrase",
    ]
    settings.DEMO_PASSWORD = ""
    out = StringIO()
    call_command("demo_logins", stdout=out)
    assert out.getvalue().splitlines()[0] == (
        "Login author (Author), password: as before; set DEMO_PASSWORD to set it again"
    )


def test_short_demo_password_is_refused_and_changes_no_login(settings: Any) -> None:
    settings.DEMO_PASSWORD = "short"
    with pytest.raises(CommandError, match="DEMO_PASSWORD: .* No login was changed"):
        call_command("demo_logins")
    assert accounts() == []
