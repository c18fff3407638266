from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefs.desk.models import Article, Brief, Evidence, RecommendationLineage
from briefs.desk.services.captures import add_capture
from briefs.publishing import find_publish_issues
from tests.factories import (
    BriefFactory,
    ClaimFactory,
    RecommendationFactory,
    approved,
    make_capture,
    make_evidence,
    published,
)

pytestmark = pytest.mark.django_db


def issues(brief: Brief) -> list[str]:
    """The messages about a brief, but for the approval that it has not had."""
    return [issue.message for issue in find_publish_issues(brief) if issue.code != "not-approved"]


def test_sound_and_approved_brief_has_no_issues():
    assert find_publish_issues(approved()) == []


def test_unapproved_brief_names_its_state():
    assert [i.message for i in find_publish_issues(BriefFactory())] == [
        "state: the brief is draft. Have it approved before publishing."
    ]


def test_unknown_citation_key_is_an_issue():
    assert issues(BriefFactory(body="It closed [@no-such-claim].")) == [
        "body: cites [@no-such-claim], but no claim has that key. Correct or add it."
    ]


def test_claim_without_supporting_evidence_is_an_issue():
    claim = ClaimFactory(key="bare", evidence=False)
    make_evidence(claim, stance="context")
    assert issues(BriefFactory(claim=claim)) == ["Claim bare, evidence: has no passage that supports it. Add one."]


def test_orphaned_and_ambiguous_passages_are_issues():
    claim = ClaimFactory(key="lost")
    twice = make_capture("It closed.\nIt closed.", key="twice")
    make_evidence(claim, capture=twice, exact="It closed.")
    make_evidence(claim, capture=twice, exact="A passage that stands nowhere in this text at all.")
    assert issues(BriefFactory(claim=claim)) == [
        "Claim lost, evidence: the passage “It closed.…” stands there more than once. Name its paragraph. (twice)",
        "Claim lost, evidence: the passage “A passage that stands nowhere in this text at all.…” is not in its "
        "capture. Quote it as it stands there. (twice)",
    ]


def test_passage_that_differs_from_its_capture_is_an_issue():
    claim = ClaimFactory(key="moved")
    Evidence.objects.filter(claim=claim).update(exact="A court upheld the closing of the outlet.")
    assert [i.code for i in find_publish_issues(BriefFactory(claim=claim))] == [
        "quote-differs",
        "not-approved",
    ]


def test_figure_that_no_passage_holds_is_an_issue():
    claim = ClaimFactory(key="wrong-year", statement="In 2023 a court upheld the closure of two outlets.")
    assert issues(BriefFactory(claim=claim)) == [
        "Claim wrong-year, statement: says 2023, two, which none of its passages holds. Correct it or add the passage."
    ]


def test_figure_in_the_text_without_a_citation_is_an_issue():
    brief = BriefFactory(summary="Some 40 outlets closed.")
    assert issues(brief) == [
        "summary: “Some 40 outlets closed. …” gives 40, which no claim cited there holds. "
        "Cite one that does, or leave the figure out."
    ]


def test_figure_that_the_cited_claim_does_not_hold_is_an_issue():
    claim = ClaimFactory(key="closure")
    brief = BriefFactory(claim=claim, body="## Closure\n\nSome five thousand people protested [@closure].")
    assert issues(brief) == [
        "body: “Some five thousand people protested. …” gives five thousand, which no claim cited there holds. "
        "Cite one that does, or leave the figure out."
    ]


def test_figure_right_under_a_heading_is_not_overlooked():
    brief = BriefFactory(body="## The toll\nIn 2025 some 5,000 people were jailed.")
    (message,) = issues(brief)
    assert "gives 2025, 5,000, which" in message


def test_figure_in_a_heading_is_proven_by_any_claim_but_a_year_needs_no_proof():
    claim = ClaimFactory(key="closure")
    assert issues(BriefFactory(claim=claim, body="## The law of 2024\n\nIt closed [@closure].")) == []
    (message,) = issues(BriefFactory(claim=claim, body="## 5,000 jailed\n\nIt closed [@closure]."))
    assert "gives 5,000, which" in message


def test_small_numbers_in_words_may_count_arguments():
    assert issues(BriefFactory(summary="Two readings are possible.")) == []


def test_passage_that_disputes_a_figure_does_not_prove_it():
    claim = ClaimFactory(key="toll", statement="The court closed 40 outlets.")
    make_evidence(
        claim,
        capture=make_capture("It is false that 40 closed."),
        exact="It is false that 40 closed.",
        stance="disputes",
    )
    (message,) = issues(BriefFactory(claim=claim))
    assert message.startswith("Claim toll, statement: says 40")


def test_denial_is_no_support():
    claim = ClaimFactory(key="denied", evidence=False)
    make_evidence(claim, modality="denied")
    assert issues(BriefFactory(claim=claim)) == ["Claim denied, evidence: has no passage that supports it. Add one."]


def test_claim_without_support_still_has_its_other_issues_listed():
    claim = ClaimFactory(key="both", evidence=False)
    make_evidence(claim, stance="context", exact="A passage that stands nowhere in this text at all.")
    assert [issue.code for issue in find_publish_issues(BriefFactory(claim=claim))] == [
        "no-evidence",
        "orphaned",
        "not-approved",
    ]


def test_passage_with_a_wrong_paragraph_or_context_is_an_issue():
    claim = ClaimFactory()
    Evidence.objects.filter(claim=claim).update(paragraph=99, prefix="FALSE")
    assert [issue.code for issue in find_publish_issues(BriefFactory(claim=claim))] == ["quote-differs", "not-approved"]


def test_full_text_is_quoted_only_while_allowed_and_only_in_passages():
    text = "It closed. " * 80
    capture = make_capture("Kept.", key="open", full_text_allowed=True)
    full = add_capture(
        article=capture.article, kind="full text", raw_text=text, captured_at=capture.captured_at, method="test"
    )
    claim = ClaimFactory()
    make_evidence(claim, capture=full, exact=text.strip())
    brief = BriefFactory(claim=claim)
    assert [issue.code for issue in find_publish_issues(brief)] == ["long-quotation", "not-approved"]
    Article.objects.update(full_text_allowed=False)
    assert "no-rights" in [issue.code for issue in find_publish_issues(brief)]


def test_slug_that_another_brief_was_published_under_is_an_issue():
    edition = published()
    Brief.objects.filter(pk=edition.brief_id).update(slug="moved")
    assert issues(BriefFactory(slug=edition.slug)) == [
        f"slug: another brief is published as {edition.slug}. Choose another."
    ]


def test_lineage_to_a_recommendation_that_is_only_scheduled_is_an_issue():
    later, earlier = RecommendationFactory(key="later"), RecommendationFactory(key="scheduled")
    RecommendationLineage.objects.create(later=later, earlier=earlier, relation="reiterates")
    published(BriefFactory(recommendations=[earlier]), live_from=timezone.now() + timedelta(days=30))
    (message,) = issues(BriefFactory(recommendations=[later]))
    assert "reiterates scheduled, which is neither in this brief nor published" in message


def test_recommendation_without_claims_or_addressee_is_an_issue():
    recommendation = RecommendationFactory(key="vague", claims=[], addressees=[])
    assert issues(BriefFactory(recommendations=[recommendation])) == [
        "Recommendation vague, claims: rests on no claim. Add at least one.",
        "Recommendation vague, addressees: is asked of nobody. Name who should act.",
    ]


def test_lineage_to_an_unpublished_recommendation_is_an_issue_as_it_would_name_a_draft():
    later, earlier = RecommendationFactory(key="later"), RecommendationFactory(key="secret")
    RecommendationLineage.objects.create(later=later, earlier=earlier, relation="reiterates")
    brief = BriefFactory(recommendations=[later])
    assert issues(brief) == [
        "Recommendation later, lineage: reiterates secret, which is neither in this brief nor published. "
        "Add it to the brief, or remove the line."
    ]
    published(BriefFactory(recommendations=[earlier]))
    assert issues(brief) == []


def test_changed_slug_of_a_published_brief_is_an_issue():
    edition = published()
    brief = Brief.objects.get(pk=edition.brief_id)
    brief.slug = "elsewhere"
    brief.save()
    assert issues(brief) == [f"slug: is elsewhere, but the brief is published as {edition.slug}. Change it back."]


def test_empty_fields_are_all_listed_at_once():
    brief = BriefFactory(summary="", key_messages=" ", body="", authors=[])
    assert issues(brief) == [
        "summary: is empty. Write it before publishing.",
        "key_messages: is empty. Write it before publishing.",
        "body: is empty. Write it before publishing.",
        "authors: nobody is named. Add at least one author.",
    ]


def test_finding_issues_takes_as_many_queries_for_many_claims_as_for_one():
    def queries(count: int) -> int:
        claims = [ClaimFactory() for _ in range(count)]
        body = "\n\n".join(f"It closed [@{claim.key}]." for claim in claims)
        recommendations = [RecommendationFactory(claims=claims) for _ in range(count)]
        brief = BriefFactory(claim=claims[0], body=body, recommendations=recommendations)
        with CaptureQueriesContext(connection) as captured:
            find_publish_issues(brief)
        return len(captured)

    assert queries(12) == queries(1)


def test_roughly_found_passage_is_an_issue_until_it_is_quoted_exactly():
    claim = ClaimFactory(key="rough", evidence=False)
    rough = make_evidence(claim, exact="A court upheld the closures of the outlet.")
    assert rough.anchor_state == "fuzzy"
    assert issues(BriefFactory(claim=claim)) == [
        "Claim rough, evidence: the passage “A court upheld the closures of the outlet.…” was only found roughly. "
        f"Confirm it by quoting it exactly. ({rough.capture.article.key})"
    ]
