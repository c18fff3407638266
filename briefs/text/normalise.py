"""The one rule by which source text is stored, and the folding used to compare passages.

Normalised text is what offsets count in; it is stored. Folded text only ever serves matching.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

NORMALISATION_RULE = 1
"""Rule 1: line ends become LF, every other Unicode space a plain one, byte order marks go, then NFC."""

_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
_SPACES = "".join(chr(code) for code in range(0x80, 0x3001) if unicodedata.category(chr(code)) == "Zs")
_REPLACED = str.maketrans(dict.fromkeys(_SPACES, " ") | {"\ufeff": None})
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

_QUOTES = "\"'`´‘’‚‛“”„‟′″‹›«»ʼʻ＂＇"
_DASHES = "-‐‑‒–—―−﹘﹣－"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_FOLDED = str.maketrans(
    dict.fromkeys(_QUOTES, "'") | dict.fromkeys(_DASHES, "-") | dict.fromkeys(_SPACES + "\t\n\r", " ")
)
_CUT = re.compile(f"(?<= )[ {_INVISIBLE}]+|[{_INVISIBLE}]+")


def normalise(raw: str) -> str:
    """Text as the desk stores it, by rule ``NORMALISATION_RULE``; normalising twice changes nothing.

    Raises ValueError, with the place, for NUL, other control characters and unpaired surrogates.
    """
    text = _LINE_END.sub("\n", raw)
    if bad := _FORBIDDEN.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        raise ValueError(
            f"Line {line} holds the control character U+{ord(bad.group()):04X}, which no text may hold: "
            "remove it, or copy the text again from its source."
        )
    return unicodedata.normalize("NFC", text.translate(_REPLACED))


@dataclass(frozen=True)
class Folded:
    """Text in which quotes, dashes and white space look alike, with the way back to where it came from.

    Case and letters are kept. Each piece of ``text`` was copied whole: piece n starts at ``_starts[n]`` here
    and at ``_origins[n]`` there.
    """

    text: str
    _starts: tuple[int, ...]
    _origins: tuple[int, ...]

    def origin(self, index: int) -> int:
        """Where the folded character ``index`` stands in the text that was folded."""
        piece = bisect_right(self._starts, index) - 1
        return self._origins[piece] + index - self._starts[piece]

    def index(self, offset: int) -> int:
        """The folded place of an offset; for a character folded away, that of the next one kept."""
        piece = bisect_right(self._origins, offset) - 1
        index = self._starts[piece] + offset - self._origins[piece]
        return min(index, self._starts[piece + 1] if piece + 1 < len(self._starts) else len(self.text))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets, in the text that was folded, of the non-empty folded slice ``start:end``."""
        return self.origin(start), self.origin(end - 1) + 1


def fold(text: str) -> Folded:
    """Fold for matching: one kind of quote mark, one dash, one space for a run; invisible characters go."""
    alike = text.translate(_FOLDED)
    pieces, origins, kept_from = [], [], 0
    for cut in _CUT.finditer(alike):
        if cut.start() > kept_from:
            pieces.append(alike[kept_from : cut.start()])
            origins.append(kept_from)
        kept_from = cut.end()
    if kept_from < len(alike) or not pieces:
        pieces.append(alike[kept_from:])
        origins.append(kept_from)
    starts = accumulate((len(piece) for piece in pieces[:-1]), initial=0)
    return Folded("".join(pieces), tuple(starts), tuple(origins))
