"""Each constraint of the database is shown to refuse what it is there for."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from briefs.desk.models import (
    Actor,
    Article,
    ArticleAuthor,
    Brief,
    Capture,
    Claim,
    Country,
    Evidence,
    FollowUp,
    LoadedSeed,
    Recommendation,
    RecommendationLineage,
)
from briefs.record.indexes import INDEXES
from briefs.record.models import Correction, Edition, PublishedPart, Withdrawal
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    BriefFactory,
    ClaimFactory,
    CountryFactory,
    RecommendationFactory,
    TopicFactory,
    UserFactory,
    make_capture,
    published,
)

pytestmark = pytest.mark.django_db


def update(model: Any, make: Callable[[], Any], **fields: Any) -> Callable[[], Any]:
    """Write the fields straight into the row that ``make`` gives, past every check in Python."""
    return lambda: model._base_manager.filter(pk=make().pk).update(**fields)


def make_edition_row(**fields: Any) -> Edition:
    edition = published()
    row = {f.attname: getattr(edition, f.attname) for f in Edition._meta.concrete_fields if f.name != "id"}
    return Edition.objects.create(**(row | {"number": 2, "previous_sha256": "0" * 64} | fields))


def index_row(index: type[PublishedPart]) -> PublishedPart:
    """A row of that index, from a brief whose claim has a topic and a country."""
    claim = ClaimFactory()
    claim.topics.add(TopicFactory())
    claim.countries.add(CountryFactory())
    published(BriefFactory(claim=claim))
    return index.objects.all()[0]


def twice(make: Callable[[], Any]) -> Callable[[], Any]:
    """Insert a copy of the row that ``make`` gives."""

    def insert() -> Any:
        row = make()
        fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name != "id"}
        return type(row)._base_manager.create(**fields)

    return insert


def lineage() -> RecommendationLineage:
    return RecommendationLineage.objects.create(
        later=RecommendationFactory(), earlier=RecommendationFactory(), relation="narrows"
    )


def follow_up() -> FollowUp:
    recommendation = RecommendationFactory()
    return FollowUp.objects.create(recommendation=recommendation, status="accepted", dated=date(2026, 1, 1))


def passage() -> Any:
    return ClaimFactory().evidence.get()


def article_author() -> ArticleAuthor:
    return ArticleAuthor.objects.create(article=ArticleFactory(), actor=ActorFactory())


CASES: dict[str, Callable[[], Any]] = {
    "country_code_is_iso2": lambda: Country.objects.create(code="KG", name="K"),
    "actor_not_part_of_itself": lambda: (a := ActorFactory()) and Actor.objects.filter(pk=a.pk).update(part_of=a.pk),
    "actor_kind_known": update(Actor, ActorFactory, kind="robot"),
    "article_published_span": update(Article, ArticleFactory, published_on="2024"),
    "article_key_once_in_any_case": lambda: (ArticleFactory(key="same"), ArticleFactory(key="Same")),
    "claim_key_once_in_any_case": lambda: (ClaimFactory(key="same"), ClaimFactory(key="Same")),
    "recommendation_key_once_in_any_case": lambda: (
        RecommendationFactory(key="same"),
        RecommendationFactory(key="Same"),
    ),
    "article_author_once": twice(article_author),
    "capture_text_once_an_article": twice(make_capture),
    "capture_kind_known": lambda: Capture.objects.create(
        article=ArticleFactory(), kind="scan", text="x", normalisation_rule=1, captured_at="2026-01-01T00:00Z"
    ),
    "capture_not_empty": lambda: Capture.objects.create(
        article=ArticleFactory(),
        kind="digest",
        text="",
        normalisation_rule=1,
        captured_at="2026-01-01T00:00Z",
    ),
    "claim_occurred_span": update(
        Claim,
        ClaimFactory,
        occurred_on="2024",
        occurred_earliest=date(2024, 12, 31),
        occurred_latest=date(2024, 1, 1),
    ),
    "claim_confidence_has_reason": update(Claim, ClaimFactory, confidence="high"),
    "claim_kind_known": update(Claim, ClaimFactory, kind="rumour"),
    "claim_has_statement": update(Claim, ClaimFactory, statement=""),
    "evidence_place_fits_anchor_state": update(Evidence, passage, anchor_state="orphaned"),
    "evidence_stance_known": update(Evidence, passage, stance="agrees"),
    "evidence_modality_known": update(Evidence, passage, modality="shouted"),
    "evidence_has_passage": update(Evidence, passage, exact=""),
    "evidence_passage_once_a_claim": twice(passage),
    "recommendation_strength_known": update(Recommendation, RecommendationFactory, strength="huge"),
    "recommendation_has_text": update(Recommendation, RecommendationFactory, text=""),
    "recommendation_claim_once": twice(lambda: RecommendationFactory().bases.get()),
    "lineage_once_a_pair": twice(lineage),
    "lineage_not_to_itself": lambda: (
        (line := lineage()) and RecommendationLineage.objects.filter(pk=line.pk).update(earlier=line.later)
    ),
    "lineage_relation_known": update(RecommendationLineage, lineage, relation="copies"),
    "follow_up_implemented_has_claim": update(FollowUp, follow_up, status="implemented"),
    "follow_up_status_known": update(FollowUp, follow_up, status="lost"),
    "brief_once_a_language": lambda: BriefFactory(translation_group=BriefFactory().translation_group),
    "brief_state_known": update(Brief, BriefFactory, state="lost"),
    "brief_author_once": twice(lambda: BriefFactory().bylines.get()),
    "brief_recommendation_once": twice(lambda: BriefFactory().placements.get()),
    "loaded_seed_once": twice(lambda: LoadedSeed.objects.create(noun="claim", key="a", sha256="0" * 64, state="")),
    "approval_not_of_own_draft": lambda: BriefFactory().approvals.create(
        content_sha256="0" * 64, approved_by=(user := UserFactory()), edited_by=user
    ),
    "edition_number_once_a_brief": lambda: make_edition_row(number=1, previous_sha256=None, slug="another"),
    "edition_number_once_a_slug": lambda: make_edition_row(number=1, previous_sha256=None, brief_id=BriefFactory().pk),
    "edition_number_from_one": lambda: make_edition_row(number=0),
    "edition_update_type_known": lambda: make_edition_row(update_type="huge"),
    "edition_major_has_change_note": lambda: make_edition_row(update_type="major", change_note=""),
    "edition_chained_to_previous": lambda: make_edition_row(previous_sha256=None),
    "withdrawal_has_explanation": lambda: Withdrawal.objects.create(
        edition=published(), explanation="", withdrawn_at="2026-01-01T00:00Z", withdrawn_by=UserFactory()
    ),
    "correction_has_note": lambda: Correction.objects.create(edition=published(), kind="correction", note=""),
    "correction_kind_known": lambda: Correction.objects.create(edition=published(), kind="oops", note="x"),
    **{f"{index.__name__.lower()}_once_an_edition": twice(partial(index_row, index)) for index in INDEXES},
}


@pytest.mark.parametrize("name", CASES)
def test_database_refuses_what_the_constraint_forbids(name):
    with pytest.raises(IntegrityError), transaction.atomic():
        CASES[name]()


def test_every_constraint_of_the_models_has_a_case():
    declared = {
        constraint.name
        for model in apps.get_app_config("briefs").get_models()
        for constraint in model._meta.constraints
        if not model.__name__.startswith("Historical")
    }
    assert declared == set(CASES)
