"""Numbered paragraphs: how evidence names a place that a reader can find by eye."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """One non-empty line, numbered from 1. ``text`` is ``source[start:end]``, without white space at its ends."""

    number: int
    start: int
    end: int
    text: str


def split_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a normalised text, in order."""
    paragraphs: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        if content := line.strip():
            first = start + line.index(content)
            paragraphs.append(Paragraph(len(paragraphs) + 1, first, first + len(content), content))
        start += len(line) + 1
    return paragraphs


def paragraph_at(text: str, offset: int) -> int:
    """The number of the paragraph at an offset; between two, the one before; before the first, 1.

    Raises ValueError when the offset lies outside the text or the text has no paragraph.
    """
    if not 0 <= offset <= len(text):
        raise ValueError(f"Offset {offset} lies outside the text, which has {len(text)} characters.")
    if not text.strip():
        raise ValueError("The text has no paragraph: it is empty.")
    line_end = text.find("\n", offset)
    lines = text[: line_end if line_end >= 0 else len(text)].split("\n")
    return max(1, sum(1 for line in lines if line.strip()))
