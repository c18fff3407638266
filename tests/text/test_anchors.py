"""A quote is found where it stands, or its doubt is stated; see the properties in test_anchor_properties."""

import pytest

from briefs.text.anchors import MAX_PLACES, Location, Quote, describe, locate

TEXT = """The caption. Rights were eroded step by step (Photo: agency)

Opinion

The visit was “no routine” one. Rights were eroded step by step, as elsewhere.

Four journalists were sentenced in October — one to six years.

The caption. Rights were eroded step by step (Photo: agency)

Tags
"""
SENTENCE = "Rights were eroded step by step"
PLACES = tuple(at for at in range(len(TEXT)) if TEXT.startswith(SENTENCE, at))
SPANS = tuple((at, at + len(SENTENCE)) for at in PLACES)
LENGTH = len(SENTENCE)


def found(state, start, end):
    return Location(state, start, end, 100.0)


def test_describe_keeps_the_words_and_thirty_two_characters_on_each_side():
    start = TEXT.index("Four journalists")
    quote = describe(TEXT, start, start + 16)
    assert quote == Quote(
        "Four journalists",
        "ed step by step, as elsewhere.\n\n",
        " were sentenced in October — one",
        start,
        start + 16,
    )


def test_describe_leaves_out_white_space_at_the_ends():
    assert describe(" a b \n", 0, 6) == Quote("a b", " ", " \n", 1, 4)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (2, 1), (0, 999)])
def test_describe_refuses_offsets_outside_the_text(start, end):
    with pytest.raises(ValueError, match=f"Offsets {start}-{end} lie outside the text, which has 3 characters."):
        describe("abc", start, end)


@pytest.mark.parametrize(("start", "end"), [(1, 1), (1, 3)])
def test_describe_refuses_offsets_without_words(start, end):
    with pytest.raises(ValueError, match=f"Offsets {start}-{end} hold no words to quote"):
        describe("a \n b", start, end)


@pytest.mark.parametrize("place", PLACES)
def test_each_copy_of_a_sentence_is_anchored_by_its_own_context(place):
    assert locate(describe(TEXT, place, place + LENGTH), TEXT) == found("anchored", place, place + LENGTH)


@pytest.mark.parametrize("place", PLACES)
def test_each_copy_of_a_sentence_is_found_after_the_text_before_it_grew(place):
    grown = "A new line.\n\n" + TEXT
    quote = describe(TEXT, place, place + LENGTH)
    assert locate(quote, grown) == found("relocated", place + 13, place + 13 + LENGTH)


@pytest.mark.parametrize(
    "quote",
    [
        Quote(SENTENCE),
        Quote(SENTENCE, start=PLACES[0], end=PLACES[0] + LENGTH),
        Quote(SENTENCE, prefix="elsewhere", suffix="entirely", start=PLACES[1], end=PLACES[1] + LENGTH),
    ],
)
def test_a_sentence_that_stands_three_times_is_ambiguous_without_its_context(quote):
    assert locate(quote, TEXT) == Location("ambiguous", candidates=SPANS)


def test_half_a_context_shared_by_two_copies_leaves_those_two():
    quote = Quote(SENTENCE, prefix="The caption. ", suffix=" (Photo: agency)")
    assert locate(quote, TEXT) == Location("ambiguous", candidates=(SPANS[0], SPANS[2]))


def test_offsets_decide_between_copies_whose_contexts_agree_equally():
    quote = Quote(SENTENCE, "The caption. ", " (Photo: agency)", PLACES[2], PLACES[2] + LENGTH)
    assert locate(quote, TEXT) == found("anchored", *SPANS[2])


def test_a_copy_that_slid_to_the_offsets_is_not_taken_for_the_passage():
    quote = describe(TEXT, *SPANS[1])
    shift = PLACES[1] - PLACES[0]
    shifted = "x" * (shift - 2) + "\n\n" + TEXT
    assert shifted.startswith(SENTENCE, PLACES[1])
    assert locate(quote, shifted) == found("relocated", SPANS[1][0] + shift, SPANS[1][1] + shift)


def test_a_copy_that_slid_to_the_offsets_of_a_deleted_passage_is_ambiguous():
    quote = describe(TEXT, *SPANS[1])
    caption = f"The caption. {SENTENCE} (Photo: agency)\n"
    without = "x" * (PLACES[1] - 15) + "\n\n" + caption + caption
    assert without.startswith(SENTENCE, PLACES[1])
    assert locate(quote, without).state == "ambiguous"


def test_quote_marks_dashes_and_white_space_may_change():
    start, end = TEXT.index("“no routine”"), TEXT.index(" one.")
    changed = TEXT.replace("“", "'").replace("”", "'").replace("—", "-").replace(" ", "\n ")
    location = locate(describe(TEXT, start, end), changed)
    assert (location.state, changed[location.start : location.end]) == ("relocated", "'no\n routine'")


def test_a_quote_without_offsets_is_anchored_where_it_stands_alone():
    assert locate(Quote("Four journalists"), "x. Four journalists were.") == found("anchored", 3, 19)


def test_white_space_around_a_quote_is_not_part_of_it():
    assert locate(Quote(" a b ", start=0, end=5), " a b ") == found("anchored", 1, 4)


def test_letters_and_case_must_match():
    assert locate(Quote("EU law"), "eu law") == Location("orphaned")


@pytest.mark.parametrize("text", ["a party", "artful", "Party", ""])
def test_a_word_inside_another_word_is_not_the_passage(text):
    assert locate(Quote("art"), text) == Location("orphaned")


def test_a_quote_cut_from_a_word_is_found_in_it():
    assert locate(describe("a party", 3, 6), "So: a party") == found("relocated", 7, 10)


def test_a_short_quote_whose_context_is_gone_asks_a_human():
    quote = describe("He was arrested on Monday in Bishkek", 19, 25)
    elsewhere = "Quite another matter was settled last Monday by others"
    assert locate(quote, elsewhere) == Location("fuzzy", 38, 44, 100.0)


def test_a_long_quote_that_stands_once_needs_no_context():
    quote = describe("\n".join(["Before this.", "Four journalists were sentenced.", "After."]), 13, 45)
    assert locate(quote, "New.\nFour journalists were sentenced.\nLater.") == found("relocated", 5, 37)


def test_a_near_match_is_proposed_with_its_likeness_in_whole_words():
    text = "Some words first. Four journalists were condemned in October 2024. Some words after."
    location = locate(Quote("Four journalists were sentenced in October 2024."), text)
    assert (location.state, text[location.start : location.end]) == (
        "fuzzy",
        "Four journalists were condemned in October 2024.",
    )
    assert 85 <= location.score < 100


@pytest.mark.parametrize(
    "exact",
    [
        "",
        "  ",
        "\u200b",
        "No breakthrough was reached at all",
        "Four shops",
        "Four journalists were freed and went home",
    ],
)
def test_what_is_not_like_the_text_is_orphaned(exact):
    assert locate(Quote(exact), TEXT) == Location("orphaned")


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        ("a" * 1999 + "b", "a" * 400_000),
        ("a" * 4000, "a" * 400_000),
        ("ba " * 600 + "c", "ba " * 100_000),
    ],
)
def test_repetitive_text_is_answered_not_searched_for_minutes(exact, text):
    assert locate(Quote(exact), text).state in ("orphaned", "fuzzy")


def test_a_quote_at_very_many_places_is_ambiguous_even_if_one_of_the_first_agrees():
    text = "see a b " + "c a d " * (MAX_PLACES + 5)
    assert locate(Quote("a", "see ", " b"), text).state == "ambiguous"
    assert locate(Quote("a", "see ", " b", 4, 5), text) == found("anchored", 4, 5)
