"""Publishing by hand: a moment on a named clock, notes to start from, undone schedules."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from briefs.desk.models import Brief
from briefs.publishing import reopen_brief
from briefs.record.models import Edition
from tests import factories
from tests.admin.pages import change_url, open_form
from tests.admin.test_acts import act_url, acts_on, redrafted, take

pytestmark = pytest.mark.django_db
AsRole = Callable[[str], Client]
YEAR = timezone.now().year + 1


def publish(client: Client, brief: Brief, **fields: Any) -> Any:
    return take(client, brief, "publish", **({"update_type": "major", "change_note": "First edition."} | fields))


def last_sunday(month: int) -> datetime:
    """When the clocks of Europe change, that month of next year."""
    day = datetime(YEAR, month, 31, tzinfo=UTC)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def errors(answer: Any) -> list[str]:
    return [error for named in answer.context["form"].errors.values() for error in named]


def test_moment_is_read_on_the_named_clock(as_role: AsRole) -> None:
    answer = publish(
        as_role("publisher"),
        factories.approved(),
        live_from=f"{YEAR}-07-01T09:00",
        zone="asia/bishkek",
        embargo="Hold.",
    )
    assert answer.status_code == 302, errors(answer)
    edition = Edition.objects.select_related("embargo").get()
    assert edition.live_from == datetime(YEAR, 7, 1, 3, tzinfo=UTC)
    assert (edition.embargo.zone, edition.embargo.notice) == ("Asia/Bishkek", "Hold.")
    page = as_role("publisher").get(change_url(edition.brief)).content.decode()
    assert f"live from 1 July {YEAR}, 09:00 (Asia/Bishkek)" in page


def test_clock_of_the_desk_is_proposed(as_role: AsRole) -> None:
    assert open_form(as_role("publisher"), act_url(factories.approved(), "publish"))["zone"] == "UTC"


def test_time_the_clocks_jump_over_is_refused_at_its_field(as_role: AsRole) -> None:
    day = last_sunday(3)
    answer = publish(
        as_role("publisher"), factories.approved(), live_from=f"{day:%Y-%m-%d}T02:30", zone="Europe/Brussels"
    )
    assert errors(answer) == [
        f"live_from: clocks in Europe/Brussels jump from 02:00 to 03:00 on {day.day} March {YEAR}, so they never show "
        "02:30. The next time they show is 03:00."
    ]
    assert not Edition.objects.exists()


def test_hour_the_clocks_show_twice_offers_both_and_takes_the_one_chosen(as_role: AsRole) -> None:
    brief, day = factories.approved(), last_sunday(10)
    fields = {"live_from": f"{day:%Y-%m-%d}T02:30", "zone": "Europe/Brussels"}
    asked = publish(as_role("publisher"), brief, **fields)
    assert errors(asked)[0].endswith("show 02:30 twice. Choose which of the two you mean.")
    assert asked.context["form"].fields["which"].choices == [
        ("earlier", "The first 02:30, UTC+02:00"),
        ("later", "The second 02:30, UTC+01:00"),
    ]
    assert publish(as_role("publisher"), brief, which="later", **fields).status_code == 302
    assert Edition.objects.get().live_from == day.replace(hour=1, minute=30)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"live_from": "2020-01-01T00:00"}, "live_from: lies in the past."),
        ({"live_from": f"{YEAR + 6}-01-01T00:00"}, "live_from: lies more than five years ahead."),
        ({"live_from": "tomorrow"}, "live_from: is no date and time. Write it as 2026-11-28 09:00."),
        ({"live_from": f"{YEAR}-07-01"}, "live_from: is no date and time."),
        ({"live_from": f"{YEAR}-07-01T09:00+02:00"}, "live_from: names an offset, too."),
        ({"live_from": f"{YEAR}-07-01T09:00", "zone": "Mars"}, "zone: “Mars” is no time zone."),
        ({"zone": "Mars"}, "zone: “Mars” is no time zone."),
        ({"embargo": "Hold."}, "embargo: is for an edition of a later time."),
        ({"embargo": "x" * 5_001}, "embargo_notice: holds 5001 characters, 5000 is the most."),
    ],
)
def test_bad_schedule_is_named_and_publishes_nothing(as_role: AsRole, fields: dict[str, str], error: str) -> None:
    answer = publish(as_role("publisher"), factories.approved(), **fields)
    assert [named for named in errors(answer) if named.startswith(error)] != []
    assert not Edition.objects.exists()


def test_publisher_schedules_undoes_and_publishes_now_by_buttons(as_role: AsRole) -> None:
    brief, client = factories.approved(), as_role("publisher")
    publish(client, brief, live_from=f"{YEAR}-07-01T09:00", change_note="As planned.", update_type="minor")
    assert acts_on(client, brief) == ["Undo the schedule"]

    assert take(client, brief, "unschedule").status_code == 302
    assert acts_on(client, brief) == ["Publish", "Return to draft"]
    again = open_form(client, act_url(brief, "publish"))
    assert (again["change_note"], again["update_type"]) == ("As planned.", "minor")
    assert client.post(act_url(brief, "publish"), again).status_code == 302

    assert [(e.number, e.change_note) for e in Edition.objects.live()] == [(2, "As planned.")]
    page = Client().get(f"/briefs/{brief.slug}/").content.decode()
    assert ", first edition" in page
    assert "Updated" not in page


def test_undone_first_edition_offers_no_correction(as_role: AsRole) -> None:
    brief, client = factories.approved(), as_role("publisher")
    publish(client, brief, live_from=f"{YEAR}-07-01T09:00")
    take(client, brief, "unschedule")
    assert "correction_kind" not in open_form(client, act_url(brief, "publish"))


def test_proposed_note_of_a_reopened_brief_is_where_publishing_starts(as_role: AsRole) -> None:
    brief = Brief.objects.get(pk=factories.published().brief_id)
    reopen_brief(brief=brief, by=factories.editor(), proposed_note="Corrects the month of the law.")
    brief = factories.approved(brief)
    form = open_form(as_role("publisher"), act_url(brief, "publish"))
    assert (form["change_note"], form["correction_kind"]) == ("Corrects the month of the law.", "correction")
    assert publish(as_role("publisher"), brief, correction_note="It is April.", correction_kind="correction")
    assert Brief.objects.get().proposed_note == ""


def test_what_was_typed_is_kept_when_the_brief_moved_on_meanwhile(as_role: AsRole) -> None:
    brief = redrafted()
    client = as_role("publisher")
    form = open_form(client, act_url(brief, "publish")) | {"change_note": "A long note."}
    Brief.objects.get(pk=brief.pk).save()

    answer = client.post(act_url(brief, "publish"), form)

    assert "was changed by somebody else after you opened it" in answer.content.decode()
    assert answer.context["form"]["change_note"].value() == "A long note."
    assert answer.context["form"]["started_from"].value() == str(Brief.objects.get(pk=brief.pk).version)


def test_publisher_who_made_the_last_change_is_told_to_ask_another(as_role: AsRole) -> None:
    brief = factories.approved(factories.BriefFactory(edited_by=factories.publisher()))
    client = as_role("publisher")
    assert "Publish" not in acts_on(client, brief)
    assert "another publisher must publish it" in client.get(change_url(brief)).content.decode()
    answer = publish(client, brief)
    assert "Nobody publishes their own last change. Yours is the last of the text" in answer.content.decode()
    assert not Edition.objects.exists()
