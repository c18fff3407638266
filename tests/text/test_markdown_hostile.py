"""Whatever a text holds, the HTML has only the tags and attributes we chose, and the work grows in step with it."""

import re
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.text.markdown import render, render_inline

ALLOWED = {
    "a": {"href", "id", "title", "rel", "class", "aria-label"},
    "div": {"class", "role", "aria-label", "tabindex"},
    "li": {"id", "class"},
    "ol": {"start", "class"},
    "section": {"class", "aria-label"},
    **{tag: {"id"} for tag in ("h2", "h3", "h4", "h5", "h6")},
    **{tag: {"class"} for tag in ("mark", "span", "sup", "td", "th")},
    **{
        tag: set()
        for tag in ["blockquote", "br", "code", "em", "hr", "p", "pre", "strong", "table", "tbody", "thead", "tr", "ul"]
    },
}
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def scheme(url):
    """As browsers read it: leading controls and spaces, and all tabs and line ends, are nothing to them."""
    found = SCHEME.match(re.sub(r"[\t\r\n]", "", url.lstrip("".join(map(chr, range(33))))))
    return found[1].lower() if found else None


class Audit(HTMLParser):
    """Collects what must not be there."""

    def __init__(self):
        super().__init__()
        self.faults = []
        self.ids = []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if tag not in ALLOWED or not ALLOWED[tag].issuperset(names) or len(set(names)) < len(names):
            self.faults.append((tag, attrs))
        for name, value in attrs:
            if name == "href" and scheme(value) not in (None, "http", "https", "mailto"):
                self.faults.append((tag, attrs))
            if name == "id":
                self.ids.append(value)


def audit(html):
    parser = Audit()
    parser.feed(html)
    parser.close()
    return parser.faults, sorted({name for name in parser.ids if parser.ids.count(name) > 1})


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<div style='background:url(javascript:alert(1))'>\n\n**x**\n\n</div>",
    "<!-- --><script>alert(1)</script><!-- -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<form action=javascript:alert(1)><button>x",
    "<base href=//evil.org>",
    "<meta http-equiv=refresh content=0;url=//evil.org>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](java\tscript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#x1;javascript:alert(1))",
    "[x](\u00a0javascript:alert(1))",
    "[x](\u200bjavascript:alert(1))",
    "[x](%6aavascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://x.org/1)",
    "[x](https:javascript:alert(1))",
    '[x](//x.org/"onmouseover=alert(1))',
    '[x](https://x.org/"><script>alert(1)</script>)',
    "[x](https://x.org '\"onmouseover=\"alert(1)')",
    "[x](/\\evil.org)",
    "![x](javascript:alert(1))",
    '![x"onerror="alert(1)](https://x.org)',
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x]: https://x.org '\"><script>'\n\n[x]",
    "[[[x](javascript:alert(1))](javascript:alert(1))](javascript:alert(1))",
    "[![x](javascript:alert(1))](javascript:alert(1))",
    "[<script>alert(1)</script> @a]",
    '["onclick="alert(1) @a]',
    '[@a, p. "><img src=x onerror=alert(1)>]',
    '[@a {"><script>alert(1)</script>}]',
    "[@a 'onfocus=alert(1) autofocus]",
    '[@{"onmouseover=alert(1)}]',
    "[@{<script>alert(1)</script>}]",
    "[@{javascript:alert(1)}]",
    "[&lt;script&gt; @a &quot;onclick=x]",
    "[@a](javascript:alert(1))",
    "[@a]: javascript:alert(1)\n\n[@a]",
    '# <script>alert(1)</script> "onclick="x',
    "# x {#id onclick=alert(1)}",
    'x[^"onclick=alert(1)]\n\n[^"onclick=alert(1)]: <script>alert(1)</script>',
    "x[^1]\n\n[^1]: [^2]: [^1]: <b>x</b> [^1] [^2]",
    '```"onclick=alert(1)\n</code><script>alert(1)</script>\n```',
    "~~~ <script>\n~~~",
    "`<script>alert(1)</script>`",
    '| <script>alert(1)</script> |\n|:-:|\n| "onclick=x |',
    "a\x00b<scr\x00ipt>",
    "\ud7ff\ufffe\u202e<b>",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_markdown_yields_only_the_html_we_chose(source):
    numbers = {"a": 1, '"onmouseover=alert(1)': 2, "<script>alert(1)</script>": 3, "javascript:alert(1)": 4}
    for html in (
        render(source, numbers=numbers, doc_id="b").html,
        render(f"- > {source}", numbers=numbers, doc_id="b").html,
        render_inline(source, numbers=numbers, doc_id="b"),
    ):
        assert audit(html) == ([], [])


PIECES = [
    *"[]()<>!`*_\"'&#;-|:\\/{}=\n\t\x00\u200b",
    "\n\n",
    "@a ",
    "@{b}",
    "[^1]",
    "[^1]: ",
    "1. ",
    "> ",
    "javascript:",
]
PIECES += ["data:", "script", "onerror=", "svg", "https://x.org", "&colon;", "&#106;"]


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=40,
    )
)
def test_markup_in_any_order_yields_only_the_html_we_chose(pieces):
    assert audit(render("".join(pieces), numbers={"a": 1}, doc_id="b").html) == ([], [])


def work(function):
    """How many lines of Python it runs, which no busy machine changes."""
    lines = 0

    def count(frame, event, argument):
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        function()
    finally:
        sys.settrace(before)
    return lines


PATHOLOGICAL = ["[", "]", "[-@a; ", "[^", "[a](", "[a][", "*a_ ", "**a", "`a", "<", "&", "> ", "- ", "1) a\n", "# \n"]
PATHOLOGICAL += ["|a|\n|-|\n", "a\n|", "[a]: b\n", "[^1]: x\n\n", "[^1]", "@{"]


@pytest.mark.parametrize("piece", PATHOLOGICAL)
def test_the_work_grows_no_faster_than_the_text(piece):
    def render_it(length):
        render("[^1]: n\n\n" + (piece * length)[:length], numbers={"a": 1}, doc_id="b")

    render_it(10)
    assert work(lambda: render_it(400)) < 2.5 * work(lambda: render_it(200)) + 1000
