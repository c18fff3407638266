from datetime import UTC, datetime

import pytest

from briefs.record.document import Heading
from briefs.renditions.page import build_page, find_citation_ids, nest_contents
from tests.documents import hostile_document, long_document, sample_document


def test_page_counts_what_the_edition_rests_on() -> None:
    page = build_page(sample_document())
    assert page.extent == "8 claims, 12 located passages, 3 sources"
    assert page.reading_minutes == 5
    assert page.author_names == "Айгүл Садыкова and The Central Asia desk"


def test_own_and_reported_recommendations_are_told_apart() -> None:
    page = build_page(sample_document())
    own = [
        ([actor.name for actor in group.addressees], [lever.lever.name for lever in group.levers])
        for group in page.own_recommendations
    ]
    assert own == [
        (["European Union"], ["Human-rights conditionality"]),
        (["European Union", "EU member states"], ["Support for independent media"]),
    ]
    (reported,) = page.reported_recommendations
    (asked,) = reported.levers[0].recommendations
    assert (asked.key, asked.proposed_by and asked.proposed_by.name) == ("condemn", "Civic Watch")


def test_recommendation_shows_numbers_of_its_claims_state_and_answers() -> None:
    page = build_page(sample_document())
    fund = page.own_recommendations[1].levers[0].recommendations[0]
    assert [claim.number for claim in fund.claims] == [1, 2]
    assert (fund.state, fund.is_unanswered, fund.strength) == ("Acknowledged", False, "Moderate")
    (answer,) = fund.follow_ups
    assert answer.claim is not None
    assert (answer.status, answer.claim.number) == ("Acknowledged", 1)


@pytest.mark.parametrize(
    ("day", "words"),
    [(3, "no answer recorded yet"), (4, "no answer recorded for 1 day"), (13, "no answer recorded for 10 days")],
)
def test_silence_is_told_as_of_the_day_the_edition_was_published(day: int, words: str) -> None:
    page = build_page(sample_document(live_from=datetime(2025, 12, day, 12, tzinfo=UTC)))
    review = page.own_recommendations[0].levers[0].recommendations[0]
    assert (review.state, review.is_unanswered) == (f"Asked on 3 December 2025, {words}", True)


def test_supporting_evidence_stands_first() -> None:
    page = build_page(sample_document())
    assert [item.stance for item in page.claims[2].evidence] == ["supports", "disputes", "qualifies"]


def test_claim_knows_every_place_that_cites_it() -> None:
    page = build_page(sample_document())
    assert page.claims[2].cited_at == ("cite-messages-3-1", "cite-body-3-1")
    assert page.claims[0].cited_at == ("cite-body-1-1",)


def test_citation_ids_are_found_whatever_the_order_of_attributes() -> None:
    html = '<a id="x" class="citation" href="#claim-12">12</a><a href="#claim-3">3</a><a href="/about/">a</a>'
    assert find_citation_ids([html]) == {12: ("x",)}


def test_contents_nest_below_the_section_they_follow() -> None:
    three, two = Heading(id="c", text="C", level=3), Heading(id="a", text="A", level=2)
    nested = nest_contents([three, two, three])
    assert [(entry.heading.id, [below.id for below in entry.below]) for entry in nested] == [("c", []), ("a", ["c"])]


def test_only_the_sanitised_fields_are_markup() -> None:
    page = build_page(hostile_document())
    assert "<script>" not in str(page.body)
    assert "<script>" not in str(page.summary)
    assert not hasattr(page.claims[0].statement, "__html__")
    assert not hasattr(page.description, "__html__")


def test_page_of_a_long_brief_keeps_the_order_of_claims() -> None:
    assert [claim.number for claim in build_page(long_document(40)).claims] == list(range(1, 41))
