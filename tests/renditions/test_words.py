from datetime import date

import pytest

from briefs.record.document import Corroboration
from briefs.renditions import words


@pytest.mark.parametrize(
    ("origins", "articles", "expected"),
    [
        (0, 0, "No supporting source"),
        (1, 1, "Supported by 1 origin, 1 article"),
        (1, 2, "Supported by 1 origin, 2 articles"),
        (2, 3, "Supported by 2 independent origins, 3 articles"),
    ],
)
def test_corroboration_counts_origins_before_articles(origins: int, articles: int, expected: str) -> None:
    assert words.corroboration_words(Corroboration(origins=origins, articles=articles)) == expected


def test_modality_keeps_hedges_and_names_who_speaks() -> None:
    assert words.modality_words("asserted", None) == "stated in the source’s own voice"
    assert words.modality_words("hedged", None) == "hedged in the source"
    assert words.modality_words("hedged", "local observers") == "hedged, attributed to local observers"
    assert words.modality_words("reported", "the Kremlin") == "reported, according to the Kremlin"
    assert words.modality_words("denied", "the ministry") == "denied by the ministry"


def test_confidence_that_was_not_given_is_said() -> None:
    assert words.confidence_words(None) == "Confidence not stated"
    assert words.confidence_words("low") == "Low confidence"


def test_update_words_call_the_first_edition_no_update() -> None:
    assert words.update_words("major", 1) == "first edition"
    assert words.update_words("minor", 3) == "minor update"


def test_state_words_show_silence_and_unknown_states() -> None:
    assert words.state_words(None) == "No answer recorded yet"
    assert words.state_words("no response") == "No response"
    assert words.state_words("in progress") == "In progress"


def test_names_join_as_in_prose() -> None:
    assert words.join_names([]) == ""
    assert words.join_names(["A"]) == "A"
    assert words.join_names(["A", "B"]) == "A and B"
    assert words.join_names(["A", "B", "C"]) == "A, B and C"


def test_day_is_written_in_british_form() -> None:
    assert words.day_words(date(2026, 11, 2)) == "2 November 2026"


def test_reading_time_is_never_less_than_a_minute() -> None:
    assert words.reading_minutes(0) == 1
    assert words.reading_minutes(1150) == 5


def test_counts_agree_with_their_noun() -> None:
    assert words.count_words(1, "claim") == "1 claim"
    assert words.count_words(1200, "claim") == "1,200 claims"
    assert words.count_words(0, "country", "countries") == "0 countries"


def test_quotation_replaces_marks_at_the_ends() -> None:
    assert words.quotation(" “key issues” ") == "‘key issues’"


def test_language_is_named_or_left_as_its_tag() -> None:
    assert words.language_words("ky") == "Kyrgyz"
    assert words.language_words("x-nobody") == "x-nobody"


def test_excerpt_that_starts_inside_a_sentence_says_so() -> None:
    assert words.excerpt(" the delegation stayed ") == "… the delegation stayed"
    assert words.excerpt("The delegation stayed.") == "The delegation stayed."
