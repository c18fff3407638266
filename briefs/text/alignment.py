"""What two sequences have in common, in order: the ground on which texts are compared.

The time grows in step with the length, whatever the sequences hold: a stretch is compared item by item only when it
is small; a large one is divided at items that stand once on either side, and given up as different when there are none.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

MAX_CELLS = 64_000_000
"""A stretch of n items against m is compared item by item up to n × m such cells, each a bit: 8 MB."""
MAX_DIVISIONS = 3
"""How often what lies between two common items is divided again."""
MAX_ITEMS = 500_000
"""Of longer sequences only beginning and end are compared."""


class Run(NamedTuple):
    """``length`` equal items: from ``old`` in the old sequence and from ``new`` in the new one."""

    old: int
    new: int
    length: int


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    """The runs two sequences share, in order, never overlapping and never touching on both sides."""
    if len(old) + len(new) > MAX_ITEMS:
        runs, _ = _ends(old, new, _Stretch(0, len(old), 0, len(new), 0))
        return _joined(runs)
    numbers: dict[Hashable, int] = {}
    one, other = ("".join(chr(numbers.setdefault(item, len(numbers))) for item in items) for items in (old, new))
    found: list[Run] = []
    waiting = [_Stretch(0, len(one), 0, len(other), 0)]
    while waiting:
        runs, rest = _ends(one, other, waiting.pop())
        found += runs
        if rest.is_empty():
            continue
        if rest.cells() <= MAX_CELLS:
            blocks = LCSseq.opcodes(one[rest.i : rest.j], other[rest.k : rest.m]).as_matching_blocks()
            found += [Run(rest.i + block.a, rest.k + block.b, block.size) for block in blocks if block.size]
        elif rest.depth < MAX_DIVISIONS:
            waiting += _divided(one, other, rest)
    return _joined(sorted(found))


def rising(values: Sequence[int]) -> list[int]:
    """The indexes of a longest strictly rising subsequence, in order."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        at = bisect_left(tops, value)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1] = [value]
        ends[at : at + 1] = [index]
    chain: list[int] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]


class _Stretch(NamedTuple):
    """``old[i:j]`` against ``new[k:m]``."""

    i: int
    j: int
    k: int
    m: int
    depth: int

    def cells(self) -> int:
        return (self.j - self.i) * (self.m - self.k)

    def is_empty(self) -> bool:
        return self.cells() == 0


def _ends(old: Sequence[Hashable], new: Sequence[Hashable], stretch: _Stretch) -> tuple[list[Run], _Stretch]:
    """What a stretch shares at its beginning and at its end, and what lies between."""
    i, j, k, m, depth = stretch
    start = 0
    while i + start < j and k + start < m and old[i + start] == new[k + start]:
        start += 1
    end = 0
    while i + start < j - end and k + start < m - end and old[j - end - 1] == new[m - end - 1]:
        end += 1
    runs = [run for run in (Run(i, k, start), Run(j - end, m - end, end)) if run.length]
    return runs, _Stretch(i + start, j - end, k + start, m - end, depth)


def _divided(old: str, new: str, stretch: _Stretch) -> list[_Stretch]:
    """The stretches between items that stand once on either side and in the same order; none without such items."""
    i, j, k, m, depth = stretch
    on_old, on_new = Counter(old[i:j]), Counter(new[k:m])
    places = {new[at]: at for at in range(k, m) if on_new[new[at]] == 1}
    once = [(at, places[old[at]]) for at in range(i, j) if on_old[old[at]] == 1 and old[at] in places]
    stretches = []
    for index in rising([at for _, at in once]):
        at_old, at_new = once[index]
        stretches.append(_Stretch(i, at_old, k, at_new, depth + 1))
        i, k = at_old, at_new
    return [*stretches, _Stretch(i, j, k, m, depth + 1)] if stretches else []


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Runs that touch on both sides made one."""
    joined: list[Run] = []
    for run in runs:
        if joined and (last := joined[-1]) and (last.old + last.length, last.new + last.length) == run[:2]:
            joined[-1] = Run(last.old, last.new, last.length + run.length)
        else:
            joined.append(run)
    return joined
