"""What has changed between two texts, word by word, as a colleague would mark it.

Words, runs of white space, citation keys and single punctuation marks are the units. Pure and deterministic; the
time grows in step with the length of the texts, whatever they hold (see ``alignment``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from briefs.text.alignment import Run, align
from briefs.text.keys import CITATION_KEY

_TOKEN = re.compile(rf"\s+|@{CITATION_KEY}|\w[\w\u0300-\u036f]*|[^\w\s]")
_SENTENCE_ENDS = ".!?…"

PieceKind = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have (``same``), or only the new (``added``) or the old one (``removed``)."""

    kind: PieceKind
    text: str


def diff_words(old: str, new: str) -> tuple[Piece, ...]:
    """The way from one text to the other; what was removed stands before what was added in its place.

    The pieces that are not ``added`` join to ``old``, those not ``removed`` to ``new``; no piece is empty and no two
    neighbours are of one kind.
    """
    before, after = words(old), words(new)
    runs = _readable(align(before, after), before, after)
    return tuple(Piece(kind, text) for kind, text in _pieces(runs, before, after) if text)


def words(text: str) -> list[str]:
    """The units texts are compared by; they join to the text."""
    return _TOKEN.findall(text)


def has_changes(pieces: Sequence[Piece]) -> bool:
    """Whether anything was added or removed."""
    return any(piece.kind != "same" for piece in pieces)


def _pieces(runs: Sequence[Run], old: list[str], new: list[str]) -> Iterator[tuple[PieceKind, str]]:
    at_old = at_new = 0
    for run in [*runs, Run(len(old), len(new), 0)]:
        yield "removed", "".join(old[at_old : run.old])
        yield "added", "".join(new[at_new : run.new])
        at_old, at_new = run.old + run.length, run.new + run.length
        yield "same", "".join(old[run.old : at_old])


def _readable(runs: list[Run], old: list[str], new: list[str]) -> list[Run]:
    return _at_seams(_without_islands(runs, old, new), old, new)


def _without_islands(runs: list[Run], old: list[str], new: list[str]) -> list[Run]:
    """Common stretches that only disturb go: white space alone, and "of" between two rewritten phrases."""
    in_old, in_new = (list(accumulate(map(len, items), initial=0)) for items in (old, new))
    named = list(accumulate((item[-1].isalnum() for item in old), initial=0))

    def change(before: Run, after: Run) -> int:
        removed = in_old[after.old] - in_old[before.old + before.length]
        return max(removed, in_new[after.new] - in_new[before.new + before.length])

    def disturbs(run: Run, least: int) -> bool:
        end = run.old + run.length
        return named[end] == named[run.old] or 2 * (in_old[end] - in_old[run.old]) <= least

    kept = [Run(0, 0, 0)]
    for run in [*runs, Run(len(old), len(new), 0)]:
        while len(kept) > 1:
            least = min(change(kept[-2], kept[-1]), change(kept[-1], run))
            if not (least and disturbs(kept[-1], least)):
                break
            kept.pop()
        kept.append(run)
    return kept[1:-1]


def _at_seams(runs: list[Run], old: list[str], new: list[str]) -> list[Run]:
    """An addition or removal that could begin at several words is put where a word or sentence begins."""
    for index in range(len(runs) - 1):
        before, after = runs[index], runs[index + 1]
        at_old, at_new = before.old + before.length, before.new + before.length
        if after.old == at_old:
            shift = _best_shift(new, at_new, after.new, before.length, after.length)
        elif after.new == at_new:
            shift = _best_shift(old, at_old, after.old, before.length, after.length)
        else:
            continue
        runs[index] = Run(before.old, before.new, before.length + shift)
        runs[index + 1] = Run(after.old + shift, after.new + shift, after.length - shift)
    return runs


def _best_shift(items: list[str], start: int, end: int, room_before: int, room_after: int) -> int:
    """How far ``items[start:end]`` is best moved, so that the text with and without it stays the same."""
    left = right = 0
    while left < room_before - 1 and items[start - left - 1] == items[end - left - 1]:
        left += 1
    while right < room_after - 1 and items[start + right] == items[end + right]:
        right += 1
    return max(range(-left, right + 1), key=lambda shift: (_seam(items, start + shift), -abs(shift), shift))


def _seam(items: list[str], at: int) -> int:
    """How well a change may begin here."""
    if not items[at - 1].isspace():
        return 0
    if "\n" in items[at - 1]:
        return 3
    return 2 if at > 1 and items[at - 2] in _SENTENCE_ENDS else 1
