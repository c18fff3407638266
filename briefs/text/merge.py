"""Three texts, one result: what two people made of the same text, put together paragraph by paragraph.

A paragraph ends at a blank line, a list item and a heading where they begin; a text without blank lines is divided by
lines. The white space after a paragraph belongs to it, but says nothing about whether two paragraphs are the same.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from briefs.text.alignment import align

ChunkKind = Literal["agreed", "theirs", "yours", "conflict"]
BETWEEN = "\n\n"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_BLANK = re.compile(r"^[^\S\n]*$", re.MULTILINE)
_BEGINS = re.compile(r" {0,3}(?:[-*+]|[0-9]{1,9}[.)]|#{1,6})\s")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of neighbouring paragraphs. ``kind`` says who changed it: nobody or both alike (``agreed``), one, both.

    ``theirs`` and ``yours`` are what either text holds there, empty where it was left out. They are equal when agreed.
    """

    kind: ChunkKind
    base: str
    theirs: str
    yours: str

    @property
    def merged(self) -> str:
        """What stands here without asking anybody. In a conflict both, theirs first, so that nothing is lost."""
        if self.kind == "conflict":
            return self.both
        return self.yours if self.kind == "yours" else self.theirs

    @property
    def both(self) -> str:
        """Their paragraphs and yours, one after the other."""
        return join_chunks([self.theirs, self.yours])


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Words that belong together, and the white space up to the next ones."""

    words: str
    rest: str

    @property
    def text(self) -> str:
        return self.words + self.rest


def merge_texts(base: str, theirs: str, yours: str) -> tuple[Chunk, ...]:
    """The stretches of both texts in order. Line ends must be LF.

    Their ``theirs`` join to the stored text and their ``yours`` to the other, but for white space between paragraphs;
    merged with an unchanged side, the other comes out letter by letter.
    """
    by_line = not any(_BLANK.search(text.strip()) for text in (base, theirs, yours))
    old, stored, mine = (_split(text, by_line) for text in (base, theirs, yours))
    chunks: list[Chunk] = []
    i = j = k = 0
    for at, to_stored, to_mine, length in [*_shared(old, stored, mine), (len(old), len(stored), len(mine), 0)]:
        chunks += _moved(old[i:at], stored[j:to_stored], mine[k:to_mine])
        i, j, k = at + length, to_stored + length, to_mine + length
        chunks += _agreed(old[at:i], stored[to_stored:j], mine[to_mine:k])
    return tuple(_joined(chunks))


def join_chunks(texts: Iterable[str]) -> str:
    """Stretches put together; a blank line stands where two would run into one another."""
    whole = ""
    for text in texts:
        if whole and text and not whole.endswith("\n"):
            whole += BETWEEN
        whole += text
    return whole


def _split(text: str, by_line: bool) -> list[_Paragraph]:
    parts: list[str] = []
    after_blank = True
    for line in _LINE.findall(text):
        blank = not line.strip()
        if parts and (blank or not (by_line or after_blank or _BEGINS.match(line)) or not parts[-1].strip()):
            parts[-1] += line
        else:
            parts.append(line)
        after_blank = blank
    ends = [len(part.rstrip()) for part in parts]
    return [_Paragraph(part[:end], part[end:]) for part, end in zip(parts, ends, strict=True)]


def _shared(
    old: list[_Paragraph], stored: list[_Paragraph], mine: list[_Paragraph]
) -> Iterator[tuple[int, int, int, int]]:
    """The runs all three have, as places in each and a length."""
    words = [[p.words for p in paragraphs] for paragraphs in (old, stored, mine)]
    in_stored = {run.old + n: run.new + n for run in align(words[0], words[1]) for n in range(run.length)}
    in_mine = {run.old + n: run.new + n for run in align(words[0], words[2]) for n in range(run.length)}
    for at in sorted(in_stored.keys() & in_mine.keys()):
        yield at, in_stored[at], in_mine[at], 1


def _agreed(old: list[_Paragraph], stored: list[_Paragraph], mine: list[_Paragraph]) -> Iterator[Chunk]:
    """Paragraphs nobody changed. Of the white space after them, whoever changed it is followed."""
    for was, theirs, yours in zip(old, stored, mine, strict=True):
        text = yours.text if theirs.rest == was.rest else theirs.text
        yield Chunk("agreed", was.text, text, text)


def _moved(old: list[_Paragraph], stored: list[_Paragraph], mine: list[_Paragraph]) -> Iterator[Chunk]:
    """Paragraphs somebody changed: one by one where all three have as many, and otherwise all together."""
    if len(old) == len(stored) == len(mine):
        for was, theirs, yours in zip(old, stored, mine, strict=True):
            yield _judged([was], [theirs], [yours])
    elif stored or mine or old:
        yield _judged(old, stored, mine)


def _judged(old: list[_Paragraph], stored: list[_Paragraph], mine: list[_Paragraph]) -> Chunk:
    was, theirs, yours = ([p.words for p in paragraphs] for paragraphs in (old, stored, mine))
    base, one, other = ("".join(p.text for p in paragraphs) for paragraphs in (old, stored, mine))
    if theirs == yours:
        return Chunk("agreed", base, one, one)
    if theirs == was:
        return Chunk("yours", base, one, other)
    return Chunk("theirs" if yours == was else "conflict", base, one, other)


def _joined(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """Neighbours on which all agree made one."""
    last: Chunk | None = None
    for chunk in chunks:
        if last is not None and last.kind == chunk.kind == "agreed":
            text = join_chunks([last.theirs, chunk.theirs])
            last = Chunk("agreed", last.base + chunk.base, text, text)
            continue
        if last is not None:
            yield last
        last = chunk
    if last is not None:
        yield last
