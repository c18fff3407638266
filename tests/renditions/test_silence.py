from datetime import date

import pytest

from briefs.renditions.recommendations import recommendation_view, silence_words, standing_words
from tests.document_parts import recommendation

ASKED = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 6, 5), "Asked on 3 March 2026, no answer recorded for 94 days"),
        (date(2026, 3, 4), "Asked on 3 March 2026, no answer recorded for 1 day"),
        (date(2026, 3, 3), "Asked on 3 March 2026, no answer recorded yet"),
        (date(2029, 3, 3), "Asked on 3 March 2026, no answer recorded for 1,096 days"),
    ],
)
def test_silence_is_counted_in_days(today: date, words: str) -> None:
    assert silence_words(ASKED, today) == words


@pytest.mark.parametrize("statuses", [[], ["no response"], ["no response", "no response"]])
def test_no_response_is_silence_too(statuses: list[str]) -> None:
    words = "Asked on 3 March 2026, no answer recorded for 10 days"
    assert standing_words(statuses, ASKED, date(2026, 3, 13)) == words


def test_silence_is_not_dated_before_it_was_asked_or_when_nobody_wrote_down_the_day() -> None:
    assert standing_words([], ASKED, date(2026, 3, 2)) == "No answer recorded yet"
    assert standing_words([], None, ASKED) == "No answer recorded yet"
    assert standing_words(["no response"], None, ASKED) == "No response"


def test_answer_ends_the_silence_for_good() -> None:
    assert standing_words(["no response", "rejected"], ASKED, date(2026, 6, 5)) == "Rejected"
    assert standing_words(["accepted", "no response"], ASKED, date(2026, 6, 5)) == "No response"


def test_view_counts_to_the_day_it_is_made_for() -> None:
    entry = recommendation("fund", "Fund it.", asked_on=ASKED)

    view = recommendation_view(entry, {}, today=date(2026, 3, 13))

    assert (view.state, view.state_on, view.is_unanswered) == (
        "Asked on 3 March 2026, no answer recorded for 10 days",
        None,
        True,
    )
