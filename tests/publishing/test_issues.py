import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from briefs.desk.models import Brief, Evidence, RecommendationLineage
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
        "summary: “Some 40 outlets closed. …” gives 40 but cites no claim. Cite one, or leave the figure out."
    ]


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
