"""The one Markdown parser: CommonMark with tables, footnotes and citations; no raw HTML, no images."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from briefs.text.citation_syntax import citation_rule

MAX_CHARACTERS = 100_000
"""About 15,000 words: no brief is longer. The time to parse grows in step with the length, whatever a text holds."""
MAX_BRACKETS = 5_000
"""Nests of brackets cost most to parse; a brief that cites in every sentence has a tenth of these."""
MAX_FOOTNOTE_LABEL = 100

_SCHEME = re.compile(r"[^/?#]*:")
_ALLOWED_SCHEME = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)


class Parser(MarkdownIt):
    """Links lead to http, https and mailto addresses, or to places of the site itself."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 (markdown-it's name)
        return _ALLOWED_SCHEME.match(url) is not None or _SCHEME.match(url) is None


def refuse_long(source: str) -> None:
    """Raises ValueError when a text has more than ``MAX_CHARACTERS``, or more than ``MAX_BRACKETS`` brackets."""
    if len(source) > MAX_CHARACTERS:
        raise ValueError(
            f"The text has {len(source):,} characters, and {MAX_CHARACTERS:,} is the most one text may have: "
            "shorten it or divide it."
        )
    if (brackets := source.count("[")) > MAX_BRACKETS:
        raise ValueError(
            f"The text has {brackets:,} opening brackets, and {MAX_BRACKETS:,} is the most one text may have: "
            "remove those that cite nothing."
        )


def _bounded_footnote_ref(state: StateInline, silent: bool) -> bool:
    """The plugin's rule, which alone would read on to the end of the paragraph at every ``[^``."""
    if state.src.find("]", state.pos, state.pos + MAX_FOOTNOTE_LABEL) < 0:
        return False
    return footnote_ref(state, silent)


def _build() -> Parser:
    parser = Parser("commonmark", {"html": False})
    parser.enable("table").disable(["image", "html_block", "html_inline"])
    footnote_plugin(parser, inline=False)
    parser.inline.ruler.at("footnote_ref", _bounded_footnote_ref)
    parser.inline.ruler.before("link", "citation", citation_rule)
    return parser


PARSER = _build()
