"""Citations are read by pandoc's rules, where the renderer sees them, and numbered by first appearance."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.text.citations import Citation, find_citations, number_citations

ONE_GROUP = [
    ("[@a]", [Citation("a")]),
    ("[@a, para 4]", [Citation("a", locator="para 4")]),
    ("[@a para 4]", [Citation("a", locator="para 4")]),
    ("[see @a; -@b]", [Citation("a", prefix="see"), Citation("b", suppressed=True)]),
    (
        "[see @doe99, pp. 33-35, 38-39 and *passim*; @smith04, chap. 1]",
        [
            Citation("doe99", prefix="see", locator="pp. 33-35, 38-39", suffix="and *passim*"),
            Citation("smith04", locator="chap. 1"),
        ],
    ),
    ("[@a {pp. iv, vi-xi, (xv)} with suffix]", [Citation("a", locator="pp. iv, vi-xi, (xv)", suffix="with suffix")]),
    ("[@a, {} 99 years later]", [Citation("a", suffix="99 years later")]),
    ("[@{https://x.org/?a=1&b=2}, p. 3]", [Citation("https://x.org/?a=1&b=2", locator="p. 3")]),
    ("[@{Foo_bar.baz.}]", [Citation("Foo_bar.baz.")]),
    ("[@Foo_bar.baz.]", [Citation("Foo_bar.baz", suffix=".")]),
    ("[@Foo--bar]", [Citation("Foo", suffix="--bar")]),
    ("[@a, as it says]", [Citation("a", suffix=", as it says")]),
    ("[@a, @b]", [Citation("a"), Citation("b")]),
    ("[@a; more of it]", [Citation("a", suffix=", more of it")]),
    ("[see\n@a,\npara 4]", [Citation("a", prefix="see", locator="para 4")]),
    ("[write to x@y.org; @a]", [Citation("a", prefix="write to x@y.org;")]),
    ("[@a](see below)", [Citation("a")]),
    ("[@a](gone)", [Citation("a")]),
    ("[@a][b]", [Citation("a")]),
    ("[text [@a]](https://x.org)", [Citation("a")]),
    ("**[@a]**", [Citation("a")]),
    ("# Title [@a]", [Citation("a")]),
    ("[\U000f0000@a]", [Citation("a", prefix="\ufffd")]),
]


@pytest.mark.parametrize(("markdown", "citations"), ONE_GROUP)
def test_a_bracket_with_a_key_is_a_group_of_citations(markdown, citations):
    assert [list(group.citations) for group in find_citations(markdown)] == [citations]


NO_GROUP = [
    "`[@a]`",
    "``x ` [@a]``",
    "    [@a]",
    "```\n[@a]\n```",
    "[foo `@a]` bar",
    r"\[@a]",
    "@a",
    "say hello to @desk.",
    "a@b.org",
    "[a@b.org]",
    "[https://x.org/@desk]",
    "[@desk](https://x.org/@desk)",
    "[@desk](/actors/desk/)",
    "<https://x.org/[@a]>",
    "[@]",
    "[@ a]",
    "[@-a]",
    "[@a",
    "[^@a]",
    "[x][@",
    "[l](https://x.org '[@a]')",
]


@pytest.mark.parametrize("markdown", NO_GROUP)
def test_code_links_addresses_and_bare_handles_are_not_citations(markdown):
    assert find_citations(markdown) == []


TEXT = """`[@a]` and [@a] and [@b;
still @c]

> quoted [see @d,
> p. 3]

[^1] - list

1. item [@a]

| t [@e] | u |
|--------|---|
| x      | [-@f] |

[^1]: note [@g]
"""


def test_offsets_of_a_group_are_those_of_its_brackets_in_the_source():
    assert [TEXT[group.start : group.end] for group in find_citations(TEXT)] == [
        *("[@a]", "[@b;\nstill @c]", "[see @d,\n> p. 3]", "[@a]", "[@e]", "[-@f]", "[@g]"),
    ]
    assert find_citations(TEXT)[0].start == TEXT.index("and [@a]") + 4


def test_numbers_go_by_first_appearance_over_all_sources_footnotes_last():
    assert number_citations("[@z]", TEXT, "[@h; @a]") == dict(zip("zabcdefgh", range(1, 10), strict=True))


def test_an_unused_footnote_cites_nothing():
    assert find_citations("text\n\n[^1]: note [@a]") == []


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["[", "]", "@a", "@{b}", "`", "-", ";", "(", ")", "\n", "> ", "x", "\\", "[^1]", "|", "\U000f0001"]
        ),
        max_size=25,
    )
)
def test_every_group_found_is_a_bracket_of_the_source_that_names_its_keys(pieces):
    markdown = "".join(pieces)
    for group in find_citations(markdown):
        raw = markdown[group.start : group.end]
        assert (raw[0], raw[-1]) == ("[", "]")
        assert all(citation.key in raw for citation in group.citations)
