"""What Markdown becomes: headings, citations, footnotes, tables, words."""

import re

import pytest

from briefs.text.markdown import Heading, plain_text, render, render_inline, word_count
from briefs.text.parser import MAX_BRACKETS, MAX_CHARACTERS

NUMBERS = {"a": 3, "b": 5}


def html(source, numbers=NUMBERS):
    return render(source, numbers=numbers, doc_id="body").html


def test_headings_start_at_h2_and_have_ids_no_other_has():
    rendered = render(
        "# Санкциялар\n## A [@a] *b*\n### A b\n#### Deep\n> ## A b\n\n# [@a]", numbers=NUMBERS, doc_id="d"
    )
    assert rendered.headings == (
        Heading("d-sanktsiyalar", "Санкциялар", 2),
        Heading("d-a-b", "A b", 2),
        Heading("d-a-b-2", "A b", 3),
        Heading("d-section", "", 2),
    )
    assert re.findall(r"<(h\d) id=\"([^\"]*)\"", rendered.html) == [
        *(("h2", "d-sanktsiyalar"), ("h2", "d-a-b"), ("h3", "d-a-b-2")),
        *(("h4", "d-deep"), ("h2", "d-a-b-3"), ("h2", "d-section")),
    ]


def test_a_heading_that_spells_a_numbered_id_does_not_collide():
    ids = [heading.id for heading in render("# A\n# A 2\n# A\n# A", numbers={}, doc_id="d").headings]
    assert ids == ["d-a", "d-a-2", "d-a-3", "d-a-4"]


def test_a_citation_links_to_its_claim_and_counts_its_uses():
    assert html("x [@a] [see @a, para 4; -@b and more]") == (
        '<p>x <span class="citations">[<a class="citation" href="#claim-3" id="cite-body-3-1" aria-label="Claim 3">'
        '3</a>]</span> <span class="citations">[see <a class="citation" href="#claim-3" id="cite-body-3-2" '
        'aria-label="Claim 3">3</a>, para 4; <a class="citation" href="#claim-5" id="cite-body-5-1" '
        'aria-label="Claim 5">5</a> and more]</span></p>'
    )


def test_an_unknown_key_shows_as_a_marked_question():
    assert html("[@zz, p. 3]") == (
        '<p><span class="citations">[<mark class="citation-unknown">?</mark>, p. 3]</span></p>'
    )


def test_citations_in_code_stay_code():
    assert html("`[@a]`\n\n    [@a]") == "<p><code>[@a]</code></p>\n<pre><code>[@a]\n</code></pre>"


def test_footnotes_have_ids_of_their_text_and_lead_back_from_each_use():
    assert html("x[^n] y[^n]\n\n[^n]: Note.") == (
        '<p>x<sup class="footnote-ref"><a href="#fn-body-1" id="fnref-body-1-1" aria-label="Note 1">1</a></sup> '
        'y<sup class="footnote-ref"><a href="#fn-body-1" id="fnref-body-1-2" aria-label="Note 1">1</a></sup></p>\n'
        '<section class="footnotes" aria-label="Notes">\n<ol class="footnotes-list">\n'
        '<li id="fn-body-1" class="footnote-item"><p>Note. '
        '<a href="#fnref-body-1-1" class="footnote-backref" aria-label="Back to note 1 in the text">↩</a> '
        '<a href="#fnref-body-1-2" class="footnote-backref" aria-label="Back to note 1 in the text">↩</a></p>\n'
        "</li>\n</ol>\n</section>"
    )


def test_ids_of_two_texts_on_a_page_never_meet():
    source = "# T\n\nx [@a] y[^1]\n\n[^1]: n"
    ids = [re.findall(r' id="([^"]*)"', render(source, numbers=NUMBERS, doc_id=name).html) for name in ("m1", "m2")]
    assert [len(found) for found in ids] == [4, 4]
    assert set(ids[0]).isdisjoint(ids[1])


def test_tables_scroll_and_align_by_class():
    assert html("| a |\n|--:|\n| 1 |") == (
        '<div class="table-scroll" role="region" aria-label="Table" tabindex="0"><table>\n<thead>\n<tr>\n'
        '<th class="align-right">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class="align-right">1</td>\n</tr>\n'
        "</tbody>\n</table></div>"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("> q", "<blockquote>\n<p>q</p>\n</blockquote>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("- a", "<ul>\n<li>a</li>\n</ul>"),
        ("*a* **b**  \nc", "<p><em>a</em> <strong>b</strong><br>\nc</p>"),
        ("***", "<hr>"),
        ("[a](/briefs/)", '<p><a href="/briefs/">a</a></p>'),
        ("[a](#claim-3)", '<p><a href="#claim-3">a</a></p>'),
        ("[a](mailto:x@y.org)", '<p><a href="mailto:x@y.org">a</a></p>'),
        ("[a](HTTPS://x.org 't')", '<p><a href="HTTPS://x.org" title="t" rel="noopener noreferrer">a</a></p>'),
        ("[a](//x.org)", '<p><a href="//x.org" rel="noopener noreferrer">a</a></p>'),
        ("[a][r]\n\n[r]: https://x.org", '<p><a href="https://x.org" rel="noopener noreferrer">a</a></p>'),
        ("![alt](https://x.org/i.png)", '<p>!<a href="https://x.org/i.png" rel="noopener noreferrer">alt</a></p>'),
        ("", ""),
    ],
)
def test_plain_markdown_renders(source, expected):
    assert html(source) == expected


def test_render_inline_gives_a_sentence_without_a_paragraph():
    assert render_inline("The *law* [@b]", numbers=NUMBERS, doc_id="m-1") == (
        'The <em>law</em> <span class="citations">[<a class="citation" href="#claim-5" id="cite-m-1-5-1" '
        'aria-label="Claim 5">5</a>]</span>'
    )


SOURCE = (
    "# Title [@a]\n\nIt is *plain*,\n`code` [here](/x) – [@b] well-known[^1].\n\n"
    "| a | b |\n|---|---|\n| 1 | |\n\n[^1]: A note."
)


def test_plain_text_is_the_words_readers_see():
    assert plain_text(SOURCE) == "Title\nIt is plain, code here – well-known.\na\nb\n1\nA note."


def test_word_count_counts_words_and_no_dashes_or_citations():
    assert (word_count(SOURCE), word_count(""), word_count("# \n\n[@a] –")) == (12, 0, 0)


@pytest.mark.parametrize("doc_id", ["", "1a", "a b", 'a"onclick="x', "a\n", "é"])
def test_a_doc_id_that_cannot_begin_an_id_is_refused(doc_id):
    with pytest.raises(ValueError, match="cannot begin an id: use a letter, then letters, digits, - and _."):
        render("x", numbers={}, doc_id=doc_id)


@pytest.mark.parametrize(
    "function",
    [
        lambda text: render(text, numbers={}, doc_id="b"),
        lambda text: render_inline(text, numbers={}, doc_id="b"),
        plain_text,
        word_count,
    ],
)
def test_a_text_beyond_the_limit_is_refused_with_both_numbers(function):
    sentence = (
        f"The text has 1,048,576 characters, and {MAX_CHARACTERS:,} is the most one text may have: "
        "shorten it or divide it."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        function("a" * 1_048_576)


def test_plain_text_loses_citations_and_the_space_before_them():
    assert plain_text("Newsrooms *closed* [@law; @vote:2024, p. 3].") == "Newsrooms closed."


def test_text_of_brackets_is_refused_before_it_is_parsed():
    with pytest.raises(ValueError, match=r"The text has 5,001 opening brackets, and 5,000 is the most"):
        render("[" * (MAX_BRACKETS + 1), numbers={}, doc_id="body")
