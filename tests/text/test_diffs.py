"""Word by word: nothing is lost, what is marked is what a colleague would mark, and hostile texts cost little."""

import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.text import alignment
from briefs.text.alignment import MAX_CELLS, MAX_DIVISIONS, MAX_ITEMS, Run, align, rising
from briefs.text.diffs import Piece, diff_words, has_changes

WORDS = st.sampled_from(["the", "court", "Закон", "өлкө", "[@law-2024]", " ", "\n\n", ",", ".", "e\u0301", "_", "a b"])
TEXTS = st.lists(WORDS, max_size=40).map("".join) | st.text(max_size=60)


def marked(old: str, new: str) -> str:
    marks = {"same": "{}", "added": "{{+{}+}}", "removed": "[-{}-]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in diff_words(old, new))


@given(TEXTS, TEXTS)
def test_pieces_join_to_both_texts_and_alternate(old: str, new: str) -> None:
    pieces = diff_words(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))
    assert has_changes(pieces) == (old != new)
    assert diff_words(old, new) == pieces


@given(TEXTS)
def test_text_does_not_differ_from_itself(text: str) -> None:
    assert diff_words(text, text) == ((Piece("same", text),) if text else ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("in April 2024.", "in May 2024.", "in [-April-]{+May+} 2024."),
        ("Закон вступил, суд молчал.", "Закон не вступил; суд молчал.", "Закон {+не +}вступил[-,-]{+;+} суд молчал."),
        ("It closed.", "It closed [@law-2024, para 4].", "It closed{+ [@law-2024, para 4]+}."),
        ("See [@law-of-2024].", "See [@law-of-2025].", "See [[-@law-of-2024-]{+@law-of-2025+}]."),
        ("One.\n\nTwo.", "One. Two.", "One.[-\n\n-]{+ +}Two."),
        ("cafe\u0301 closed", "caf\u0065 closed", "[-cafe\u0301-]{+cafe+} closed"),
    ],
)
def test_words_punctuation_keys_and_white_space_are_told_apart(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_addition_is_put_where_the_sentence_begins() -> None:
    assert marked("One. Two.", "One. New. Two.") == "One. {+New. +}Two."
    assert marked("One. Old. Two.", "One. Two.") == "One. [-Old. -]Two."
    assert marked("A\n\nB", "A\n\nC\n\nB") == "A\n\n{+C\n\n+}B"


def test_rewritten_phrase_is_shown_in_one_piece() -> None:
    assert marked("a b c d e f", "u v w x y z") == "[-a b c d e f-]{+u v w x y z+}"
    old, new = "closure of newspapers", "liquidation of broadcasters"
    assert marked(f"The {old} stands.", f"The {new} stands.") == f"The [-{old}-]{{+{new}+}} stands."


def test_short_common_words_beside_short_changes_stay() -> None:
    assert marked("the big court said", "a big tribunal said") == "[-the-]{+a+} big [-court-]{+tribunal+} said"


@given(st.lists(st.integers(0, 6), max_size=40), st.lists(st.integers(0, 6), max_size=40))
def test_aligned_runs_are_equal_in_order_and_apart(old: list[int], new: list[int]) -> None:
    at = Run(0, 0, 0)
    for run in align(old, new):
        assert old[run.old : run.old + run.length] == new[run.new : run.new + run.length]
        assert (run.old >= at.old + at.length, run.new >= at.new + at.length, run.length > 0) == (True, True, True)
        assert at.length == 0 or run[:2] != (at.old + at.length, at.new + at.length)
        at = run


@given(st.lists(st.integers(0, 9), max_size=30))
def test_rising_is_a_longest_rising_subsequence(values: list[int]) -> None:
    best = [1] * len(values)
    for index, value in enumerate(values):
        best[index] = 1 + max((best[i] for i in range(index) if values[i] < value), default=0)
    chain = rising(values)

    assert [values[i] for i in chain] == sorted({values[i] for i in chain})
    assert len(chain) == max(best, default=0)


def numbered(count: int, word: str) -> str:
    return " ".join(f"{word}{number}" for number in range(count))


HOSTILE = {
    "60,000 characters without a space": ("a" * 60_000, "b" * 60_000),
    "60,000 marks": (".,;:" * 15_000, ";.:," * 15_000),
    "20,000 words all different": (numbered(20_000, "a"), numbered(20_000, "b")),
    "20,000 words backwards": (numbered(20_000, "a"), " ".join(reversed(numbered(20_000, "a").split()))),
    "two words in turn": ("a b " * 25_000, "b a a " * 20_000),
    "one word more": ("ab. " * 20_000, "ab. " * 9_000 + "x" + "ab. " * 11_000),
    "500 kB": ("word " * 100_000, "word " * 99_999 + "end"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_compared_in_bounded_work(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = HOSTILE[name]
    cells = []
    opcodes = alignment.LCSseq.opcodes

    def counting(one: str, other: str) -> Any:
        cells.append(len(one) * len(other))
        return opcodes(one, other)

    monkeypatch.setattr(alignment.LCSseq, "opcodes", counting)
    steps = count_steps(lambda: diff_words(old, new))

    pieces = diff_words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert max(cells, default=0) <= MAX_CELLS
    assert sum(cells) <= 2 * MAX_CELLS
    assert steps <= 12 * (MAX_DIVISIONS + 1) * min(len(old) + len(new), MAX_ITEMS)


def count_steps(work: Callable[[], object]) -> int:
    """How many lines of the two modules run: the work done, whatever else the machine is doing."""
    steps = 0
    files = {alignment.__file__, sys.modules["briefs.text.diffs"].__file__}

    def trace(frame: Any, event: str, arg: Any) -> Any:
        nonlocal steps
        if frame.f_code.co_filename not in files:
            return None
        steps += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


def test_a_few_changes_in_a_long_text_are_found() -> None:
    words = numbered(20_000, "w").split()
    changed = ["new" if number % 1_000 == 7 else word for number, word in enumerate(words)]

    assert sum(piece.kind == "added" for piece in diff_words(" ".join(words), " ".join(changed))) == 20


def test_longest_sequences_are_compared_at_their_ends() -> None:
    middle = list(range(MAX_ITEMS))
    assert align([-1, *middle, -2], [-1, *reversed(middle), -2]) == [
        Run(0, 0, 1),
        Run(MAX_ITEMS + 1, MAX_ITEMS + 1, 1),
    ]
