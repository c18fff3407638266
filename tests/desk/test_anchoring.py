import pytest
from django.core.exceptions import ValidationError

from briefs.desk.models import Capture, Evidence
from briefs.desk.services.anchoring import anchor_evidence
from briefs.desk.services.captures import add_capture
from tests.factories import ArticleFactory, ClaimFactory, make_capture, make_evidence

pytestmark = pytest.mark.django_db

TEXT = "One court sat.\nIt closed.\nAnother court sat.\nIt closed."


def anchored(exact: str, paragraph: int | None = None) -> Evidence:
    evidence = Evidence(capture=make_capture(TEXT), exact=exact, paragraph=paragraph)
    anchor_evidence(evidence)
    return evidence


def test_unique_passage_is_anchored_with_its_paragraph_and_context():
    evidence = anchored("Another court sat.")
    assert (evidence.anchor_state, evidence.paragraph) == ("anchored", 3)
    assert TEXT[evidence.start : evidence.end] == "Another court sat."
    assert evidence.prefix.endswith("It closed.\n")
    assert evidence.suffix == "\nIt closed."


def test_repeated_passage_is_ambiguous_and_has_no_place():
    evidence = anchored("It closed.")
    assert (evidence.anchor_state, evidence.start, evidence.end) == ("ambiguous", None, None)


def test_paragraph_tells_a_repeated_passage_apart():
    evidence = anchored("It closed.", paragraph=4)
    assert (evidence.anchor_state, evidence.paragraph) == ("anchored", 4)
    assert evidence.start == TEXT.rindex("It closed.")


def test_passage_that_is_not_in_the_named_paragraph_is_orphaned():
    evidence = anchored("Another court sat.", paragraph=1)
    assert (evidence.anchor_state, evidence.start) == ("orphaned", None)


def test_passage_that_is_nowhere_is_orphaned():
    assert anchored("The president resigned over the gold mine.").anchor_state == "orphaned"


def test_anchored_passage_can_be_anchored_again_and_stays():
    evidence = make_evidence(ClaimFactory(evidence=False))
    before = (evidence.start, evidence.end, evidence.paragraph)
    anchor_evidence(evidence)
    assert (evidence.start, evidence.end, evidence.paragraph) == before
    assert evidence.anchor_state == "anchored"


def test_same_text_again_is_the_same_capture():
    capture = make_capture(TEXT)
    again = add_capture(
        article=capture.article, kind="digest", raw_text=TEXT, captured_at=capture.captured_at, method="again"
    )
    assert again == capture


def test_full_text_of_an_article_that_allows_none_is_refused():
    with pytest.raises(ValidationError, match="may not be kept"):
        add_capture(
            article=ArticleFactory(key="closed"),
            kind="full text",
            raw_text=TEXT,
            captured_at="2026-01-01T00:00Z",
            method="upload",
        )
    assert not Capture.objects.exists()


def test_capture_with_a_nul_is_refused_by_name():
    with pytest.raises(ValidationError, match="raw_text"):
        make_capture("One\x00two")
