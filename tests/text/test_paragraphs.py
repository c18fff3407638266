"""Paragraphs are non-empty lines, numbered from 1."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.text.paragraphs import Paragraph, paragraph_at, split_paragraphs

TEXT = " First line \n\n \t \nSecond\nThird"


def test_split_paragraphs_numbers_the_lines_that_hold_something():
    assert split_paragraphs(TEXT) == [
        Paragraph(1, 1, 11, "First line"),
        Paragraph(2, 18, 24, "Second"),
        Paragraph(3, 25, 30, "Third"),
    ]


def test_split_paragraphs_of_an_empty_text_is_empty():
    assert split_paragraphs(" \n ") == []


@pytest.mark.parametrize(("offset", "number"), [(0, 1), (1, 1), (12, 1), (14, 1), (18, 2), (24, 2), (25, 3), (30, 3)])
def test_paragraph_at_counts_gaps_to_the_paragraph_before(offset, number):
    assert paragraph_at(TEXT, offset) == number


@pytest.mark.parametrize("offset", [-1, 31])
def test_paragraph_at_refuses_offsets_outside_the_text(offset):
    with pytest.raises(ValueError, match=f"Offset {offset} lies outside the text, which has 30 characters."):
        paragraph_at(TEXT, offset)


def test_paragraph_at_refuses_a_text_without_paragraphs():
    with pytest.raises(ValueError, match="The text has no paragraph: it is empty."):
        paragraph_at(" \n", 0)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab \n\t", max_size=40))
def test_every_paragraph_is_its_slice_and_found_at_its_offsets(text):
    for paragraph in split_paragraphs(text):
        assert text[paragraph.start : paragraph.end] == paragraph.text
        assert paragraph_at(text, paragraph.start) == paragraph.number
        assert paragraph_at(text, paragraph.end - 1) == paragraph.number
