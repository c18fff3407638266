"""The citation rule of our Markdown, by pandoc's syntax.

A bracket that holds at least one ``@key`` is a group of citations: ``[see @a, para 4; -@b]``. A key follows
pandoc's rules, or stands in braces, ``@{any characters but spaces and braces}``. ``;`` divides the citations;
what stands before a key is its prefix, after it its locator ("para 4", "pp. 3-5", or anything in braces) and suffix.

Two decisions differ from pandoc, so that no half-read bracket reaches readers. A bare ``@key`` outside brackets
is text, for it may be a handle; so is the ``@`` of an address. And keys without ``;`` between them,
``[@a, @b]``, are two citations. A group holds no other brackets and no code.
"""

import re
from dataclasses import dataclass

from markdown_it.rules_inline import StateInline, link

from briefs.text.keys import CITATION_KEY

FIRST_MARK = 0xF0000
"""Characters from here on (private use) may follow an opening bracket to number it: see ``find_citations``."""

GROUP = re.compile(r"\[([^\[\]`^][^\[\]`]*)\]")
_ADDRESS = re.compile(r"\(\s*<?(?:https?:|mailto:|[/#])", re.IGNORECASE)
_KEY = re.compile(r"(?<![\w/.:@+=%&?~#\\-])(?P<minus>-)?@(?:(?P<bare>" + CITATION_KEY + r")|\{(?P<braced>[^\s{}]+)\})")
_TERM = (
    r"(?:art(?:icle|s|\.)?|ch(?:ap|apter|apters|s)?\.?|col(?:umn|s)?\.?|fig(?:ure|s)?\.?|fol(?:io|s)?\.?|line|lines|"
    r"note|notes|n\.|nn\.|no\.|p\.|pp\.|page|pages|para(?:graph|graphs|s)?\.?|part|parts|pt\.|pts\.|"
    r"sec(?:tion|tions|s)?\.?|vol(?:ume|umes|s)?\.?|¶¶?|§§?)"
)
_NUMBER = r"(?:\d[\w.:/()]*|[ivxlcdm]+\b)"
_LOCATOR = re.compile(
    rf"\{{(?P<braced>[^{{}}]*)\}}|(?P<plain>(?:{_TERM}\s*{_NUMBER}|\d[\w.:/()]*)(?:\s*(?:,|&|and\b|[-–])\s*{_NUMBER})*)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Citation:
    """One claim cited: its key and the text around it. ``suppressed`` is pandoc's ``-@key``.

    A suffix keeps the comma it was written with.
    """

    key: str
    prefix: str = ""
    locator: str = ""
    suffix: str = ""
    suppressed: bool = False


@dataclass(frozen=True)
class CitationGroup:
    """One bracket of citations; ``start`` and ``end`` are its offsets in the Markdown, brackets included."""

    citations: tuple[Citation, ...]
    start: int
    end: int


def read_group(content: str) -> tuple[Citation, ...]:
    """The citations between two brackets; none when there is no key."""
    keys = list(_KEY.finditer(content))
    citations = []
    prefix = content[: keys[0].start()] if keys else ""
    for number, key in enumerate(keys):
        until = keys[number + 1].start() if number + 1 < len(keys) else len(content)
        after, _, next_prefix = content[key.end() : until].partition(";")
        if number + 1 == len(keys) and next_prefix.strip():
            after = f"{after}, {next_prefix.lstrip()}"
        locator, suffix = _split_locator(after)
        citations.append(
            Citation(key["bare"] or key["braced"], _tidy(prefix), locator, suffix, suppressed=bool(key["minus"]))
        )
        prefix = next_prefix
    return tuple(citations)


def citation_rule(state: StateInline, silent: bool) -> bool:
    """Inline rule for markdown-it, to stand before ``link``: one ``citations`` token a group."""
    if state.src[state.pos] != "[":
        return False
    group = GROUP.match(state.src, state.pos, state.posMax)
    if group is None or "@" not in group[1]:
        return False
    marked = ord(group[1][0]) >= FIRST_MARK
    citations = read_group(group[1][1:] if marked else group[1])
    if not citations or _is_link(state, group.end()):
        return False
    if not silent:
        token = state.push("citations", "", 0)
        token.meta = {"citations": citations, "mark": ord(group[1][0]) - FIRST_MARK if marked else None}
    state.pos = group.end()
    return True


def _is_link(state: StateInline, end: int) -> bool:
    """Whether the bracket is the text of an inline link, which a handle may be: ``[@desk](https://…)``."""
    if not _ADDRESS.match(state.src, end):
        return False
    before = state.pos
    is_link = link(state, True)
    state.pos = before
    return is_link


def _split_locator(after: str) -> tuple[str, str]:
    rest = after.strip()
    if found := _LOCATOR.match(rest.removeprefix(",").lstrip()):
        locator = found["plain"] if found["braced"] is None else found["braced"]
        return _tidy(locator), _tidy(found.string[found.end() :])
    return "", _tidy(rest)


def _tidy(text: str) -> str:
    return " ".join(text.split()).rstrip(",").rstrip()
