"""Two texts made from one: what is taken, what is asked, and that nothing of either side vanishes."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.text.merge import Chunk, join_chunks, merge_texts

BASE = "One.\n\nTwo.\n\nThree."
TEXTS = st.text(alphabet=st.sampled_from("ab \n\u2028"), max_size=40)


def merged(base: str, theirs: str, yours: str) -> str:
    return join_chunks(chunk.merged for chunk in merge_texts(base, theirs, yours))


def kinds(base: str, theirs: str, yours: str) -> list[str]:
    return [chunk.kind for chunk in merge_texts(base, theirs, yours)]


def lines(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.split("\n") if line.strip())


def test_paragraphs_only_one_side_changed_are_taken_from_it() -> None:
    theirs, yours = "One, theirs.\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nThree, yours."

    assert kinds(BASE, theirs, yours) == ["theirs", "agreed", "yours"]
    assert merged(BASE, theirs, yours) == "One, theirs.\n\nTwo.\n\nThree, yours."


def test_neighbouring_paragraphs_are_told_apart() -> None:
    theirs, yours = "One, theirs.\n\nTwo.\n\nThree.", "One.\n\nTwo, yours.\n\nThree."

    assert kinds(BASE, theirs, yours) == ["theirs", "yours", "agreed"]
    assert merged(BASE, theirs, yours) == "One, theirs.\n\nTwo, yours.\n\nThree."


def test_paragraph_both_changed_is_a_conflict_with_all_three_texts() -> None:
    chunks = merge_texts(BASE, "One.\n\nTwo, theirs.\n\nThree.", "One.\n\nTwo, yours.\n\nThree.")

    assert chunks[1] == Chunk("conflict", "Two.\n\n", "Two, theirs.\n\n", "Two, yours.\n\n")
    assert chunks[1].both == "Two, theirs.\n\nTwo, yours.\n\n"


def test_same_change_on_both_sides_is_agreed() -> None:
    assert kinds(BASE, "One.\n\n2.\n\nThree.", "One.\n\n2.\n\nThree.") == ["agreed"]


def test_paragraph_one_side_took_out_and_the_other_changed_is_a_conflict() -> None:
    chunks = merge_texts(BASE, "One.\n\nThree.", "One.\n\nTwo, yours.\n\nThree.")

    assert [(c.kind, c.theirs, c.yours) for c in chunks[1:2]] == [("conflict", "", "Two, yours.\n\n")]


def test_paragraphs_both_added_at_one_place_are_both_shown() -> None:
    chunks = merge_texts(BASE, f"{BASE}\n\nFour, theirs.", f"{BASE}\n\nFour, yours.")

    assert chunks[-1] == Chunk("conflict", "", "Four, theirs.", "Four, yours.")
    assert chunks[-1].both == "Four, theirs.\n\nFour, yours."


def test_items_of_a_list_are_paragraphs_and_stay_together() -> None:
    assert merged("- a\n- b\n- c", "- a, theirs\n- b\n- c", "- a\n- b\n- c\n- d") == "- a, theirs\n- b\n- c\n- d"


def test_wrapped_lines_of_one_paragraph_stay_together() -> None:
    base = "One and\nwrapped.\n\nTwo and\nwrapped."
    theirs, yours = base.replace("One and", "One, theirs, and"), base.replace("wrapped.\n\n", "wrapped, mine.\n\n")

    assert merge_texts(base, theirs, yours)[0] == Chunk(
        "conflict", "One and\nwrapped.\n\n", "One, theirs, and\nwrapped.\n\n", "One and\nwrapped, mine.\n\n"
    )


def test_text_without_blank_lines_is_divided_by_lines() -> None:
    assert kinds("One.\nTwo.", "One, theirs.\nTwo.", "One.\nTwo, mine.") == ["theirs", "yours"]


def test_last_paragraph_taken_out_by_one_side_leaves_what_the_other_added() -> None:
    assert merged(BASE, "One.\n\nTwo.", "Nought.\n\nOne.\n\nTwo.\n\nThree.") == "Nought.\n\nOne.\n\nTwo."


@given(TEXTS, TEXTS)
def test_merging_with_an_unchanged_side_gives_the_other(base: str, changed: str) -> None:
    assert merged(base, base, changed) == changed
    assert merged(base, changed, base) == changed


@given(TEXTS, TEXTS)
def test_merging_the_same_text_twice_gives_it(base: str, changed: str) -> None:
    chunks = merge_texts(base, changed, changed)
    assert "conflict" not in [chunk.kind for chunk in chunks]
    assert lines(join_chunks(chunk.merged for chunk in chunks)) == lines(changed)


@given(TEXTS, TEXTS, TEXTS)
def test_chunks_hold_all_of_either_side(base: str, theirs: str, yours: str) -> None:
    chunks = merge_texts(base, theirs, yours)
    assert lines(join_chunks(chunk.theirs for chunk in chunks)) == lines(theirs)
    assert lines(join_chunks(chunk.yours for chunk in chunks)) == lines(yours)


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_either_side_wrote_vanishes_unasked(base: str, theirs: str, yours: str) -> None:
    together = lines(merged(base, theirs, yours))
    for side in (theirs, yours):
        assert {line for line in lines(side) if line not in lines(base)} <= together.keys()


@pytest.mark.parametrize("count", [5_000])
def test_long_texts_of_like_lines_are_merged_in_time(count: int) -> None:
    base = "\n".join("ab"[n % 2] for n in range(count))
    theirs, yours = base.replace("a", "c", 50), base.replace("b", "d", 70)

    assert lines(merged(base, theirs, yours))["c"] == 50
