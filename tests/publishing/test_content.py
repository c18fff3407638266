from datetime import date

import pytest

from briefs.desk.models import ArticleAuthor, FollowUp, RecommendationLineage
from briefs.publishing import build_content, build_document, publish_edition
from tests.factories import (
    ActorFactory,
    BriefFactory,
    ClaimFactory,
    RecommendationFactory,
    approved,
    make_capture,
    make_evidence,
    publisher,
)

pytestmark = pytest.mark.django_db


def corroboration(claim) -> tuple[int, int]:
    entry = build_content(BriefFactory(claim=claim)).claims[0]
    return entry.corroboration.origins, entry.corroboration.articles


def test_claims_are_numbered_by_first_citation_then_by_what_recommendations_rest_on():
    ClaimFactory(key="second")
    first, third = ClaimFactory(key="first"), ClaimFactory(key="third")
    brief = BriefFactory(
        summary="Short [@second].",
        key_messages="It stands [@first].",
        body="Again [@first; @second].",
        recommendations=[RecommendationFactory(claims=[third, first])],
    )
    assert [(claim.number, claim.key) for claim in build_content(brief).claims] == [
        (1, "second"),
        (2, "first"),
        (3, "third"),
    ]


def test_building_the_content_twice_gives_the_same_hash():
    brief = BriefFactory()
    assert build_content(brief).sha256() == build_content(brief).sha256()


def test_two_articles_of_one_organisation_are_one_origin():
    organisation = ActorFactory()
    branches = [ActorFactory(part_of=organisation), ActorFactory(part_of=organisation)]
    claim = ClaimFactory(evidence=False)
    for branch in branches:
        make_evidence(claim, capture=make_capture(outlet=branch))
    assert corroboration(claim) == (1, 2)


def test_two_independent_outlets_are_two_origins():
    claim = ClaimFactory(evidence=False)
    for _ in range(2):
        make_evidence(claim, capture=make_capture())
    assert corroboration(claim) == (2, 2)


def test_two_outlets_that_report_one_spokesman_are_one_origin():
    spokesman = ActorFactory()
    claim = ClaimFactory(evidence=False)
    for _ in range(2):
        make_evidence(claim, capture=make_capture(), attributed_to=spokesman, modality="reported")
    assert corroboration(claim) == (1, 2)


def test_one_outlet_with_two_staff_writers_is_one_origin():
    outlet = ActorFactory(kind="media outlet")
    claim = ClaimFactory(evidence=False)
    for _ in range(2):
        capture = make_capture(outlet=outlet)
        ArticleAuthor.objects.create(article=capture.article, actor=ActorFactory(kind="person"))
        make_evidence(claim, capture=capture)
    assert corroboration(claim) == (1, 2)


def test_article_of_unknown_origin_adds_none_beside_a_known_one():
    claim = ClaimFactory()
    make_evidence(claim, capture=make_capture(outlet=None))
    assert corroboration(claim) == (1, 2)


def test_denial_corroborates_nothing():
    claim = ClaimFactory()
    make_evidence(claim, capture=make_capture(), modality="denied")
    assert corroboration(claim) == (1, 1)


def test_articles_of_unknown_origin_count_as_one():
    claim = ClaimFactory(evidence=False)
    for _ in range(2):
        make_evidence(claim, capture=make_capture(outlet=None))
    assert corroboration(claim) == (1, 2)


def test_passages_that_do_not_support_corroborate_nothing():
    claim = ClaimFactory()
    make_evidence(claim, capture=make_capture(), stance="disputes")
    assert corroboration(claim) == (1, 1)


def test_unknown_title_outlet_and_date_stay_unknown():
    claim = ClaimFactory(evidence=False)
    make_evidence(claim, capture=make_capture(key="nameless", title="", outlet=None))
    article = build_content(BriefFactory(claim=claim, recommendations=[])).articles[0]
    assert (article.title, article.outlet, article.published_on, article.url) == (None, None, None, None)
    assert article.label == "Untitled news report (nameless)"


def test_actors_include_the_bodies_they_are_part_of():
    whole = ActorFactory(slug="whole")
    part = ActorFactory(slug="part", part_of=whole)
    content = build_content(BriefFactory(authors=[part]))
    entries = {actor.slug: actor for actor in content.actors}
    assert entries["part"].origin.slug == "whole"
    assert entries["whole"].origin.slug == "whole"


def test_recommendation_carries_its_latest_state_its_story_and_its_lineage():
    shown = ClaimFactory(key="shown")
    earlier, later = RecommendationFactory(key="earlier"), RecommendationFactory(key="later")
    RecommendationLineage.objects.create(later=later, earlier=earlier, relation="strengthens")
    FollowUp.objects.create(recommendation=later, status="implemented", dated=date(2026, 3, 1), claim=shown)
    FollowUp.objects.create(recommendation=later, status="accepted", dated=date(2026, 1, 1))
    content = build_content(BriefFactory(recommendations=[later, earlier]))
    entry = content.recommendations[0]
    assert [(f.status, f.claim) for f in entry.follow_ups] == [("accepted", None), ("implemented", "shown")]
    assert entry.state == "implemented"
    assert [(line.relation, line.earlier) for line in entry.lineage] == [("strengthens", "earlier")]
    assert "shown" in {claim.key for claim in content.claims}
    assert content.recommendations[1].state is None


def test_document_of_a_draft_is_the_edition_that_publishing_makes():
    brief = approved()
    foreseen = build_document(brief, update_type="major", change_note="First edition.")
    edition = publish_edition(brief=brief, by=publisher(), update_type="major", change_note="First edition.")
    assert edition.parse() == foreseen.model_copy(update={"live_from": edition.live_from})
