"""Blocks: unchanged, changed, added, removed, moved; nothing is lost, and hostile lists cost little."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.text import block_diffs
from briefs.text.block_diffs import MAX_PAIRS, WORDS_COMPARED, Block, diff_blocks

COURT = "The court upheld the closure of the outlet."
LAW = "The law on foreign representatives took effect in April."
STATION = "The station began broadcasting in November."
NOBODY = "Nobody answered."

BLOCKS = st.lists(
    st.sampled_from([COURT, LAW, STATION, NOBODY, COURT.replace("outlet", "paper"), "New.", "ө"]), max_size=9
)


def told(old: list[str], new: list[str], **keys: Any) -> list[tuple[str, int | None, int | None, bool]]:
    return [(b.kind, b.old_place, b.new_place, b.moved) for b in diff_blocks(old, new, **keys)]


@given(BLOCKS, BLOCKS)
def test_every_block_of_both_lists_is_told_once(old: list[str], new: list[str]) -> None:
    blocks = diff_blocks(old, new)

    assert [b.new_place for b in blocks if b.new_place] == list(range(1, len(new) + 1))
    assert sorted(b.old_place for b in blocks if b.old_place) == list(range(1, len(old) + 1))
    for block in blocks:
        before = "".join(piece.text for piece in block.pieces if piece.kind != "added")
        after = "".join(piece.text for piece in block.pieces if piece.kind != "removed")
        assert before == (old[block.old_place - 1] if block.old_place else "")
        assert after == (new[block.new_place - 1] if block.new_place else "")
        assert (block.kind == "same") == (before == after)
    stay = [b.old_place for b in blocks if b.old_place and b.new_place and not b.moved]
    assert stay == sorted(stay, key=lambda place: place or 0)
    assert diff_blocks(old, new) == blocks


@given(BLOCKS)
def test_list_is_untouched_beside_itself(blocks: list[str]) -> None:
    assert all(block.is_untouched for block in diff_blocks(blocks, blocks))


def test_moved_block_is_told_with_its_places_and_those_that_gave_way_are_not() -> None:
    assert told([COURT, LAW, STATION, NOBODY], [STATION, COURT, LAW, NOBODY]) == [
        ("same", 3, 1, True),
        ("same", 1, 2, False),
        ("same", 2, 3, False),
        ("same", 4, 4, False),
    ]


def test_block_moved_and_changed_a_little_is_still_the_same_block() -> None:
    changed = LAW.replace("April", "May")
    assert told([LAW, COURT, STATION], [COURT, STATION, changed]) == [
        ("same", 2, 1, False),
        ("same", 3, 2, False),
        ("changed", 1, 3, True),
    ]


def test_block_is_changed_in_place_and_added_and_removed() -> None:
    assert told([COURT, LAW, NOBODY], ["Brand new words.", COURT, LAW.replace("April", "May")]) == [
        ("added", None, 1, False),
        ("same", 1, 2, False),
        ("changed", 2, 3, False),
        ("removed", 3, None, False),
    ]


def test_removed_block_stands_behind_the_one_it_stood_behind() -> None:
    assert told([COURT, NOBODY, LAW], [COURT, "Другое.", LAW]) == [
        ("same", 1, 1, False),
        ("removed", 2, None, False),
        ("added", None, 2, False),
        ("same", 3, 3, False),
    ]


def test_keys_keep_a_block_however_it_is_reworded() -> None:
    assert told(["One", "Two"], ["Anders", "One"], keys=(["a", "b"], ["b", "a"])) == [
        ("changed", 2, 1, True),
        ("same", 1, 2, False),
    ]
    assert told(["One"], ["One"], keys=(["a"], ["b"])) == [("removed", 1, None, False), ("added", None, 1, False)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([f"a{n}" for n in range(8_000)], [f"b{n}" for n in range(8_000)]),
        ([f"a{n}" for n in range(8_000)], [f"a{n}" for n in range(8_000)][::-1]),
        (["same"] * 8_000, ["same"] * 6_000),
        (["a b " * 5_000] * 9, ["b a c " * 5_000] * 9),
        ([f"{n} " + "a b " * 400 for n in range(100)], [f"x{n} " + "b a " * 400 for n in range(100)]),
    ],
    ids=["all different", "backwards", "all the same", "few and long", "many alike"],
)
def test_hostile_lists_are_compared_in_bounded_work(
    old: list[str], new: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []
    likeness = block_diffs.Indel.normalized_similarity

    def counting(one: list[str], other: list[str], **options: Any) -> float:
        compared.append(max(len(one), len(other)))
        return likeness(one, other, **options)

    monkeypatch.setattr(block_diffs.Indel, "normalized_similarity", counting)
    blocks: tuple[Block, ...] = diff_blocks(old, new)

    assert len([block for block in blocks if block.new_place]) == len(new)
    assert len(compared) <= max(MAX_PAIRS, len(old), len(new))
    assert max(compared, default=0) <= WORDS_COMPARED
