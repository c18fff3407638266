"""What has changed between two lists of blocks: paragraphs, key messages, recommendations, claims.

A block is unchanged, changed (with the words that differ), added or removed; an unchanged or changed one may have
moved. Blocks with a key are the same block where their keys agree, others where they read alike. Pure and
deterministic; the number of comparisons is bounded, whatever the lists hold.
"""

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from typing import Literal

from rapidfuzz.distance import Indel

from briefs.text.alignment import align, rising
from briefs.text.diffs import Piece, diff_words

ALIKE = 0.5
"""From this share of common words on, two blocks between the same neighbours are taken for one that was changed."""
MOVED_ALIKE = 0.7
"""The same for blocks at different places."""
WORDS_COMPARED = 300
"""How many words of a block tell whether it reads like another."""
MAX_PAIRS = 10_000
"""So many pairs of blocks are compared; where there are more, only those that stand at the same place."""

_WORD = re.compile(r"\w+")

BlockKind = Literal["same", "changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block, with all its words in ``pieces``.

    Places count from 1; ``old_place`` is None for an added block, ``new_place`` for a removed one. ``moved`` is said
    of as few blocks as account for the new order, never of those that only gave way to an added or removed one.
    """

    kind: BlockKind
    old_place: int | None
    new_place: int | None
    moved: bool
    pieces: tuple[Piece, ...]

    @property
    def is_untouched(self) -> bool:
        """Neither its words nor its place among the others changed."""
        return self.kind == "same" and not self.moved


def diff_blocks(
    old: Sequence[str], new: Sequence[str], *, keys: tuple[Sequence[str], Sequence[str]] | None = None
) -> tuple[Block, ...]:
    """Every block of both lists in the new order, a removed one behind the block it stood behind.

    ``keys`` gives a key for each old and for each new block, none twice in a list: a block then keeps its identity
    however it is reworded.
    """
    partners = _by_keys(*keys) if keys else _by_words(old, new)
    came_from = {at_new: at_old for at_old, at_new in partners.items()}
    order = [came_from[at_new] for at_new in sorted(came_from)]
    stay = sorted(order[index] for index in rising(order))
    gone = deque(at for at in range(len(old)) if at not in partners)
    next_stay = iter([*stay[1:], len(old)])
    staying = set(stay)

    def removed_before(limit: int) -> Iterator[Block]:
        while gone and gone[0] < limit:
            at = gone.popleft()
            yield Block("removed", at + 1, None, False, diff_words(old[at], ""))

    blocks = list(removed_before(stay[0] if stay else len(old)))
    for at_new, text in enumerate(new):
        at_old = came_from.get(at_new)
        if at_old is None:
            blocks.append(Block("added", None, at_new + 1, False, diff_words("", text)))
            continue
        kind: BlockKind = "same" if old[at_old] == text else "changed"
        moved = at_old not in staying
        blocks.append(Block(kind, at_old + 1, at_new + 1, moved, diff_words(old[at_old], text)))
        if not moved:
            blocks += removed_before(next(next_stay))
    return tuple(blocks)


def _by_keys(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    places = {key: at for at, key in enumerate(new)}
    return {at: places[key] for at, key in enumerate(old) if key in places}


def _by_words(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """The old blocks that are still there, each with its new index: the same words first, then those most alike."""
    runs = align(old, new)
    partners = {run.old + step: run.new + step for run in runs for step in range(run.length)}
    anchors = list(partners.items())
    taken = set(partners.values())
    elsewhere: defaultdict[str, deque[int]] = defaultdict(deque)
    for at, text in enumerate(new):
        if at not in taken:
            elsewhere[text].append(at)
    for at, text in enumerate(old):
        if at not in partners and elsewhere[text]:
            partners[at] = elsewhere[text].popleft()
    taken = set(partners.values())
    gaps_old = {at: bisect_left(anchors, (at,)) for at in range(len(old)) if at not in partners}
    anchors_new = [at_new for _, at_new in anchors]
    gaps_new = {at: bisect_left(anchors_new, at) for at in range(len(new)) if at not in taken}
    return partners | _most_alike(_heads(old, gaps_old), _heads(new, gaps_new), gaps_old, gaps_new)


def _heads(blocks: Sequence[str], places: Mapping[int, int]) -> dict[int, list[str]]:
    """The words by which blocks are compared."""
    return {at: _WORD.findall(blocks[at][: WORDS_COMPARED * 20])[:WORDS_COMPARED] for at in places}


def _most_alike(
    old: Mapping[int, list[str]], new: Mapping[int, list[str]], gaps_old: Mapping[int, int], gaps_new: Mapping[int, int]
) -> dict[int, int]:
    """Pairs that read alike, the likest first; ``gaps`` says between which unchanged neighbours each block stands."""
    pairs = product(old, new) if len(old) * len(new) <= MAX_PAIRS else _at_same_place(gaps_old, gaps_new)
    scored = []
    for at_old, at_new in pairs:
        least = ALIKE if gaps_old[at_old] == gaps_new[at_new] else MOVED_ALIKE
        score = Indel.normalized_similarity(old[at_old], new[at_new], score_cutoff=least)
        if score and old[at_old]:
            scored.append((-score, at_old, at_new))
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for _, at_old, at_new in sorted(scored):
        if at_old not in partners and at_new not in taken:
            partners[at_old] = at_new
            taken.add(at_new)
    return partners


def _at_same_place(gaps_old: Mapping[int, int], gaps_new: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The first of each gap with the first, the second with the second, and so on."""
    new = {gap: list(places) for gap, places in groupby(gaps_new, gaps_new.__getitem__)}
    for gap, places in groupby(gaps_old, gaps_old.__getitem__):
        yield from zip(places, new.get(gap, []), strict=False)
