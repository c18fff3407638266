"""Advice on the brief's own words: how long the summary is, and which paragraphs cite nothing."""

import pytest

from briefs.publishing.issues.advice import text_advice

GOOD = " ".join(["word"] * 50)


def said(summary: str = GOOD, body: str = "") -> list[tuple[str, str, str]]:
    return [(item.field, item.message, item.excerpt) for item in text_advice(summary=summary, body=body)]


@pytest.mark.parametrize("words", [0, 40, 70])
def test_summary_of_the_right_length_or_none_gets_no_advice(words: int) -> None:
    assert said(" ".join(["word"] * words)) == []


@pytest.mark.parametrize(("words", "begins"), [(39, "The summary has 39 words."), (71, "The summary has 71 words.")])
def test_summary_too_short_or_too_long_is_counted(words: int, begins: str) -> None:
    [(field, message, _)] = said(" ".join(["word"] * words))

    assert field == "summary"
    assert message.startswith(begins)


def test_paragraphs_without_a_citation_are_counted_and_the_first_is_led_to() -> None:
    body = (
        "## Head\n\nCited [@a].\n\nBare *one*.\n\nA mail to a@example.org.\n\nThese are:\n\n- Item [@b]\n\n| a |\n|---|"
    )

    assert said(body=body) == [
        ("body", "2 paragraphs cite no claim. Cite what bears them out, if they state facts.", "Bare *one*.")
    ]
    assert said(body="Bare.")[0][1].startswith("1 paragraph cites no claim.")
    assert said(body="Cited [@a].") == []
