import pytest

from briefs.renditions.sources import DateView, date_view, evidence_view, source_view, web_address
from tests.document_parts import APPEAL, LAW, UNDATED, WATCH, evidence
from tests.documents import sample_claims


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "//x.example",
        "https:x",
        "http://[::1",
    ],
)
def test_addresses_a_reader_may_not_follow_are_dropped(address: str | None) -> None:
    assert web_address(address) == ""


def test_web_addresses_are_kept() -> None:
    assert web_address("https://ledger.example/2024?a=b") == "https://ledger.example/2024?a=b"


def test_source_without_title_outlet_or_date_says_so() -> None:
    source = source_view(UNDATED)
    assert (source.name, source.titled) == ("Analysis without title or byline, on the early election", False)
    assert source.imprint == "outlet unknown, analysis, undated"
    assert (source.byline, source.url) == ("", "")


def test_source_with_all_it_needs() -> None:
    source = source_view(LAW)
    assert (source.name, source.titled) == ("Parliament passes the register of associations", True)
    assert source.imprint == "Northern Ledger, news report, April 2024"
    assert (source.byline, source.language_name) == ("Айгүл Садыкова", "English")


def test_only_a_whole_day_has_a_machine_date() -> None:
    assert date_view(APPEAL.published_on) == DateView("20 November 2025", "2025-11-20")
    assert date_view(LAW.published_on) == DateView("April 2024", "")
    assert date_view(None) is None


def test_full_text_is_quoted_in_the_language_of_the_source() -> None:
    passage = evidence(APPEAL, exact="Үн өчпөсүн", modality="reported", attributed_to=WATCH)
    view = evidence_view(passage, {APPEAL.key: source_view(APPEAL)}, "en")
    assert (view.quoted, view.passage, view.language) == (True, "‘Үн өчпөсүн’", "ky")
    assert view.modality == "reported, according to Civic Watch"


def test_digest_is_not_a_quotation_and_speaks_the_language_of_the_edition() -> None:
    view = evidence_view(evidence(UNDATED, exact="Observers wait.", paragraph=21), {}, "fr")
    assert (view.quoted, view.passage, view.language, view.paragraph) == (False, "Observers wait.", "fr", 21)


def test_every_sample_passage_has_words_for_stance_and_modality() -> None:
    views = [evidence_view(item, {}, "en") for claim in sample_claims() for item in claim.evidence]
    assert {view.stance_words for view in views} == {"Supports", "Disputes", "Qualifies", "Gives context"}
    assert all(view.modality for view in views)
