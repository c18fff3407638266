"""Each constraint of the database is shown to refuse what it is there for."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import uuid4

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
    Comment,
    Country,
    Event,
    Evidence,
    FollowUp,
    LoadedSeed,
    Recommendation,
    RecommendationLineage,
    ReviewRequest,
    StandingReason,
    WorkingCopy,
)
from briefs.record.indexes import INDEXES
from briefs.record.models import Correction, Edition, MendedNote, PublishedFollowUp, PublishedPart, Withdrawal
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
from tests.follow_ups import recorded, told

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def update(model: Any, make: Callable[[], Any], **fields: Any) -> Callable[[], Any]:
    """Write the fields straight into the row that ``make`` gives, past every check in Python."""
    return lambda: model._base_manager.filter(pk=make().pk).update(**fields)


def make_edition_row(**fields: Any) -> Edition:
    edition = published()
    row = {f.attname: getattr(edition, f.attname) for f in Edition._meta.concrete_fields if f.name != "id"}
    return Edition.objects.create(**(row | {"number": 2, "previous_sha256": "0" * 64} | fields))


def index_row(index: type[PublishedPart]) -> PublishedPart:
    """A row of that index, from a brief whose claim has a topic and a country, and two recommendations a link."""
    claim = ClaimFactory()
    claim.topics.add(TopicFactory())
    claim.countries.add(CountryFactory())
    line = lineage()
    published(BriefFactory(claim=claim, recommendations=[line.earlier, line.later]))
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


def publish_again(**fields: Any) -> PublishedFollowUp:
    """A second publication of a follow-up, with these columns."""
    row = told(recorded())
    columns = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in {"id", *fields}}
    return PublishedFollowUp.objects.create(**columns, **fields)


def passage() -> Any:
    return ClaimFactory().evidence.get()


def article_author() -> ArticleAuthor:
    return ArticleAuthor.objects.create(article=ArticleFactory(), actor=ActorFactory())


def event(**fields: Any) -> Event:
    row = {"act": uuid4(), "kind": "changed", "happened_at": NOW, "noun": "brief", "object_id": 1, "name": "A brief"}
    return Event.objects.create(**(row | {"content_sha256": "0" * 64} | fields))


def comment(**fields: Any) -> Comment:
    row = {"brief": BriefFactory(), "text": "Why?", "written_by": UserFactory()}
    return Comment.objects.create(**(row | fields))


def answer() -> Comment:
    above = comment()
    return comment(brief=above.brief, answers=above)


def review_request() -> ReviewRequest:
    return ReviewRequest.objects.create(brief=BriefFactory(), asked=UserFactory(), asked_by=UserFactory())


def working_copy() -> WorkingCopy:
    return WorkingCopy.objects.create(owner=UserFactory(), noun="brief", tab="a", opened_at=NOW, seen_at=NOW)


def standing_reason(**fields: Any) -> StandingReason:
    row = {"edition": published(), "noun": "claim", "key": "a", "entry_sha256": "0" * 64, "reason": "It stands."}
    return StandingReason.objects.create(**(row | {"given_by": UserFactory()} | fields))


def mended_note(**fields: Any) -> MendedNote:
    row = {"edition": published(), "kind": "change note", "before": "Frist.", "text": "First.", "mended_at": NOW}
    return MendedNote.objects.create(**(row | {"mended_by": UserFactory()} | fields))


REVIEW: dict[str, Callable[[], Any]] = {
    "event_names_its_text": lambda: event(content_sha256=""),
    "review_asked_once": twice(review_request),
    "comment_has_text": update(Comment, comment, text=""),
    "comment_resolved_by_somebody": update(Comment, comment, resolved_at=NOW),
    "comment_field_known": update(Comment, comment, field="slug"),
    "comment_passage_has_field": update(Comment, comment, exact="words"),
    "comment_answer_has_no_place": update(Comment, answer, field="body"),
    "standing_reason_given": lambda: standing_reason(reason=""),
    "standing_reason_noun_known": lambda: standing_reason(noun="actor"),
    "working_copy_once_a_tab": twice(working_copy),
    "mended_note_has_text": lambda: mended_note(text=""),
    "mended_note_kind_known": lambda: mended_note(kind="title"),
}
CASES: dict[str, Callable[[], Any]] = {
    **REVIEW,
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
    "follow_up_published_once_a_number": lambda: publish_again(number=1, replaces=None),
    "follow_up_replaces_the_one_before": lambda: publish_again(number=2, replaces=None),
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


@pytest.mark.parametrize("make", [event, comment, answer, review_request, working_copy, standing_reason, mended_note])
def test_row_that_a_case_bends_is_one_the_database_takes(make):
    assert make().pk is not None
