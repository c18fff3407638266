"""A claim may not state a figure or date that none of its passages states."""

import pytest

from briefs.text.figure_patterns import scan
from briefs.text.figures import missing_figures

FOUND = [
    ("Four journalists, six-year terms, 30 districts", ["4", "6", "30"]),
    ("three-member districts and two-thirds of seats", ["3", "2/3"]),
    ("twenty-one, twenty one, Twelve, ninety", ["21", "12", "90"]),
    (
        "two hundred and fifty; five thousand; 1.5 million; €5m; 30bn",
        ["250", "5000", "1500000", "5000000", "30000000000"],
    ),
    ("1,200 or 1200 or 1 200; 2.50 or 2,5; 007", ["1200", "2.5", "7"]),
    ("40% or 40 per cent or forty percent, not 40", ["40%", "40"]),
    ("25 to 27 November", ["--11-25", "--11-27"]),
    ("25–27 November 2025", ["2025-11-25", "2025-11-27"]),
    ("(November 25-27)", ["--11-25", "--11-27"]),
    ("November 25, 2025 and 25th of November 2025", ["2025-11-25"]),
    ("3, 4 and 5 May 2025", ["2025-05-03", "2025-05-04", "2025-05-05"]),
    ("2025-11-25 or 25.11.2025 or 25 Nov. 2025", ["2025-11-25"]),
    ("In April 2024 and in September", ["2024-04", "--09"]),
    ("2012–14 or 2012-2014, in the 1990s, mid-2024", ["2012", "2014", "1990s", "2024"]),
    ("25 ноября 2025 года, 3 мая, в сентябре, марта 2024", ["2025-11-25", "--05-03", "--09", "2024-03"]),
    ("25-ноябрда", ["--11-25"]),
    ("one of them, no one, zero tolerance", []),
    ("the second largest, a third party, the 19th century, 2nd reading", []),
    ("they may march; May I; a March of protest", []),
    ("G7, COVID-19, Su-27, 5G, B2B, v2.5, tenure, often, майор", []),
    ("one million and one hundred", ["1000000", "100"]),
    ("", []),
]


def figures(text: str) -> list[str]:
    """The figures of a text as tokens that equal when they mean the same, each once."""
    return list(dict.fromkeys(figure.token for figure in scan(text)))


@pytest.mark.parametrize(("text", "tokens"), FOUND)
def test_scan_writes_the_same_figure_the_same_way(text, tokens):
    assert figures(text) == tokens


def test_a_giant_numeral_stays_a_numeral():
    assert figures("0" + "9" * 5000 + ".10") == ["9" * 5000 + ".1"]


BORNE_OUT = [
    ("four journalists", ["4 journalists"]),
    ("4 of 30 districts", ["in thirty districts", "four of them"]),
    ("25 to 27 November", ["25–27 November 2025"]),
    ("25–27 November 2025", ["(November 25-27)", "Throughout 2025"]),
    ("November 2025", ["on 25 November", "in 2025"]),
    ("in November", ["on 25 November 2025"]),
    ("in 2024", ["In April 2024"]),
    ("1 minister", ["one minister"]),
    ("no figures at all", []),
]


@pytest.mark.parametrize(("statement", "passages"), BORNE_OUT)
def test_figures_that_a_passage_states_are_not_missing(statement, passages):
    assert missing_figures(statement, passages) == []


MISSING = [
    ("Five journalists in 30 districts", ["four journalists", "30 districts"], ["Five"]),
    ("in October 2024", ["In April 2024", "in October 2023"], ["October 2024"]),
    ("25 November 2025", ["25 November 2024", "in 2025"], ["25 November 2025"]),
    ("25–27 November 2025", ["25–27 November"], ["25–27 November 2025"]),
    ("27 deputies", ["on 27 November"], ["27"]),
    ("28 November", ["in November", "28 people"], ["28 November"]),
    ("40%", ["40 people"], ["40%"]),
    ("six, 6 and Six", [], ["six", "6", "Six"]),
    ("two-thirds", ["two and three"], ["two-thirds"]),
]


@pytest.mark.parametrize(("statement", "passages", "missing"), MISSING)
def test_figures_that_no_passage_states_are_named_in_the_statements_words(statement, passages, missing):
    assert missing_figures(statement, passages) == missing
