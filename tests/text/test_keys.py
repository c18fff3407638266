"""Citation keys follow pandoc; slugs are never empty, whatever the script."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.text.citations import find_citations
from briefs.text.keys import MAX_SLUG, is_citation_key, slugify


@pytest.mark.parametrize("key", ["a", "_a", "9", "media-law-2025", "Foo_bar.baz", "a:b/c", "закон", "a_"])
def test_keys_that_pandoc_reads_without_braces_are_citation_keys(key):
    assert is_citation_key(key)


@pytest.mark.parametrize("key", ["", "-a", ".a", "a.", "a--b", "a b", "a\n", "a]", "a;b", "a,b", "{a}", "@a", "a\x00"])
def test_other_keys_are_not_citation_keys(key):
    assert not is_citation_key(key)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="aé9_-.:/#&@;,{}[] `*<", min_size=1, max_size=8))
def test_a_citation_key_is_one_that_can_be_cited(key):
    cited = [citation.key for group in find_citations(f"x [@{key}, p. 1] y") for citation in group.citations]
    if is_citation_key(key):
        assert cited == [key]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("What the EU should do", "what-the-eu-should-do"),
        ("Санкциялар", "sanktsiyalar"),
        ("Өкмөт жана Ленин көчөсү: жаңы үй", "okmot-zhana-lenin-kochosu-zhangy-uy"),
        ("Ельцин, объём и щит", "eltsin-obyom-i-shchit"),
        ("Қазақстан Ғабит һәм ұл", "qazaqstan-ghabit-ham-ul"),
        ("Ўзбекистон ҳақида", "ozbekiston-haqida"),
        ("Тоҷикӣ ӯ", "tojiki-u"),
        ("Її Єва, ґанок і ліс", "yiyi-yeva-ganok-i-lis"),
        ("Café Łódź — Straße", "cafe-lodz-strasse"),
        ("Japarov’s & Tashiev's", "japarovs-tashievs"),
        ("word " * 30, "-".join(["word"] * 16)),
        ("x" * 200, "x" * 80),
    ],
)
def test_slugify_writes_titles_in_latin_letters(title, slug):
    assert slugify(title) == slug


def test_slugify_gives_a_title_in_another_script_a_hash_of_its_own():
    assert slugify("吉尔吉斯") == slugify("吉尔吉斯") != slugify("中亚")


@settings(max_examples=80, deadline=None)
@given(st.text())
def test_slugify_never_gives_an_empty_or_unsafe_slug(title):
    slug = slugify(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= MAX_SLUG
    assert slugify(slug) == slug
