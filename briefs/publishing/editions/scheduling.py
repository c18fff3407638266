"""A moment named by a clock on a wall: local time and time zone, read without guessing."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

from briefs.record.models import Edition

FARTHEST = timedelta(days=5 * 365)
PAST = "lies in the past. Leave it empty to publish now, or choose a later time."
TOO_FAR = "lies more than five years ahead. Check the year."
NO_PLACES = {"Factory", "localtime", "posixrules"}
FOLDS = {"earlier": 0, "later": 1}


class NoSuchMoment(ValueError):
    """The clock never shows this time, or the time cannot be used; the message is a sentence that says what can."""


class TwoSuchMoments(NoSuchMoment):
    """The clock shows this time twice. ``choices`` names both, by the value ``which`` takes for each."""

    def __init__(self, message: str, choices: dict[str, str]) -> None:
        super().__init__(message)
        self.choices = choices


@cache
def zone_names() -> tuple[str, ...]:
    """Every name of the time zone database that stands for a place or an offset, in order."""
    return tuple(sorted(available_timezones() - NO_PLACES))


def find_zone(name: str) -> ZoneInfo:
    """The zone of that name, or the only one of that city, in upper or lower case; raises NoSuchMoment otherwise."""
    by_lower = {known.lower(): known for known in zone_names()}
    wanted = name.strip().lower().replace(" ", "_")
    known = by_lower.get(wanted)
    of_city = [zone for lower, zone in by_lower.items() if wanted and lower.endswith(f"/{wanted}")]
    if known is None and len(of_city) == 1:
        known = of_city[0]
    if known is None and of_city:
        raise NoSuchMoment(f"zone: “{name[:60]}” could be {' or '.join(of_city)}. Write which.")
    if known is None:
        raise NoSuchMoment(f"zone: “{name[:60]}” is no time zone. Write one such as Europe/Brussels or Asia/Bishkek.")
    return ZoneInfo(known)


def moment_at(local: datetime, zone: ZoneInfo, which: str = "") -> datetime:
    """The moment, in UTC, at which clocks in the zone show ``local``.

    ``which`` is “earlier” or “later” for a time they show twice. Raises NoSuchMoment for a time they jump over,
    and TwoSuchMoments for one they show twice while ``which`` is empty.
    """
    this_year = timezone.now().year
    if not this_year - 1 <= local.year <= this_year + 6:
        # Neither can be used, and neither end of the calendar can be turned into UTC.
        raise NoSuchMoment(f"live_from: {PAST if local.year < this_year else TOO_FAR}")
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    before, after = _offset(first), _offset(second)
    if before < after:
        jump = _transition(second.astimezone(UTC), first.astimezone(UTC), zone, after)
        last, next_ = (jump + offset for offset in (before, after))
        raise NoSuchMoment(
            f"live_from: clocks in {zone.key} jump from {last:%H:%M} to {next_:%H:%M} on {_day(last)}, so they never "
            f"show {local:%H:%M}. The next time they show is {next_:%H:%M}{_on_another_day(local, next_)}."
        )
    if before > after and which not in FOLDS:
        raise TwoSuchMoments(
            f"live_from: clocks in {zone.key} go back on {_day(local)} and show {local:%H:%M} twice. "
            "Choose which of the two you mean.",
            {
                "earlier": f"The first {local:%H:%M}, {offset_words(before)}",
                "later": f"The second {local:%H:%M}, {offset_words(after)}",
            },
        )
    chosen = second if before > after and which == "later" else first
    return chosen.astimezone(UTC)


def refusal_of(moment: datetime, now: datetime) -> str:
    """Why an edition cannot go live at that moment, as a sentence; empty if it can."""
    if moment < now:
        return PAST
    return TOO_FAR if moment > now + FARTHEST else ""


def moment_words(moment: datetime, zone: str = "") -> str:
    """For example “28 November 2026, 09:00 (Europe/Brussels)”."""
    name = zone or timezone.get_default_timezone_name()
    local = moment.astimezone(ZoneInfo(name))
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    offset = f", {offset_words(_offset(local))}" if twice else ""
    return f"{local.day} {local:%B %Y, %H:%M} ({name}{offset})"


def schedule_words(edition: Edition) -> str:
    """The moment an edition, read with its embargo, goes live, on the clock it was chosen by."""
    return moment_words(edition.live_from, edition.chosen_zone)


def offset_words(offset: timedelta) -> str:
    """For example “UTC+02:00”."""
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _transition(start: datetime, end: datetime, zone: ZoneInfo, after: timedelta) -> datetime:
    """The first second in UTC, without a zone, from which clocks stand at ``after``: later than start, up to end."""
    low, high = int(start.timestamp()) - 1, int(end.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(datetime.fromtimestamp(middle, zone)) == after:
            high = middle
        else:
            low = middle
    return datetime.fromtimestamp(high, UTC).replace(tzinfo=None)


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _day(day: datetime) -> str:
    return f"{day.day} {day:%B %Y}"


def _on_another_day(local: datetime, other: datetime) -> str:
    return "" if local.date() == other.date() else f" on {_day(other)}"
