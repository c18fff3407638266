"""What is typed is kept for whoever typed it; colleagues only learn that somebody is there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from briefs.desk.models import WorkingCopy
from briefs.desk.services import working_copies
from briefs.desk.services.working_copies import (
    KEPT_FOR,
    MOST_COPIES,
    PRESENT_FOR,
    LaterKept,
    Tab,
    TooManyCopies,
    closed,
    copies_for,
    discard,
    keep_working_copy,
    seen,
    who_is_editing,
)
from tests import factories

pytestmark = pytest.mark.django_db


def tab(name: str = "first-tab", *, owner: object = None, object_id: int = 7) -> Tab:
    return Tab(owner or factories.author(), "brief", object_id, name)


def keep(where: Tab, body: str, *, turn: int = 1, replaces: int | None = None) -> None:
    keep_working_copy(tab=where, fields={"body": [body]}, started_from=1, turn=turn, replaces=replaces)


def kept(owner: object) -> list[dict[str, list[str]]]:
    return [copy.fields for copy in copies_for(user=owner, noun="brief", object_id=7)]


def test_later_text_of_a_tab_takes_the_place_of_the_earlier() -> None:
    keep(tab(), "One")
    keep(tab(), "One two", turn=2)

    assert kept(factories.author()) == [{"body": ["One two"]}]


def test_text_that_arrives_late_overwrites_nothing() -> None:
    keep(tab(), "One two", turn=2)
    with pytest.raises(LaterKept) as refused:
        keep(tab(), "One", turn=1)

    assert refused.value.turn == 2
    assert kept(factories.author()) == [{"body": ["One two"]}]


def test_two_tabs_keep_two_texts_newest_first() -> None:
    keep(tab(), "In the first")
    keep(tab("second-tab"), "In the second")

    assert kept(factories.author()) == [{"body": ["In the second"]}, {"body": ["In the first"]}]


def test_text_belongs_to_its_owner_alone() -> None:
    keep(tab(), "Mine")

    assert kept(factories.editor()) == []
    assert discard(owner=factories.editor(), noun="brief", object_id=7) == 0
    assert kept(factories.author()) == [{"body": ["Mine"]}]


def test_passwords_and_tokens_are_never_kept() -> None:
    fields = {"body": ["x"], "csrfmiddlewaretoken": ["t"], "new_password1": ["p"], "working_copy_tab": ["a"]}
    keep_working_copy(tab=tab(), fields=fields, started_from=None, turn=1)

    assert kept(factories.author()) == [{"body": ["x"]}]


def test_copy_that_was_taken_back_into_another_goes_with_it() -> None:
    keep(tab("dead-tab"), "Before")
    keep(tab(), "Before, and on", replaces=WorkingCopy.objects.get().pk)

    assert kept(factories.author()) == [{"body": ["Before, and on"]}]


def test_copies_that_say_the_same_go_together() -> None:
    keep(tab("dead-tab"), "Before")
    keep(tab("same-text-tab"), "Before")
    keep(tab("other-text-tab"), "Something else")
    keep(tab(), "Before, and on", replaces=WorkingCopy.objects.get(tab="dead-tab").pk)

    assert kept(factories.author()) == [{"body": ["Before, and on"]}, {"body": ["Something else"]}]


def test_copy_of_somebody_else_cannot_be_replaced() -> None:
    keep(tab("their-tab", owner=factories.editor()), "Theirs")
    keep(tab(), "Mine", replaces=WorkingCopy.objects.get().pk)

    assert kept(factories.editor()) == [{"body": ["Theirs"]}]


def test_colleague_is_there_until_the_page_closes() -> None:
    seen(tab=tab())
    [presence] = who_is_editing(noun="brief", object_id=7)
    assert (presence.user.get_username(), presence.has_typed) == ("author", False)

    closed(tab=tab())
    assert who_is_editing(noun="brief", object_id=7) == []
    assert WorkingCopy.objects.count() == 0


def test_colleague_whose_page_fell_silent_is_gone_within_90_seconds() -> None:
    seen(tab=tab())
    WorkingCopy.objects.update(seen_at=timezone.now() - PRESENT_FOR - timedelta(seconds=1))

    assert who_is_editing(noun="brief", object_id=7) == []
    assert timedelta(seconds=90) >= PRESENT_FOR


def test_text_stays_when_its_page_closes_or_dies() -> None:
    keep(tab(), "Half a sentence")
    closed(tab=tab())

    assert kept(factories.author()) == [{"body": ["Half a sentence"]}]
    assert who_is_editing(noun="brief", object_id=7) == []


def test_closing_what_was_saved_brings_nothing_back() -> None:
    keep(tab(), "Saved")
    discard(owner=factories.author(), tab="first-tab")
    closed(tab=tab())

    assert WorkingCopy.objects.count() == 0


def test_somebody_with_two_tabs_is_told_of_once_since_the_first() -> None:
    seen(tab=tab())
    keep(tab("second-tab"), "x")

    [presence] = who_is_editing(noun="brief", object_id=7)
    assert presence.has_typed
    assert presence.since == WorkingCopy.objects.get(tab="first-tab").opened_at


def test_own_tab_and_own_name_can_be_left_out() -> None:
    seen(tab=tab())

    assert who_is_editing(noun="brief", object_id=7, except_tab="first-tab") == []
    assert who_is_editing(noun="brief", object_id=7, except_user=factories.author()) == []
    assert who_is_editing(noun="claim", object_id=7) == []


@pytest.mark.parametrize("people", [1, 3])
def test_asking_who_is_there_is_one_query(people: int, django_assert_num_queries: object) -> None:
    for role in ["author", "editor", "publisher"][:people]:
        seen(tab=tab(owner=getattr(factories, role)()))

    with django_assert_num_queries(1):  # type: ignore[operator]
        present = who_is_editing(noun="brief", object_id=7)
    assert [presence.user.get_username() for presence in present] == ["author", "editor", "publisher"][:people]


def test_what_nobody_came_back_for_in_thirty_days_is_deleted() -> None:
    keep(tab(), "Old")
    WorkingCopy.objects.update(typed_at=timezone.now() - KEPT_FOR - timedelta(minutes=1))
    keep(tab("second-tab"), "New")

    assert kept(factories.author()) == [{"body": ["New"]}]
    assert WorkingCopy.objects.count() == 1


def test_nobody_fills_the_database_with_tabs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working_copies, "MOST_COPIES", 2)
    keep(tab(), "1")
    keep(tab("second-tab"), "2")

    with pytest.raises(TooManyCopies, match="save or discard"):
        keep(tab("third-tab"), "3")
    keep(tab(), "1 again", turn=2)
    assert kept(factories.author()) == [{"body": ["1 again"]}, {"body": ["2"]}]
    assert MOST_COPIES == 200
