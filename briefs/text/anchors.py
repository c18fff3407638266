"""Quote anchors: where a quoted passage stands in a text, also after the text around it has changed.

Selectors are those of W3C Web Annotation: the quote with some context, and its offsets when it was taken.
Text is normalised text, offsets count its characters. Words, letters and case must match; white space,
quote marks and dashes may differ (see ``fold``). A wrong passage is worse than none, so doubt never anchors:

* A passage that stands once is the passage, unless it is short, has moved, and nothing of its context is left.
* A passage that stands several times is the one whose whole context agrees, on both sides. The offsets decide
  between copies that agree equally, and nothing else does: a copy may have slid to where the passage stood.
* A near match is a proposal (``fuzzy``) that a human must confirm.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from rapidfuzz import fuzz

from briefs.text.normalise import Folded, fold

_WORD = re.compile(r"\w+")

AnchorState = Literal["anchored", "relocated", "ambiguous", "fuzzy", "orphaned"]

CONTEXT = 32
"""Characters of context kept on each side of a quote."""
SHORT = 24
"""A shorter quote is too little to be known by its words alone."""
FAMILIAR = 8
"""So many characters of context that still touch the quote show it is the same place."""
FUZZY_THRESHOLD = 85.0
"""Likeness in percent (rapidfuzz, insertions and deletions) below which nothing is proposed."""
FUZZY_MINIMUM = 12
"""Quotes shorter than this are like too many places to propose one."""
FUZZY_MAXIMUM = 2000
"""Longer quotes are not compared letter by letter: the time grows with the square of their length."""
REGIONS = 3
"""How many stretches of a text are compared with a quote letter by letter."""
MAX_CANDIDATES = 20
MAX_PLACES = 2000
"""A quote that stands at more places is never taken for the only copy, and the rest are not looked at."""


@dataclass(frozen=True)
class Quote:
    """A passage by its words. ``prefix`` and ``suffix`` touch it; empty context says nothing about the place."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Location:
    """Where a quote was found.

    ``anchored``: at its offsets, or, having none, exactly; ``relocated``: exactly, at other offsets;
    ``ambiguous``: several places, the first of them in ``candidates``; ``fuzzy``: like ``score`` percent;
    ``orphaned``: nowhere. Offsets are None when ambiguous or orphaned.
    """

    state: AnchorState
    start: int | None = None
    end: int | None = None
    score: float = 0.0
    candidates: tuple[tuple[int, int], ...] = ()


def describe(text: str, start: int, end: int) -> Quote:
    """The quote for ``text[start:end]``, less white space at its ends; locating it in ``text`` leads back.

    Raises ValueError when the offsets lie outside the text or hold no words.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"Offsets {start}-{end} lie outside the text, which has {len(text)} characters.")
    folded = fold(text[start:end])
    words = folded.text.strip()
    if not words:
        raise ValueError(f"Offsets {start}-{end} hold no words to quote: choose a passage with text in it.")
    lead = folded.text.index(words)
    first, last = (start + offset for offset in folded.span(lead, lead + len(words)))
    return Quote(text[first:last], text[max(0, first - CONTEXT) : first], text[last : last + CONTEXT], first, last)


def locate(quote: Quote, text: str) -> Location:
    """Find a quote in a text, or say how it is in doubt. See the module's docstring for the rules."""
    exact = fold(quote.exact).text.strip()
    folded = fold(text)
    copies, all_seen = _copies(quote, exact, folded.text)
    if not copies:
        return _propose(exact, folded)
    agreements = _agreements(quote, copies, len(exact), folded.text)
    stated = _stated(quote, folded)
    if len(copies) == 1 and all_seen:
        if stated == copies[0] or len(exact) >= SHORT or agreements[0].familiar:
            return _found(quote, folded, copies[0], len(exact))
        return Location("fuzzy", *folded.span(copies[0], copies[0] + len(exact)), score=100.0)
    agreeing = [at for at, agreement in zip(copies, agreements, strict=True) if agreement.whole]
    if stated in agreeing:
        return _found(quote, folded, stated, len(exact))
    if len(agreeing) == 1 and all_seen:
        return _found(quote, folded, agreeing[0], len(exact))
    shown = (agreeing or copies)[:MAX_CANDIDATES]
    return Location("ambiguous", candidates=tuple(folded.span(at, at + len(exact)) for at in shown))


@dataclass(frozen=True)
class _Agreement:
    """How much of a quote's context stands around one copy. ``whole`` is never said of no context at all."""

    whole: bool
    familiar: bool


def _agreements(quote: Quote, copies: list[int], length: int, text: str) -> list[_Agreement]:
    prefix, suffix = fold(quote.prefix).text.strip(), fold(quote.suffix).text.strip()
    agreements = []
    for start in copies:
        before = text[max(0, start - len(prefix) - 1) : start].rstrip()
        after = text[start + length : start + length + len(suffix) + 1].lstrip()
        left = _shared(prefix[::-1], before[::-1])
        right = _shared(suffix, after)
        complete = left == len(prefix) and right == len(suffix)
        familiar = complete or max(left, right) >= FAMILIAR
        agreements.append(_Agreement(complete and bool(prefix or suffix), familiar))
    return agreements


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _copies(quote: Quote, exact: str, text: str) -> tuple[list[int], bool]:
    """Where the words stand, and whether all places were looked at.

    Places inside longer words don't count, unless the quote itself was cut from one.
    """
    cut = (quote.prefix[-1:].isalnum() and exact[:1].isalnum()) or (exact[-1:].isalnum() and quote.suffix[:1].isalnum())
    copies: list[int] = []
    at = text.find(exact) if exact else -1
    for _ in range(MAX_PLACES):
        if at < 0:
            return copies, True
        end = at + len(exact)
        inside_left = exact[0].isalnum() and text[at - 1 : at].isalnum()
        inside_right = exact[-1].isalnum() and text[end : end + 1].isalnum()
        if cut or not (inside_left or inside_right):
            copies.append(at)
        at = text.find(exact, at + 1)
    return copies, False


def _stated(quote: Quote, folded: Folded) -> int | None:
    """The folded place the quote's offsets name, past white space; None when they name none in this text."""
    if quote.start is None or not 0 <= quote.start < folded.origin(len(folded.text)):
        return None
    index = folded.index(quote.start)
    return index + folded.text.startswith(" ", index)


def _found(quote: Quote, folded: Folded, at: int, length: int) -> Location:
    start, end = folded.span(at, at + length)
    lead = len(quote.exact) - len(quote.exact.lstrip())
    trail = len(quote.exact) - len(quote.exact.rstrip())
    moved = quote.start is not None and start != quote.start + lead
    resized = quote.end is not None and end != quote.end - trail
    return Location("relocated" if moved or resized else "anchored", start, end, 100.0)


def _propose(exact: str, folded: Folded) -> Location:
    """The passage most like the quote, in whole words, if it is like enough."""
    if not FUZZY_MINIMUM <= len(exact) <= FUZZY_MAXIMUM:
        return Location("orphaned")
    best, span = 0.0, (0, 0)
    for start, end in _likely_regions(exact, folded.text):
        region = folded.text[start:end]
        if alignment := fuzz.partial_ratio_alignment(exact, region, score_cutoff=FUZZY_THRESHOLD):
            place = _whole_words(folded.text, start + alignment.dest_start, start + alignment.dest_end)
            score = fuzz.ratio(exact, folded.text[slice(*place)])
            if score > best:
                best, span = score, place
    if best < FUZZY_THRESHOLD:
        return Location("orphaned")
    return Location("fuzzy", *folded.span(*span), score=round(best, 1))


def _likely_regions(exact: str, text: str) -> Iterator[tuple[int, int]]:
    """The three stretches sharing most words with the quote, so that few places are compared by letters.

    Comparing by letters everywhere takes minutes in a repetitive text; counting words takes one pass.
    """
    wanted = [match.group() for match in _WORD.finditer(exact)]
    words = list(_WORD.finditer(text))
    known = frozenset(wanted)
    counts = list(accumulate((match.group() in known for match in words), initial=0))
    width, slack = len(wanted), 1 + len(wanted) // 4
    shared = [counts[min(at + width, len(words))] - counts[at] for at in range(len(words))]
    for _ in range(REGIONS):
        most = max(shared, default=0)
        if most == 0:
            return
        at = shared.index(most)
        yield words[max(0, at - slack)].start(), words[min(len(words), at + width + slack) - 1].end()
        low, high = max(0, at - width), min(len(shared), at + width)
        shared[low:high] = [0] * (high - low)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a slice to the ends of the words it cuts, then leave out white space at its ends."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start + text.startswith(" ", start), end - text.endswith(" ", start, end)
