"""A moment named by a clock on a wall: gaps are refused, repeated hours asked about, nothing is guessed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from briefs.publishing.editions.scheduling import (
    NoSuchMoment,
    TwoSuchMoments,
    find_zone,
    moment_at,
    moment_words,
    refusal_of,
    zone_names,
)


def clock(shows: str) -> datetime:
    """A time as a clock on some wall shows it."""
    return datetime.fromisoformat(shows)


BRUSSELS = ZoneInfo("Europe/Brussels")
SPRING, AUTUMN = clock("2027-03-28T02:30"), clock("2027-10-31T02:30")


def test_local_time_becomes_the_moment_in_utc():
    assert moment_at(clock("2026-11-28T09:00"), BRUSSELS) == datetime(2026, 11, 28, 8, tzinfo=UTC)
    assert moment_at(clock("2027-07-01T09:00"), BRUSSELS) == datetime(2027, 7, 1, 7, tzinfo=UTC)
    assert moment_at(clock("2027-07-01T09:00"), ZoneInfo("Asia/Bishkek")) == datetime(2027, 7, 1, 3, tzinfo=UTC)


def test_time_the_clocks_jump_over_is_refused_with_the_next_one():
    with pytest.raises(NoSuchMoment) as refused:
        moment_at(SPRING, BRUSSELS)
    assert str(refused.value) == (
        "live_from: clocks in Europe/Brussels jump from 02:00 to 03:00 on 28 March 2027, so they never show 02:30. "
        "The next time they show is 03:00."
    )


@pytest.mark.parametrize("minute", [0, 59])
def test_both_ends_of_the_gap_are_in_it_and_its_neighbours_are_not(minute: int):
    with pytest.raises(NoSuchMoment, match="jump from 02:00 to 03:00"):
        moment_at(SPRING.replace(minute=minute), BRUSSELS)
    assert moment_at(clock("2027-03-28T01:59"), BRUSSELS) == datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    assert moment_at(clock("2027-03-28T03:00"), BRUSSELS) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def test_gap_of_half_an_hour_and_one_at_midnight_are_named_as_they_are():
    with pytest.raises(NoSuchMoment, match="jump from 02:00 to 02:30 on 3 October 2027"):
        moment_at(clock("2027-10-03T02:15"), ZoneInfo("Australia/Lord_Howe"))
    with pytest.raises(NoSuchMoment, match="jump from 00:00 to 01:00 on 30 April 2027"):
        moment_at(clock("2027-04-30T00:30"), ZoneInfo("Africa/Cairo"))


def test_time_the_clocks_show_twice_asks_which_of_both():
    with pytest.raises(TwoSuchMoments) as asked:
        moment_at(AUTUMN, BRUSSELS)
    assert str(asked.value) == (
        "live_from: clocks in Europe/Brussels go back on 31 October 2027 and show 02:30 twice. "
        "Choose which of the two you mean."
    )
    assert asked.value.choices == {
        "earlier": "The first 02:30, UTC+02:00",
        "later": "The second 02:30, UTC+01:00",
    }
    assert moment_at(AUTUMN, BRUSSELS, "earlier") == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert moment_at(AUTUMN, BRUSSELS, "later") == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_choice_means_nothing_where_there_is_one_moment():
    assert moment_at(clock("2027-07-01T09:00"), BRUSSELS, "later") == datetime(2027, 7, 1, 7, tzinfo=UTC)


@pytest.mark.parametrize("year", [1, 1969, 2020])
def test_years_of_the_past_are_past_in_every_zone(year: int):
    for zone in (BRUSSELS, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Etc/GMT+12")):
        with pytest.raises(NoSuchMoment, match="live_from: lies in the past"):
            moment_at(clock(f"{year:04}-01-01T00:00"), zone)


def test_last_year_of_the_calendar_is_too_far():
    with pytest.raises(NoSuchMoment, match="lies more than five years ahead"):
        moment_at(clock("9999-12-31T23:59"), ZoneInfo("Etc/GMT+12"))


def test_moment_is_refused_before_now_and_beyond_five_years():
    now = datetime(2026, 11, 22, tzinfo=UTC)
    assert refusal_of(now, now) == ""
    assert refusal_of(now - timedelta(seconds=1), now).startswith("lies in the past.")
    assert refusal_of(now + timedelta(days=5 * 365), now) == ""
    assert refusal_of(now + timedelta(days=5 * 365, seconds=1), now).startswith("lies more than five years ahead.")


@pytest.mark.parametrize("name", ["europe/brussels", " Europe/Brussels ", "AMERICA/new york"])
def test_zone_is_found_whatever_its_case(name: str):
    assert find_zone(name).key in {"Europe/Brussels", "America/New_York"}


@pytest.mark.parametrize("name", ["", "Mars", "../etc/passwd", "localtime", "a\x00b", "E" * 10_000])
def test_zone_nobody_knows_is_refused_in_a_sentence(name: str):
    with pytest.raises(NoSuchMoment, match="is no time zone. Write one such as Europe/Brussels"):
        find_zone(name)


def test_every_zone_can_be_chosen_and_read():
    assert len(zone_names()) > 400
    assert {find_zone(name).key for name in zone_names()} == set(zone_names())


def test_moment_is_worded_on_the_clock_it_was_chosen_by():
    moment = datetime(2026, 11, 28, 8, tzinfo=UTC)
    assert moment_words(moment, "Europe/Brussels") == "28 November 2026, 09:00 (Europe/Brussels)"
    assert moment_words(moment) == "28 November 2026, 08:00 (UTC)"


def test_hour_shown_twice_is_worded_with_its_offset():
    first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert [moment_words(first + timedelta(hours=n), "Europe/Brussels") for n in (0, 1)] == [
        "31 October 2027, 02:30 (Europe/Brussels, UTC+02:00)",
        "31 October 2027, 02:30 (Europe/Brussels, UTC+01:00)",
    ]
