"""What was anchored is found again after harmless changes, and never on a wrong passage."""

import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefs.text.anchors import CONTEXT, describe, locate
from briefs.text.normalise import fold

WORDS = [
    "law",
    "court",
    "“media”",
    "it’s",
    "four",
    "journalists",
    "prison",
    "–",
    "release",
    "EU",
    "said-so",
    "the",
    "of",
]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(lambda words: " ".join(words) + ".")
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join)
TEXTS = st.lists(PARAGRAPHS, min_size=1, max_size=6)
LOOKS = st.sampled_from(
    [
        {"“": '"', "”": '"'},
        {"’": "'", "“": "«", "”": "»"},
        {"–": "—", "-": "‑"},
        {" ": "  "},
        {" ": "\n"},
        {".": ".\u200b", "\n": "\n\n\n"},
    ]
)


@st.composite
def quoted(draw):
    """Paragraphs, one of them chosen, and a passage of it as offsets in that paragraph."""
    paragraphs = draw(TEXTS)
    number = draw(st.integers(0, len(paragraphs) - 1))
    length = len(paragraphs[number])
    start = draw(st.integers(0, length - 1))
    end = draw(st.integers(start + 1, length))
    assume(paragraphs[number][start:end].strip())
    return paragraphs, number, start, end


def joined(paragraphs):
    return "\n\n".join(paragraphs)


def quote_of(paragraphs, number, start, end):
    before = len(joined([*paragraphs[:number], ""])) if number else 0
    return describe(joined(paragraphs), before + start, before + end)


def copies(quote, text):
    """Where the words of a quote stand; as whole words, unless it was cut from one."""
    exact, text = fold(quote.exact).text.strip(), fold(text).text
    if not re.search(r"\w\|\w", f"{quote.prefix[-1:]}|{exact[0]} {exact[-1]}|{quote.suffix[:1]}"):
        before, after = r"(?<!\w)" if exact[0].isalnum() else "", r"(?!\w)" if exact[-1].isalnum() else ""
        return len(re.findall(f"(?={before}{re.escape(exact)}{after})", text))
    return len(re.findall(f"(?={re.escape(exact)})", text))


def agrees(quote, start, end, text):
    prefix, suffix = fold(quote.prefix).text.strip(), fold(quote.suffix).text.strip()
    before, after = fold(text[:start]).text.rstrip(), fold(text[end:]).text.lstrip()
    return before.endswith(prefix) and after.startswith(suffix)


def assert_never_wrong(quote, location, text):
    if location.state in ("anchored", "relocated"):
        exact = fold(quote.exact).text.strip()
        assert fold(text[location.start : location.end]).text == exact
        assert agrees(quote, location.start, location.end, text) or copies(quote, text) == 1
    else:
        assert location.state == "fuzzy" or (location.start, location.end) == (None, None)


@settings(max_examples=50, deadline=None)
@given(quoted())
def test_a_described_passage_is_anchored_at_its_own_place(case):
    quote = quote_of(*case)
    location = locate(quote, joined(case[0]))
    assert (location.state, location.start, location.end) == ("anchored", quote.start, quote.end)


@settings(max_examples=50, deadline=None)
@given(quoted(), LOOKS)
def test_a_passage_is_found_again_after_its_looks_change(case, look):
    quote = quote_of(*case)
    text = joined(case[0])
    marked = f"{text[: quote.start]}\ue000{text[quote.start : quote.end]}\ue001{text[quote.end :]}"
    for old, new in look.items():
        marked = marked.replace(old, new)
    start, end = marked.index("\ue000"), marked.index("\ue001") - 1
    changed = marked.replace("\ue000", "").replace("\ue001", "")
    location = locate(quote, changed)
    assert_never_wrong(quote, location, changed)
    if location.state != "ambiguous":
        assert (location.start, location.end) == fold_span(changed, start, end)


def fold_span(text, start, end):
    """The slice without the white space and invisible characters at its ends."""
    inside = [at for at in range(start, end) if fold(text[at]).text.strip()]
    return inside[0], inside[-1] + 1


@settings(max_examples=80, deadline=None)
@given(quoted(), st.lists(PARAGRAPHS, max_size=3), st.randoms(use_true_random=False))
def test_a_passage_is_found_or_its_doubt_is_stated_after_other_paragraphs_come_go_and_move(case, new, random):
    paragraphs, number, start, end = case
    quote = quote_of(*case)
    others = [paragraph for at, paragraph in enumerate(paragraphs) if at != number and random.random() < 0.7]
    others += new
    random.shuffle(others)
    place = random.randint(0, len(others))
    changed = [*others[:place], paragraphs[number], *others[place:]]
    text = joined(changed)
    true = quote_of(changed, place, start, end)
    location = locate(quote, text)
    assert_never_wrong(quote, location, text)
    alone = copies(quote, text) == 1
    if alone and len(quote.exact) >= CONTEXT:
        assert (location.start, location.end) == (true.start, true.end)
        assert location.state in ("anchored", "relocated")
    assert location.state != "orphaned"


@settings(max_examples=50, deadline=None)
@given(quoted(), TEXTS)
def test_a_quote_is_never_put_on_a_wrong_passage_of_any_text(case, other):
    quote = quote_of(*case)
    assert_never_wrong(quote, locate(quote, joined(other)), joined(other))
