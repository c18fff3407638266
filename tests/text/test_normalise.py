"""Source text is normalised once, by one rule; folding is for matching only."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.text.normalise import fold, normalise

ANY_TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t\r"))
MESSY_TEXT = st.text(alphabet="ab \n\t\u00a0\u200b\u00ad“”’—-é", max_size=60)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("a\u00a0b\u202fc\u2003d\u3000e", "a b c d e"),
        ("a\r\nb\rc\u2028d\u2029e\nf", "a\nb\nc\nd\ne\nf"),
        ("Bishke\u0301k", "Bishk\u00e9k"),
        ("\ufeffa\tb", "a\tb"),
        ("“quotes” – and ‘dashes’", "“quotes” – and ‘dashes’"),
        ("", ""),
    ],
)
def test_normalise_composes_letters_and_levels_spaces_and_line_ends(raw, stored):
    assert normalise(raw) == stored


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\ud800"])
def test_normalise_refuses_control_characters_and_says_where(character):
    sentence = (
        f"Line 2 holds the control character U+{ord(character):04X}, which no text may hold: "
        "remove it, or copy the text again from its source."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        normalise(f"one\ntwo{character}")


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_normalise_twice_is_normalise_once(raw):
    once = normalise(raw)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("“a”  ‘b’\n\n«c» d’e", "'a' 'b' 'c' d'e"),
        ("a – b—c ‑ d", "a - b-c - d"),
        ("soft\u00adhyphen zero\u200bwidth \u200b x", "softhyphen zerowidth x"),
        ("Case STAYS", "Case STAYS"),
        ("", ""),
    ],
)
def test_fold_makes_quotes_dashes_and_white_space_alike(text, folded):
    assert fold(text).text == folded


@settings(max_examples=100, deadline=None)
@given(MESSY_TEXT)
def test_folded_characters_lead_back_to_where_they_came_from(text):
    folded = fold(text)
    origins = [folded.origin(index) for index in range(len(folded.text))]
    assert [fold(text[origin]).text for origin in origins] == list(folded.text)
    assert origins == sorted(set(origins))
    assert [folded.index(origin) for origin in origins] == list(range(len(folded.text)))


def test_fold_finds_the_span_and_the_index_of_characters_folded_away():
    folded = fold("a \n\n b\u00adc")
    assert (folded.text, folded.span(2, 4), folded.index(3), folded.index(6)) == ("a bc", (5, 8), 2, 3)
