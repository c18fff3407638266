"""Markdown to HTML that is safe to print: nothing reaches a page but what the lists below allow.

Every id starts with the ``doc_id`` of its text, so that several texts fit on one page. Nothing here changes state;
each function raises ValueError when a text is longer than ``parser.MAX_CHARACTERS``.
"""

import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

import nh3
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from briefs.text.citation_syntax import Citation
from briefs.text.citations import walk
from briefs.text.keys import slugify
from briefs.text.parser import PARSER, refuse_long

HEADING_LEVELS_IN_CONTENTS = (2, 3)

_HEADINGS = {f"h{level}" for level in range(2, 7)}
_TAGS = _HEADINGS | {
    *("a", "blockquote", "br", "code", "div", "em", "hr", "li", "mark", "ol", "p", "pre", "section", "span"),
    *("strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
_ATTRIBUTES = {tag: {"id"} for tag in _HEADINGS} | {
    "a": {"href", "id", "title", "rel", "aria-label"},
    "div": {"role", "aria-label", "tabindex"},
    "li": {"id"},
    "ol": {"start"},
    "section": {"aria-label"},
}
_CLASSES = {
    "a": {"citation", "footnote-backref"},
    "div": {"table-scroll"},
    "li": {"footnote-item"},
    "mark": {"citation-unknown"},
    "ol": {"footnotes-list"},
    "section": {"footnotes"},
    "span": {"citations"},
    "sup": {"footnote-ref"},
    "td": {"align-left", "align-center", "align-right"},
    "th": {"align-left", "align-center", "align-right"},
}
_DOC_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# What a citation leaves behind when it is taken out before a full stop.
_LONE_SPACE = re.compile(r" +(?=[.,;:!?])")
_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """An entry for the contents: the id in the HTML, the text without citations, the level (2 or 3)."""

    id: str
    text: str
    level: int


@dataclass(frozen=True)
class Rendered:
    """Sanitised HTML and the headings its contents list: those of levels 2 and 3 that stand in no quotation."""

    html: str
    headings: tuple[Heading, ...]


def render(source: str, *, numbers: Mapping[str, int], doc_id: str) -> Rendered:
    """A text of paragraphs. Its top headings become h2; a key without a number shows as ``[?]``."""
    env = _environment(source, numbers, doc_id)
    tokens = PARSER.parse(source, env)
    headings = _name_headings(tokens, doc_id)
    for token in walk(tokens):
        _adjust(token)
    return Rendered(_clean(_RENDERER.render(tokens, PARSER.options, env)), headings)


def render_inline(source: str, *, numbers: Mapping[str, int], doc_id: str) -> str:
    """One line or sentence: emphasis, code, links and citations, no paragraphs."""
    env = _environment(source, numbers, doc_id)
    tokens = PARSER.parseInline(source, env)
    for token in walk(tokens):
        _adjust(token)
    return _clean(_RENDERER.render(tokens, PARSER.options, env))


def plain_text(source: str) -> str:
    """The words readers see, a paragraph a line, without marks, citations and footnote numbers."""
    refuse_long(source)
    lines = [_text_of(token) for token in PARSER.parse(source) if token.type in ("inline", "fence", "code_block")]
    return "\n".join(_LONE_SPACE.sub("", line).strip() for line in lines if line)


def word_count(source: str) -> int:
    """How many words readers see: runs of characters with a letter or digit, footnotes included."""
    return sum(1 for word in plain_text(source).split() if any(character.isalnum() for character in word))


def _environment(source: str, numbers: Mapping[str, int], doc_id: str) -> dict[str, Any]:
    refuse_long(source)
    if not _DOC_ID.fullmatch(doc_id):
        raise ValueError(f"doc_id {doc_id!r} cannot begin an id: use a letter, then letters, digits, - and _.")
    return {"docId": doc_id, "numbers": numbers, "cited": {}}


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    ).strip()


def _name_headings(tokens: Sequence[Token], doc_id: str) -> tuple[Heading, ...]:
    """Move headings below the page's own h1, and give each an id no other has."""
    used: dict[str, int] = {}
    headings = []
    for position, token in enumerate(tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        token.tag = f"h{max(2, int(token.tag[1]))}"
        if token.type == "heading_close":
            continue
        text = _text_of(tokens[position + 1])
        name = base = f"{doc_id}-{slugify(text) if text else 'section'}"
        while name in used:
            used[base] += 1
            name = f"{base}-{used[base]}"
        used[name] = 1
        token.attrSet("id", name)
        if token.level == 0 and int(token.tag[1]) in HEADING_LEVELS_IN_CONTENTS:
            headings.append(Heading(name, text, int(token.tag[1])))
    return tuple(headings)


def _adjust(token: Token) -> None:
    """Say who a link leads to, and write a cell's alignment as a class: the page allows no inline style."""
    if token.type == "link_open" and _ELSEWHERE.match(str(token.attrGet("href"))):
        token.attrSet("rel", "noopener noreferrer")
    if token.type in ("th_open", "td_open") and (style := token.attrs.pop("style", None)):
        token.attrSet("class", f"align-{str(style).removeprefix('text-align:')}")


def _text_of(token: Token) -> str:
    if token.children is None:
        return token.content.strip()
    kept = {"text": None, "code_inline": None, "softbreak": " ", "hardbreak": " "}
    parts = (kept[child.type] or child.content for child in token.children if child.type in kept)
    return " ".join("".join(parts).split())


class _Renderer(RendererHTML):
    """markdown-it's renderer with our citations, footnotes and scrolling tables."""

    def citations(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        items = [_citation(citation, env) for citation in tokens[idx].meta["citations"]]
        return f'<span class="citations">[{"; ".join(items)}]</span>'

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        return '<div class="table-scroll" role="region" aria-label="Table" tabindex="0"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        return "</table></div>\n"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        note, use = tokens[idx].meta["id"] + 1, tokens[idx].meta["subId"] + 1
        name = env["docId"]
        return (
            f'<sup class="footnote-ref"><a href="#fn-{name}-{note}" id="fnref-{name}-{note}-{use}" '
            f'aria-label="Note {note}">{note}</a></sup>'
        )

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        note, use = tokens[idx].meta["id"] + 1, tokens[idx].meta["subId"] + 1
        return (
            f' <a href="#fnref-{env["docId"]}-{note}-{use}" class="footnote-backref" '
            f'aria-label="Back to note {note} in the text">↩</a>'
        )

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        return f'<li id="fn-{env["docId"]}-{tokens[idx].meta["id"] + 1}" class="footnote-item">'

    def footnote_close(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        return "</li>\n"

    def footnote_block_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return '<section class="footnotes" aria-label="Notes">\n<ol class="footnotes-list">\n'

    def footnote_block_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</ol>\n</section>\n"


def _citation(citation: Citation, env: MutableMapping[str, Any]) -> str:
    number = env["numbers"].get(citation.key)
    if number is None:
        link = '<mark class="citation-unknown">?</mark>'
    else:
        use = env["cited"][number] = env["cited"].get(number, 0) + 1
        link = (
            f'<a class="citation" href="#claim-{number}" id="cite-{env["docId"]}-{number}-{use}" '
            f'aria-label="Claim {number}">{number}</a>'
        )
    before = f"{escapeHtml(citation.prefix)} " if citation.prefix else ""
    locator = f", {escapeHtml(citation.locator)}" if citation.locator else ""
    space = " " if citation.suffix[:1].isalnum() else ""
    return f"{before}{link}{locator}{space}{escapeHtml(citation.suffix)}"


_RENDERER = _Renderer()
