"""What is used is not deleted: not by hand, in bulk, or because the database would quietly unlink it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Model, ProtectedError

from briefs.desk.models import Brief, Capture, Claim, Country, Evidence, FollowUp, Lever, Recommendation, Topic
from briefs.publishing.usage.deletion import replacing_passages
from tests import factories

pytestmark = pytest.mark.django_db


def refusal(act: Callable[[], Any]) -> str:
    with pytest.raises(ProtectedError) as refused, transaction.atomic():
        act()
    return str(refused.value.args[0])


def cited(**fields: Any) -> Claim:
    """A claim that one draft cites."""
    claim = factories.ClaimFactory(key="closure", **fields)
    factories.BriefFactory(title="On closures", claim=claim, recommendations=[])
    return claim


def topic_of_a_claim() -> Topic:
    topic = factories.TopicFactory(name="Media")
    factories.ClaimFactory(key="closure").topics.add(topic)
    return topic


def country_of_a_brief() -> Country:
    country = factories.CountryFactory()
    factories.BriefFactory(title="On closures").countries.add(country)
    return country


def addressee() -> Model:
    actor = factories.ActorFactory(name="The Council")
    factories.RecommendationFactory(key="fund", addressees=[actor])
    return actor


UNLINKED: dict[str, tuple[Callable[[], Any], str]] = {
    "topic": (topic_of_a_claim, "Topic Media is used, so it cannot be deleted. Filed under it: closure."),
    "country": (
        country_of_a_brief,
        "Country Kyrgyzstan is used, so it cannot be deleted. Filed under it, briefs: On closures.",
    ),
    "actor": (addressee, "Actor The Council is used, so it cannot be deleted. Addressee of fund."),
    "claim": (cited, "Claim closure is used, so it cannot be deleted. Cited in On closures."),
}


@pytest.mark.parametrize("bulk", [False, True])
@pytest.mark.parametrize("noun", sorted(UNLINKED))
def test_what_the_database_would_quietly_unlink_is_not_deleted(noun: str, bulk: bool) -> None:
    make, sentence = UNLINKED[noun]
    row = make()
    said = refusal(lambda: type(row).objects.filter(pk=row.pk).delete() if bulk else row.delete())
    assert said == f"{sentence} Take it out there first."
    assert type(row).objects.filter(pk=row.pk).exists()


def test_what_nothing_uses_goes_with_its_own_parts() -> None:
    claim = factories.ClaimFactory()
    item = factories.RecommendationFactory(claims=[])
    FollowUp.objects.create(recommendation=item, status="accepted", dated=date(2026, 3, 1))
    brief = factories.BriefFactory(recommendations=[])
    for row in (claim, item, brief, factories.TopicFactory()):
        row.delete()
    assert not Evidence.objects.filter(claim_id=claim.pk).exists()
    assert [Recommendation.objects.count(), FollowUp.objects.count(), Brief.objects.count()] == [0, 0, 0]


def test_last_supporting_passage_of_a_cited_claim_is_not_deleted() -> None:
    claim = cited()
    factories.make_evidence(claim, stance="context")
    factories.make_evidence(claim, modality="denied")
    passage = claim.evidence.get(stance="supports", modality="asserted")

    assert refusal(passage.delete) == (
        "This passage cannot be deleted: it is the last that supports claim closure. Cited in On closures. "
        "Add another supporting passage first, or take the claim out there."
    )


def test_one_of_two_supporting_passages_goes_but_not_both_at_once() -> None:
    claim = cited()
    second = factories.make_evidence(claim)

    assert refusal(claim.evidence.all().delete).startswith("This passage cannot be deleted")
    assert claim.evidence.count() == 2
    second.delete()
    assert claim.evidence.count() == 1


def test_passage_of_a_claim_nobody_uses_is_deleted() -> None:
    claim = factories.ClaimFactory()
    claim.evidence.get().delete()
    assert claim.evidence.count() == 0


def test_passage_only_superseded_editions_hold_is_deleted() -> None:
    claim = factories.ClaimFactory()
    brief = factories.BriefFactory(claim=claim, recommendations=[])
    factories.published(brief)
    other = factories.ClaimFactory()
    fresh = Brief.objects.get(pk=brief.pk)
    fresh.state, fresh.body, fresh.key_messages = Brief.State.DRAFT, f"## So\n\nIt is [@{other.key}].", "So it is."
    fresh.save()
    assert refusal(claim.evidence.get().delete).endswith("or take the claim out there.")
    factories.published(fresh)
    claim.evidence.get().delete()
    assert claim.evidence.count() == 0


def test_passages_are_replaced_in_one_go_if_support_is_left() -> None:
    claim = cited()
    with replacing_passages(claim):
        claim.evidence.all().delete()
        factories.make_evidence(claim)
    assert claim.evidence.count() == 1

    def lose() -> None:
        with replacing_passages(claim):
            claim.evidence.all().delete()

    assert refusal(lose).startswith("This passage cannot be deleted: it is the last that supports claim closure.")
    assert claim.evidence.count() == 1


def test_capture_and_lever_that_only_an_edition_names_stay() -> None:
    item = factories.RecommendationFactory()
    claim = factories.ClaimFactory()
    lever, capture = item.lever, claim.evidence.get().capture
    edition = factories.published(factories.BriefFactory(claim=claim, recommendations=[item]))
    Recommendation.objects.filter(pk=item.pk).update(lever=factories.LeverFactory())
    Evidence.objects.filter(capture=capture).update(capture=factories.make_capture())

    assert f"Stands in {edition}" in refusal(Lever.objects.get(pk=lever.pk).delete)
    assert f"Stands in {edition}" in refusal(Capture.objects.get(pk=capture.pk).delete)


def test_user_whose_work_stands_is_not_deleted() -> None:
    factories.published()
    for user in get_user_model().objects.all():
        assert "protected foreign keys" in refusal(user.delete)
