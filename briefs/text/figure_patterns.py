"""What figures and dates look like in a sentence. ``figures`` says which of them count and why.

Rules are tried in order; what one has read, the next no longer sees.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefs.text.dates import MONTHS

_UNITS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = (
    {"zero": 0}
    | _UNITS
    | {word: number for number, word in enumerate(_TEENS, 10)}
    | {word: number * 10 for number, word in enumerate(_TENS, 2)}
)
_SCALES = {"thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12}
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS |= {name[:3]: number for name, number in _MONTH_NUMBERS.items()} | {"Sept": 9}
_CYRILLIC_MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")

_YEAR = r"(?:1\d|20|21)\d\d(?![\w%])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%])"
_DAYS = rf"{_DAY}(?:\s?(?:[-–—,/]|to|and|or|until|through|, and)\s?{_DAY}){{0,9}}"
_MONTH = rf"(?:{'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})\b\.?"
_BARE_MONTH = "|".join(name for name in MONTHS if name not in ("March", "May"))
_CYRILLIC = r"(?:(?:январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр)\w{0,4}|ма[йяе](?:да)?)\b"
_NUMERAL = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?: \d{3})+(?!\d)|\d+(?:\.\d+|,\d\d?)?"
_WORD = rf"(?:(?:{'|'.join(_TENS)})[\s-](?:{'|'.join(_UNITS)})|{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b"
_SCALE = "thousand|million|billion|trillion"


@dataclass(frozen=True)
class Figure:
    """One figure or date: its token, and the words it stands in."""

    token: str
    words: str
    start: int


@lru_cache(maxsize=4096)
def scan(text: str, *, with_one: bool = False) -> tuple[Figure, ...]:
    """The figures of a text in order; with "one" and "zero" standing alone when ``with_one``.

    Kept for texts read lately: a brief's claims are compared with every passage that cites them.
    """
    figures: list[Figure] = []
    for pattern, read in _RULES:
        for match in pattern.finditer(text):
            if with_one or match.group().lower() not in ("one", "zero"):
                figures += [Figure(token, match.group().strip(), match.start()) for token in read(match)]
        text = pattern.sub(lambda match: "|" * len(match.group()), text)
    return tuple(sorted(figures, key=lambda figure: figure.start))


def _date(match: re.Match[str]) -> Iterator[str]:
    groups = match.groupdict()
    month = _month(groups["month"])
    year = groups["year"] or "-"
    days = re.findall(r"\d+", groups.get("days") or "")
    yield from (f"{year}-{month:02}-{int(day):02}" for day in days)
    if not days:
        yield f"{year}-{month:02}"


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    if number := _MONTH_NUMBERS.get(name.rstrip(".")):
        return number
    stem = name.lower()[:3]
    return _CYRILLIC_MONTHS.index(stem if stem in _CYRILLIC_MONTHS else "май") + 1


def _year_range(match: re.Match[str]) -> Iterator[str]:
    yield match["first"]
    yield match["first"][:2] + match["last"]


def _fraction(match: re.Match[str]) -> Iterator[str]:
    yield f"{_WORDS[match['count'].lower()]}/{_PARTS[match['part'].lower()]}"


def _numeral(match: re.Match[str]) -> Iterator[str]:
    digits = match["digits"].replace(" ", "")
    if re.fullmatch(r"\d+,\d\d?", digits):
        digits = digits.replace(",", ".")
    unit = match["scale"] or match["unit"]
    scale = _SCALES[unit.lower()] if unit else 0
    yield _plain(digits.replace(",", ""), scale) + ("%" if match["percent"] else "")


def _number_word(match: re.Match[str]) -> Iterator[str]:
    value = _value(match["first"])
    if match["hundred"]:
        value = value * 100 + (_value(match["rest"]) if match["rest"] else 0)
    scale = _SCALES[match["scale"].lower()] if match["scale"] else 0
    yield _plain(str(value), scale) + ("%" if match["percent"] else "")


def _value(words: str) -> int:
    return sum(_WORDS[word] for word in re.split(r"[\s-]", words.lower()))


def _plain(digits: str, scale: int) -> str:
    """A number without leading and trailing noughts, times ten to the power of ``scale``; digits stay text."""
    whole, _, fraction = digits.partition(".")
    fraction = fraction.ljust(scale, "0")
    whole, fraction = whole + fraction[:scale], fraction[scale:].rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")


def _nothing(match: re.Match[str]) -> Iterator[str]:
    yield from ()


def _itself(match: re.Match[str]) -> Iterator[str]:
    yield match.group()


_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[str]]]
_PERCENT = r"(?P<percent>\s?%|\s?per\s?cent\b)"
_RULES: tuple[_Rule, ...] = (
    (re.compile(r"(?<![\w-])(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2])-(?P<days>[0-3]\d)(?![\w-])"), _date),
    (re.compile(rf"(?<![\w.])(?P<days>[0-3]?\d)\.(?P<month>1[0-2]|0?[1-9])\.(?P<year>{_YEAR})"), _date),
    (re.compile(rf"(?<![\w.,])(?P<days>{_DAYS})\s(?:of\s)?(?P<month>{_MONTH})(?:,?\s(?P<year>{_YEAR}))?"), _date),
    (re.compile(rf"\b(?P<month>{_MONTH})\s(?P<days>{_DAYS})(?:,?\s(?P<year>{_YEAR}))?"), _date),
    (re.compile(rf"\b(?P<month>{_MONTH}),?\s(?:of\s)?(?P<year>{_YEAR})"), _date),
    (re.compile(rf"\b(?P<month>{_BARE_MONTH})\b(?P<year>)"), _date),
    (
        re.compile(rf"(?:\b(?P<days>{_DAYS})[\s-])?\b(?P<month>{_CYRILLIC})(?:\s(?P<year>{_YEAR}))?", re.IGNORECASE),
        _date,
    ),
    (re.compile(r"(?<![\w.])(?P<first>(?:19|20)\d\d)[-–/](?P<last>\d\d)(?![\w%])"), _year_range),
    (re.compile(r"(?<![\w.])\d{3}0s\b"), _itself),
    (re.compile(rf"\b[^\W\d_]+-(?!{_YEAR})\d[\w-]*"), _nothing),
    (re.compile(r"(?<![\w./])[1-9]\d?/[1-9]\d?(?![\w/])"), _itself),
    (re.compile(rf"\b(?P<count>{'|'.join(_UNITS)})[\s-](?P<part>{'|'.join(_PARTS)})s?\b", re.IGNORECASE), _fraction),
    (
        re.compile(
            rf"(?<![\w.,])(?P<digits>{_NUMERAL})"
            rf"(?:{_PERCENT}|\s?(?P<scale>{_SCALE}|bn|mn)\b|(?P<unit>[km])\b)?(?!\w|[.,]\d)",
            re.IGNORECASE,
        ),
        _numeral,
    ),
    (
        re.compile(
            rf"\b(?P<first>{_WORD})(?P<hundred>[\s-]hundred\b(?:\s(?:and\s)?(?P<rest>{_WORD}))?)?"
            rf"(?:[\s-](?P<scale>{_SCALE})\b)?{_PERCENT}?",
            re.IGNORECASE,
        ),
        _number_word,
    ),
)
