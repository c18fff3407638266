"""EDTF dates: what is read, what is refused and why, and how a date reads in words."""

import re
from datetime import date

import pytest

from briefs.text.dates import EXAMPLES, FuzzyDate, describe_edtf, parse_edtf

READ = [
    ("2025", date(2025, 1, 1), date(2025, 12, 31), "2025"),
    ("2024-04", date(2024, 4, 1), date(2024, 4, 30), "April 2024"),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
    ("2025-11-25", date(2025, 11, 25), date(2025, 11, 25), "25 November 2025"),
    ("2025-11-05", date(2025, 11, 5), date(2025, 11, 5), "5 November 2025"),
    ("2025-11-25/2025-11-27", date(2025, 11, 25), date(2025, 11, 27), "25–27 November 2025"),
    ("2025-11-25/2025-12-02", date(2025, 11, 25), date(2025, 12, 2), "25 November to 2 December 2025"),
    ("2025-11-25/2026-01-02", date(2025, 11, 25), date(2026, 1, 2), "25 November 2025 to 2 January 2026"),
    ("2024-04/2024-06", date(2024, 4, 1), date(2024, 6, 30), "April to June 2024"),
    ("2010/2012", date(2010, 1, 1), date(2012, 12, 31), "2010–2012"),
    ("2012/2012", date(2012, 1, 1), date(2012, 12, 31), "2012"),
    ("../2024", date.min, date(2024, 12, 31), "until 2024"),
    ("2024-02-29/..", date(2024, 2, 29), date.max, "from 29 February 2024 onwards"),
    ("2012~", date(2012, 1, 1), date(2012, 12, 31), "about 2012"),
    ("2012?", date(2012, 1, 1), date(2012, 12, 31), "2012 (uncertain)"),
    ("2012-04%", date(2012, 4, 1), date(2012, 4, 30), "about April 2012 (uncertain)"),
    ("2012~/2014", date(2012, 1, 1), date(2014, 12, 31), "about 2012 to 2014"),
    ("2025-11-25~/2025-11-27", date(2025, 11, 25), date(2025, 11, 27), "about 25 November 2025 to 27 November 2025"),
    ("2024-21", date(2024, 3, 1), date(2024, 5, 31), "spring 2024"),
    ("2024-22~", date(2024, 6, 1), date(2024, 8, 31), "about summer 2024"),
    ("2024-23", date(2024, 9, 1), date(2024, 11, 30), "autumn 2024"),
    ("2023-24", date(2023, 12, 1), date(2024, 2, 29), "winter 2023"),
    ("9999-24", date(9999, 12, 1), date.max, "winter 9999"),
    ("199X", date(1990, 1, 1), date(1999, 12, 31), "the 1990s"),
    ("19XX", date(1900, 1, 1), date(1999, 12, 31), "between 1900 and 1999"),
    ("2004-XX", date(2004, 1, 1), date(2004, 12, 31), "2004 (month unknown)"),
    ("2004-02-XX", date(2004, 2, 1), date(2004, 2, 29), "February 2004 (day unknown)"),
    ("2004-XX-XX", date(2004, 1, 1), date(2004, 12, 31), "2004 (month and day unknown)"),
]

NO_SHAPE = "it is not written as year, year-month or year-month-day with hyphens"
OUT_OF_RANGE = "the year must lie between 1000 and 9999"
UNKNOWN_DIGITS = "X stands only for unknown digits at the end, as in 199X, 2004-XX or 2004-02-XX"
OPEN_END = "an open end of an interval is written as two dots"

REFUSED = [
    ("2024-13", "month 13 does not exist"),
    ("2024-00", "month 0 does not exist"),
    ("2024-25", "month 25 does not exist"),
    ("2024-21-05", "month 21 does not exist"),
    ("2024-02-30", "February 2024 has no day 30"),
    ("2023-02-29", "February 2023 has no day 29"),
    ("2024-04-31", "April 2024 has no day 31"),
    ("2024-04-00", "April 2024 has no day 0"),
    ("2025-11-27/2025-11-25", "the interval ends before it begins"),
    ("2025/2024", "the interval ends before it begins"),
    ("../..", "an interval needs a date at one end at least"),
    ("/2024", OPEN_END),
    ("2024/", OPEN_END),
    ("", "it is empty"),
    ("0999", OUT_OF_RANGE),
    ("0000", OUT_OF_RANGE),
    ("12024", OUT_OF_RANGE),
    ("-0100", OUT_OF_RANGE),
    ("y17000000", OUT_OF_RANGE),
    ("2024-4", "month and day need two digits each"),
    ("2024-04-5", "month and day need two digits each"),
    ("XXXX", UNKNOWN_DIGITS),
    ("20XX-12", UNKNOWN_DIGITS),
    ("2024-XX-12", UNKNOWN_DIGITS),
    ("April 2024", NO_SHAPE),
    ("25.11.2025", NO_SHAPE),
    ("2024/2025/2026", NO_SHAPE),
    ("2024/04", NO_SHAPE),
    ("2004?-06", NO_SHAPE),
    ("1985-04-12T23:20:30", NO_SHAPE),
    ("２０２４", NO_SHAPE),
    ("<script>", NO_SHAPE),
]


@pytest.mark.parametrize(("edtf", "earliest", "latest", "words"), READ)
def test_parse_edtf_gives_the_first_and_last_day_it_can_mean(edtf, earliest, latest, words):
    assert parse_edtf(f" {edtf}\n") == FuzzyDate(edtf, earliest, latest)


@pytest.mark.parametrize(("edtf", "earliest", "latest", "words"), READ)
def test_describe_edtf_says_it_in_british_english(edtf, earliest, latest, words):
    assert describe_edtf(edtf) == words


@pytest.mark.parametrize("function", [parse_edtf, describe_edtf])
@pytest.mark.parametrize(("edtf", "cause"), REFUSED)
def test_a_malformed_date_is_refused_with_its_value_cause_and_good_examples(function, edtf, cause):
    sentence = f"“{edtf}” is not a date this desk can read: {cause}. {EXAMPLES}"
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        function(edtf)


@pytest.mark.parametrize(
    ("edtf", "shown", "cause"),
    [
        ("2024\x00", "2024�", "it holds a character that cannot be printed"),
        ("9" * 100_000, "9" * 39 + "…", OUT_OF_RANGE),
    ],
)
def test_a_refusal_prints_no_control_character_and_no_endless_value(edtf, shown, cause):
    with pytest.raises(ValueError, match=f"^“{shown}” is not a date this desk can read: {cause}."):
        parse_edtf(edtf)


def test_the_examples_in_a_refusal_are_dates_the_desk_can_read():
    examples = [word.strip(".,") for word in EXAMPLES.split() if word[0].isdigit()]
    assert [describe_edtf(example) for example in examples] == ["April 2024", "25–27 November 2025", "about 2012"]
