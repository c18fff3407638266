"""Fuzzy dates: the part of EDTF (levels 0 and 1) a policy desk needs, read strictly.

Years, months and days of the Gregorian calendar, 1000 to 9999; seasons 21-24 of the northern hemisphere;
unknown digits (``199X``, ``2004-XX``); ``?`` uncertain, ``~`` approximate, ``%`` both; intervals, open with ``..``.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

EXAMPLES = "Write for example 2024-04, 2025-11-25/2025-11-27 or 2012~."
OUT_OF_RANGE = "the year must lie between 1000 and 9999"
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

_SHAPE = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?([?~%]?)", re.ASCII)
_UNKNOWN_DIGITS = re.compile(
    r"[0-9]{3}X|[0-9]{2}XX|[0-9]{4}-XX|[0-9]{4}-(?:[0-9]{2}|XX)-XX|[0-9]{4}(?:-[0-9]{2}){0,2}", re.ASCII
)


@dataclass(frozen=True)
class FuzzyDate:
    """A date as far as it is known: EDTF text, and the first and last day it can mean.

    An open interval reaches to ``date.min`` or ``date.max``. Approximate dates are not widened: nobody knows by
    how much.
    """

    edtf: str
    earliest: date
    latest: date


@dataclass(frozen=True)
class _Point:
    """One end of an interval, or the whole date. Parts keep their unknown digits as ``X``."""

    year: str
    month: str
    day: str
    mark: str
    earliest: date
    latest: date


def parse_edtf(text: str) -> FuzzyDate:
    """Read a date, white space around it aside.

    Raises ValueError with a sentence that names the value, what is wrong with it and good examples.
    """
    edtf = text.strip()
    start, end = _read(edtf)
    return FuzzyDate(edtf, start.earliest if start else date.min, end.latest if end else date.max)


def describe_edtf(text: str) -> str:
    """A date in words, as a British reader expects it. Raises ValueError as ``parse_edtf`` does."""
    edtf = text.strip()
    start, end = _read(edtf)
    if start is None or end is None:
        return f"from {_words(start)} onwards" if start else f"until {_words(end)}" if end else edtf
    if "/" not in edtf or start == end:
        return _words(start)
    whole_days = start.day.isdigit() and end.day.isdigit() and not start.mark + end.mark
    if whole_days and (start.year, start.month) == (end.year, end.month):
        return f"{int(start.day)}–{_words(end)}"
    whole_years = not start.month + end.month + start.mark + end.mark and (start.year + end.year).isdigit()
    if whole_years:
        return f"{_words(start)}–{_words(end)}"
    repeats_year = start.month.isdigit() and start.year == end.year and end.month.isdigit() and not start.mark
    return f"{_words(start, with_year=not repeats_year)} to {_words(end)}"


def _read(edtf: str) -> tuple[_Point | None, _Point | None]:
    """The two ends of a date, the same one twice when it is no interval; None is an open end."""
    first, slash, second = edtf.partition("/")
    if not slash:
        point = _point(edtf, first)
        return point, point
    if first == second == "..":
        raise _refusal(edtf, "an interval needs a date at one end at least")
    start = None if first == ".." else _point(edtf, first)
    end = None if second == ".." else _point(edtf, second)
    if start and end and start.earliest > end.latest:
        raise _refusal(edtf, "the interval ends before it begins")
    return start, end


def _point(edtf: str, part: str) -> _Point:
    if not part:
        raise _refusal(edtf, "it is empty" if not edtf else "an open end of an interval is written as two dots")
    if not (shape := _SHAPE.fullmatch(part)):
        raise _refusal(edtf, _cause(part))
    year, month, day, mark = (group or "" for group in shape.groups())
    if not _UNKNOWN_DIGITS.fullmatch(part.removesuffix(mark)):
        raise _refusal(edtf, "X stands only for unknown digits at the end, as in 199X, 2004-XX or 2004-02-XX")
    if year.startswith("0"):
        raise _refusal(edtf, OUT_OF_RANGE)
    if month.isdigit() and not 1 <= int(month) <= 12 and (int(month) not in SEASONS or day):
        raise _refusal(edtf, f"month {int(month)} does not exist")
    first_year = int(year.replace("X", "0"))
    last_year = int(year.replace("X", "9"))
    if month.isdigit() and int(month) in SEASONS:
        earliest, latest = _season(first_year, int(month))
        return _Point(year, month, day, mark, earliest, latest)
    first_month, last_month = (int(month), int(month)) if month.isdigit() else (1, 12)
    days = monthrange(last_year, last_month)[1]
    if day.isdigit() and not 1 <= int(day) <= days:
        raise _refusal(edtf, f"{MONTHS[last_month - 1]} {year} has no day {int(day)}")
    first_day, last_day = (int(day), int(day)) if day.isdigit() else (1, days)
    earliest, latest = date(first_year, first_month, first_day), date(last_year, last_month, last_day)
    return _Point(year, month, day, mark, earliest, latest)


def _season(year: int, season: int) -> tuple[date, date]:
    """Three months; winter begins in December of its year and ends in February of the next."""
    first = 3 * (season - 20)
    if season != 24:
        return date(year, first, 1), date(year, first + 2, monthrange(year, first + 2)[1])
    latest = date(year + 1, 2, monthrange(year + 1, 2)[1]) if year < 9999 else date.max
    return date(year, 12, 1), latest


def _cause(part: str) -> str:
    if any(not character.isprintable() for character in part):
        return "it holds a character that cannot be printed"
    if re.fullmatch(r"[yY]?[+-]?[0-9]{5,}", part, re.ASCII) or part.startswith("-"):
        return OUT_OF_RANGE
    if re.fullmatch(r"[0-9]{4}(-[0-9]{1,2}){1,2}", part, re.ASCII):
        return "month and day need two digits each"
    return "it is not written as year, year-month or year-month-day with hyphens"


def _refusal(edtf: str, cause: str) -> ValueError:
    shown = "".join(character if character.isprintable() else "�" for character in edtf)
    shown = shown if len(shown) <= 40 else f"{shown[:39]}…"
    return ValueError(f"“{shown}” is not a date this desk can read: {cause}. {EXAMPLES}")


def _words(point: _Point, *, with_year: bool = True) -> str:
    before = "about " if point.mark in ("~", "%") else ""
    after = " (uncertain)" if point.mark in ("?", "%") else ""
    year = point.year
    if year.endswith("XX"):
        year = f"between {point.earliest.year} and {point.latest.year}"
    elif year.endswith("X"):
        year = f"the {year[:3]}0s"
    missing = [name for name, part in (("month", point.month), ("day", point.day)) if part == "XX"]
    unknown = f" ({' and '.join(missing)} unknown)" if missing else ""
    month = int(point.month) if point.month.isdigit() else 0
    parts = [
        str(int(point.day)) if point.day.isdigit() else "",
        SEASONS.get(month) or (MONTHS[month - 1] if month else ""),
        year if with_year else "",
    ]
    return before + " ".join(part for part in parts if part) + unknown + after
