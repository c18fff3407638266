import pytest

from briefs.text.hedges import is_hedged


@pytest.mark.parametrize(
    "sentence",
    [
        "Evrazia Center is said to train the journalists.",
        "According to the authors, the station has ties to RT.",
        "The authors see a stark contrast, which they describe as showy.",
        "The working group concluded in August that she is held arbitrarily.",
        "The law was found to breach international law.",
        "He was reportedly in Bishkek.",
        "The vote may be brought forward.",
        "The ministry denied that it had asked.",
    ],
)
def test_words_of_others_and_doubt_are_hedges(sentence: str) -> None:
    assert is_hedged(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The station began broadcasting in November.",
        "A court upheld the closure of the outlet.",
        "The law took effect in May 2024.",
        "Parliament adopted the law by 66 votes to five.",
        "",
    ],
)
def test_plain_statements_are_none(sentence: str) -> None:
    assert not is_hedged(sentence)


def test_long_sentence_takes_no_time() -> None:
    assert not is_hedged("said " * 40_000)
