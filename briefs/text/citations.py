"""Which claims a text cites, as the renderer sees it: the same parser, so code and links never count."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from briefs.text.citation_syntax import FIRST_MARK, Citation, CitationGroup
from briefs.text.parser import PARSER, refuse_long

__all__ = ["Citation", "CitationGroup", "find_citations", "number_citations"]

_PRIVATE_USE = re.compile(f"[{chr(FIRST_MARK)}-{chr(0x10FFFF)}]")
_POSSIBLE_GROUP = re.compile(r"\[(?=[^\[\]`^][^\[\]`]+\])")


def find_citations(markdown: str) -> list[CitationGroup]:
    """The groups of citations in the order readers meet them: footnotes come last.

    Raises ValueError when the text is too long for the parser.
    """
    refuse_long(markdown)
    source = _PRIVATE_USE.sub("\ufffd", markdown)
    starts = [match.start() for match in _POSSIBLE_GROUP.finditer(source)]
    # Tokens don't know their offsets, so each bracket that may be a group carries its number through the parser.
    marks = iter(range(len(starts)))
    numbered = _POSSIBLE_GROUP.sub(lambda bracket: bracket[0] + chr(FIRST_MARK + next(marks)), source)
    groups = []
    for token in walk(PARSER.parse(numbered)):
        if token.type == "citations":
            start = starts[token.meta["mark"]]
            groups.append(CitationGroup(token.meta["citations"], start, markdown.index("]", start) + 1))
    return groups


def number_citations(*sources: str) -> dict[str, int]:
    """A number from 1 for every key cited, by first appearance over the sources in turn."""
    numbers: dict[str, int] = {}
    for source in sources:
        for group in find_citations(source):
            for citation in group.citations:
                numbers.setdefault(citation.key, len(numbers) + 1)
    return numbers


def walk(tokens: list[Token]) -> Iterator[Token]:
    """All tokens in order, those inside paragraphs and headings included."""
    for token in tokens:
        yield token
        yield from walk(token.children or [])
