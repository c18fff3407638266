"""Two publishers press the button in the same moment: one edition, and one sentence for the other."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections

from briefs.desk.models import Brief, Event, StaleVersion
from briefs.publishing import NotAllowed, publish_edition, unschedule_edition, withdraw_brief
from briefs.publishing.editions import publication as module
from briefs.record.integrity import verify_record
from briefs.record.models import Edition, Withdrawal
from tests.factories import UserFactory, approved, published, publisher
from tests.publishing.moves import in_situation

ROUNDS = 4


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in threads that start together, each with its own connection; what each gave or raised."""
    barrier = threading.Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)

    def run(place: int) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=20)
            outcomes[place] = acts[place]()
        except (NotAllowed, StaleVersion, DatabaseError) as error:
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return outcomes


def publishing(brief: Brief, by: Any, note: str) -> Callable[[], Any]:
    return lambda: publish_edition(brief=brief, by=by, update_type="major", change_note=note)


def second_publisher() -> Any:
    return UserFactory(username="publisher2", role="Publisher")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_edition_and_one_sentence_however_close_two_publishers_are():
    for _ in range(ROUNDS):
        pk = approved().pk
        first, second = Brief.objects.get(pk=pk), Brief.objects.get(pk=pk)
        outcomes = at_once(publishing(first, publisher(), "First."), publishing(second, second_publisher(), "Second."))
        refusals = [outcome for outcome in outcomes if not isinstance(outcome, Edition)]
        assert [type(refusal) for refusal in refusals] == [StaleVersion]
        assert "was changed by somebody else after you opened it" in str(refusals[0])
        assert Edition.objects.filter(brief=pk).count() == 1
        assert Event.objects.filter(noun="brief", object_id=pk, kind="published").count() == 1
    assert [finding for found in verify_record() for finding in found] == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_second_publisher_waits_until_the_first_is_done_and_reads_what_stands_then(monkeypatch):
    """The lock: while the first is at work, the second does none that would only be thrown away."""
    pk = approved().pk
    at_work, may_go_on, loads = threading.Event(), threading.Event(), []
    load = module.load_draft

    def slow_load(brief: Brief) -> Any:
        loads.append(threading.current_thread().name)
        at_work.set()
        may_go_on.wait(timeout=20)
        return load(brief)

    monkeypatch.setattr(module, "load_draft", slow_load)
    brief = Brief.objects.get(pk=pk)
    second = publishing(Brief.objects.get(pk=pk), second_publisher(), "Second.")
    first = publishing(brief, publisher(), "First.")

    def later() -> Any:
        at_work.wait(timeout=20)
        threading.Timer(0.5, may_go_on.set).start()
        return second()

    outcomes = at_once(first, later)
    assert [type(outcome) for outcome in outcomes] == [Edition, StaleVersion]
    assert len(loads) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_schedule_is_undone_once_and_an_edition_withdrawn_once_however_close():
    scheduled, live = in_situation("scheduled"), published().brief
    by, other = publisher(), second_publisher()
    for act in (
        lambda user: lambda: unschedule_edition(brief=scheduled, edition=1, by=user),
        lambda user: lambda: withdraw_brief(brief=live, edition=1, by=user, explanation="Forged."),
    ):
        outcomes = at_once(act(by), act(other))
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NotAllowed", "Withdrawal"]
    assert Withdrawal.objects.count() == 2


@pytest.mark.django_db
def test_version_a_publisher_saw_is_checked_when_the_brief_is_saved(monkeypatch):
    """The version check: what passes by the lock is still refused when it is written."""
    brief = approved()
    stale = Brief.objects.get(pk=brief.pk)
    publish_edition(brief=brief, by=publisher(), update_type="major", change_note="First.")
    monkeypatch.setattr(module, "lock_brief", lambda given: given)
    with pytest.raises(StaleVersion):
        publish_edition(brief=stale, by=second_publisher(), update_type="major", change_note="Second.")
    assert Edition.objects.get().change_note == "First."


@pytest.mark.django_db
def test_second_undo_by_one_who_saw_the_schedule_is_a_sentence():
    brief = in_situation("scheduled")
    unschedule_edition(brief=brief, edition=1, by=publisher())
    with pytest.raises(NotAllowed, match="is not scheduled"):
        unschedule_edition(brief=brief, edition=1, by=second_publisher())
