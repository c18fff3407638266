"""Follow-ups published on their own: who may, what is refused, what is frozen, what still waits."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from briefs.desk.models import Claim, Event, Evidence, FollowUp, RecommendationClaim, StaleVersion
from briefs.publishing import NotAllowed, PublishRefused, publish_follow_up, unpublished_follow_ups, withdraw_brief
from briefs.record.models import PublishedFollowUp
from tests import factories
from tests.factories import BriefFactory, ClaimFactory, author, editor, published, publisher
from tests.follow_ups import MAY, mend, public_recommendation, recorded, told

pytestmark = pytest.mark.django_db


def refusals(follow_up: FollowUp, by: Any = None) -> list[tuple[str, str]]:
    with pytest.raises(PublishRefused) as refused:
        told(follow_up, by)
    assert PublishedFollowUp.objects.count() == 0
    return [(issue.code, issue.message) for issue in refused.value.issues]


def waiting() -> list[int]:
    return list(unpublished_follow_ups().values_list("pk", flat=True))


def test_published_follow_up_holds_its_claim_its_passages_and_their_sources() -> None:
    claim = ClaimFactory(key="upheld")
    item = public_recommendation(key="fund")
    row = told(recorded(item, status="implemented", claim=claim, note="They did."))

    document = row.parse()

    assert (document.recommendation, document.status, document.dated, document.note) == (
        "fund",
        "implemented",
        MAY,
        "They did.",
    )
    assert document.claim is not None
    assert document.claim.key == "upheld"
    assert [passage.exact for passage in document.claim.evidence] == ["A court upheld the closure of the outlet."]
    assert [article.key for article in document.articles] == [claim.evidence.get().capture.article.key]
    assert (document.corrects, document.replaces_sha256, document.language) == (None, None, "en")
    assert (row.number, row.replaces, row.sha256) == (1, None, document.sha256())
    assert row.document == document.canonical_json()


def test_publishing_is_an_event_on_the_hash_of_the_document() -> None:
    row = told(recorded(public_recommendation(key="fund")))

    event = Event.objects.get(kind=Event.Kind.FOLLOW_UP_PUBLISHED)

    assert (event.by, event.noun, event.object_id, event.content_sha256) == (
        editor(),
        "followup",
        row.follow_up_id,
        row.sha256,
    )
    assert event.detail == "fund: accepted on 04 May 2026"


@pytest.mark.parametrize("who", [author, factories.UserFactory])
def test_who_has_not_the_permission_publishes_none(who: Any) -> None:
    with pytest.raises(NotAllowed, match="may not publish a follow-up"):
        told(recorded(by=editor()), by=who())


@pytest.mark.parametrize("who", [editor, publisher])
def test_nobody_publishes_what_they_recorded(who: Any) -> None:
    with pytest.raises(NotAllowed, match="Nobody publishes their own follow-up"):
        told(recorded(by=who()), by=who())


def test_nobody_publishes_what_they_changed_though_another_recorded_it() -> None:
    follow_up = mend(recorded(), by=editor(), note="They wrote back.")

    with pytest.raises(NotAllowed, match="own follow-up"):
        told(follow_up)

    assert told(follow_up, by=publisher()).parse().note == "They wrote back."


def test_nobody_publishes_on_a_claim_of_their_own_that_no_edition_has_held() -> None:
    claim = ClaimFactory()
    claim._history_user = editor()
    claim.save()
    follow_up = recorded(status="implemented", claim=claim)

    with pytest.raises(NotAllowed, match="nor the claim that shows it"):
        told(follow_up)

    assert told(follow_up, by=publisher()).status == "implemented"


def test_work_on_a_claim_that_editions_hold_counts_from_the_newest_of_them() -> None:
    claim = ClaimFactory()
    item = public_recommendation(claims=[claim])
    for history in (Claim.history, Evidence.history):
        history.update(history_user=editor(), history_date="2020-01-01T00:00Z")

    assert told(recorded(item, status="implemented", claim=claim)).status == "implemented"


def test_follow_up_changed_since_it_was_read_is_refused() -> None:
    follow_up = recorded()
    mend(follow_up, note="Other.")

    with pytest.raises(StaleVersion):
        publish_follow_up(follow_up=follow_up, by=editor())


def test_recommendation_of_no_live_edition_waits_for_its_edition() -> None:
    follow_up = recorded(factories.RecommendationFactory(key="draft"))

    assert refusals(follow_up) == [
        (
            "not-public",
            "Recommendation draft, follow_ups: no live edition makes this recommendation. Its follow-ups go out with "
            "the next one that does.",
        )
    ]
    assert waiting() == []


def test_withdrawn_edition_makes_no_recommendation() -> None:
    item = public_recommendation()
    brief = item.placements.get().brief
    withdraw_brief(brief=brief, edition=1, by=publisher(), explanation="Wrong.")

    assert [code for code, _ in refusals(recorded(item))] == ["not-public"]


def test_implemented_needs_a_passage_that_supports_it_and_is_found() -> None:
    claim = ClaimFactory(key="shown")
    follow_up = recorded(status="implemented", claim=claim)
    claim.evidence.update(anchor_state="orphaned", start=None, end=None)

    codes = [code for code, _ in refusals(follow_up)]

    assert codes == ["not-shown", "orphaned"]


@pytest.mark.parametrize("changes", [{"stance": "disputes"}, {"modality": "denied"}, {"stance": "context"}])
def test_passage_that_does_not_support_shows_nothing(changes: dict[str, str]) -> None:
    claim = ClaimFactory()
    follow_up = recorded(status="implemented", claim=claim)
    claim.evidence.update(**changes)

    assert [code for code, _ in refusals(follow_up)][:2] == ["not-shown", "no-evidence"]


def test_figures_of_the_note_must_stand_in_the_claim_or_be_its_day() -> None:
    follow_up = recorded(note="On 4 May 2026 they promised €40 million for 12 newsrooms.")

    assert refusals(follow_up) == [
        (
            "unproven-figure",
            f"Recommendation {follow_up.recommendation.key}, follow_ups: the note gives 40 million, 12, which no claim "
            "chosen there holds. Choose one that does, or leave the figure out. (accepted, 4 May 2026)",
        )
    ]


def test_edition_is_refused_for_the_same_reasons() -> None:
    item = factories.RecommendationFactory(key="fund")
    brief = factories.approved(BriefFactory(recommendations=[item]))
    recorded(item, note="They promised €40 million.")
    FollowUp.objects.create(recommendation=item, status="implemented", dated=MAY, claim=ClaimFactory(evidence=False))

    with pytest.raises(PublishRefused) as refused:
        factories.publish_edition(brief=brief, by=publisher(), update_type="minor", change_note="")

    codes = [issue.code for issue in refused.value.issues if issue.field == "follow_ups"]
    assert sorted(codes) == ["not-shown", "unproven-figure"]


def test_what_readers_know_is_not_told_twice() -> None:
    follow_up = recorded()
    told(follow_up)

    with pytest.raises(NotAllowed, match="Readers know this already"):
        told(follow_up)


def test_follow_up_that_an_edition_holds_is_not_told_again() -> None:
    item = factories.RecommendationFactory()
    follow_up = recorded(item)
    published(BriefFactory(recommendations=[item]))

    with pytest.raises(NotAllowed, match="Readers know this already"):
        told(follow_up)
    assert waiting() == []


def test_wrong_one_is_replaced_and_both_stay() -> None:
    follow_up = recorded(note="They agreed.")
    first = told(follow_up)
    mend(follow_up, status="rejected", note="They declined.")

    second = told(follow_up)

    assert (second.number, second.replaces, second.parse().replaces_sha256) == (2, first, first.sha256)
    assert second.parse().corrects == first.parse().entry()
    assert list(PublishedFollowUp.objects.standing()) == [second]
    assert list(PublishedFollowUp.objects.standing(first.published_at)) == [first]


def test_correction_of_what_an_edition_holds_says_what_it_held() -> None:
    item = factories.RecommendationFactory()
    follow_up = recorded(item, note="They agreed.")
    published(BriefFactory(recommendations=[item]))
    mend(follow_up, status="rejected", note="They declined.")

    row = told(follow_up)

    corrects = row.parse().corrects
    assert corrects is not None
    assert (corrects.status, corrects.note, row.replaces) == ("accepted", "They agreed.", None)


def test_published_answer_is_not_moved_to_another_recommendation() -> None:
    follow_up = recorded()
    told(follow_up)
    mend(follow_up, recommendation=public_recommendation())

    with pytest.raises(PublishRefused) as refused:
        told(follow_up)

    assert [issue.code for issue in refused.value.issues] == ["moved"]


def test_what_waits_is_what_was_recorded_or_changed_since_readers_were_told() -> None:
    known = recorded(dated=date(2026, 5, 1))
    told(known)
    changed = recorded(dated=date(2026, 5, 3))
    told(changed)
    mend(changed, note="Other words.")
    new = recorded(dated=date(2026, 5, 2))

    assert waiting() == [new.pk, changed.pk]


def test_what_was_changed_and_changed_back_waits_no_longer() -> None:
    follow_up = recorded(note="One.")
    told(follow_up)
    mend(follow_up, note="Two.")
    assert waiting() == [follow_up.pk]

    mend(follow_up, note="One.")

    assert waiting() == []


def test_finding_what_waits_costs_the_same_for_one_and_for_three() -> None:
    counts = []
    for _ in range(3):
        follow_up = recorded(claim=ClaimFactory())
        RecommendationClaim.objects.create(recommendation=follow_up.recommendation, claim=ClaimFactory(), position=9)
        with CaptureQueriesContext(connection) as queries:
            found = len(waiting())
        counts.append(len(queries))
    assert (found, counts) == (3, [4, 4, 4])
