"""A schedule undone: the edition never goes out, and the brief can be published now or scheduled again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from briefs.desk.models import Brief, Event
from briefs.publishing import (
    NotAllowed,
    build_content,
    open_to_withdrawal,
    publish_edition,
    scheduled_editions,
    unschedule_edition,
    withdraw_brief,
)
from briefs.record.models import Edition, Embargo, Withdrawal
from tests.factories import approved, author, editor, published, publisher
from tests.record.test_visibility import second_edition

pytestmark = pytest.mark.django_db


def next_week():
    return timezone.now().replace(microsecond=0) + timedelta(days=7)


def undo(brief: Brief, edition: int = 1) -> Withdrawal:
    return unschedule_edition(brief=brief, edition=edition, by=publisher())


def test_undone_edition_never_goes_out_and_the_brief_is_approved_again():
    edition = published(live_from=next_week())
    withdrawal = undo(edition.brief)
    assert withdrawal.explanation == "The schedule was undone."
    afterwards = next_week() + timedelta(days=1)
    assert edition not in Edition.objects.public(afterwards)
    brief = Brief.objects.get(pk=edition.brief_id)
    assert (brief.state, scheduled_editions(brief)) == ("approved", [])
    event = Event.objects.filter(noun="brief", kind="schedule undone").get()
    assert (event.content_sha256, event.detail) == (build_content(brief).sha256(), "Edition 1 never goes out.")


def test_publisher_schedules_undoes_and_publishes_now():
    edition = published(live_from=next_week())
    undo(edition.brief)
    brief = Brief.objects.get(pk=edition.brief_id)
    second = publish_edition(brief=brief, by=publisher(), update_type="major", change_note="First edition.")
    assert (second.number, second.previous_sha256) == (2, edition.sha256)
    assert Edition.objects.live().get() == second
    kinds = Event.objects.filter(noun="brief", object_id=brief.pk).values_list("kind", flat=True)
    assert list(kinds)[:3] == ["published", "schedule undone", "scheduled"]


def test_brief_whose_claim_changed_since_is_a_draft_after_its_schedule_is_undone():
    edition = published(live_from=next_week())
    claim = edition.brief.recommendations.get().claims.get()
    claim.statement = "A court overturned the closure of the outlet."
    claim.save()
    undo(edition.brief)
    assert Brief.objects.get(pk=edition.brief_id).state == "draft"


def test_draft_begun_after_scheduling_stays_a_draft():
    edition = published(live_from=next_week())
    brief = Brief.objects.get(pk=edition.brief_id)
    brief.title, brief.state = "Another title", "draft"
    brief.save()
    undo(brief)
    assert Brief.objects.get(pk=edition.brief_id).state == "draft"


def test_schedule_of_an_earlier_edition_undone_leaves_the_brief_published():
    first = published(live_from=next_week())
    second = second_edition(first, live_from=next_week() + timedelta(days=1))
    undo(first.brief, edition=1)
    assert Brief.objects.get(pk=first.brief_id).state == "published"
    assert scheduled_editions(first.brief) == [second]


@pytest.mark.parametrize("number", [1, 2, 10**12])
def test_only_a_scheduled_edition_can_be_undone(number):
    first = published()
    with pytest.raises(NotAllowed, match=f"Edition {number} of this brief is not scheduled"):
        undo(first.brief, edition=number)
    assert not Withdrawal.objects.exists()


def test_schedule_is_undone_once():
    edition = published(live_from=next_week())
    undo(edition.brief)
    with pytest.raises(NotAllowed, match="is not scheduled"):
        undo(edition.brief)


@pytest.mark.parametrize("by", [author, editor])
def test_only_a_publisher_undoes_a_schedule(by):
    edition = published(live_from=next_week())
    with pytest.raises(NotAllowed, match="may not undo a schedule"):
        unschedule_edition(brief=edition.brief, edition=1, by=by())


def test_scheduled_edition_is_not_withdrawn_but_undone():
    first = published()
    second_edition(first, live_from=next_week())
    assert [edition.number for edition in open_to_withdrawal(first.brief)] == [1]
    with pytest.raises(NotAllowed, match="Edition 2 of this brief is not live"):
        withdraw_brief(brief=first.brief, edition=2, by=publisher(), explanation="Not yet.")


def test_edition_after_an_undone_one_may_go_out_before_its_time_and_keeps_the_chain():
    first = published()
    second = second_edition(first, live_from=next_week())
    undo(first.brief, edition=2)
    brief = Brief.objects.get(pk=first.brief_id)
    brief.title, brief.state = "A third title", "draft"
    brief.save()
    third = published(brief, change_note="A third title.")
    assert (third.number, third.previous_sha256) == (3, second.sha256)
    assert Edition.objects.live().get() == third


def test_scheduled_edition_keeps_its_zone_and_its_embargo_notice():
    edition = published(live_from=next_week(), zone="Asia/Bishkek", embargo=" Not before\u00a0then. ")
    embargo = Embargo.objects.get(edition=edition)
    assert (embargo.zone, embargo.notice) == ("Asia/Bishkek", "Not before then.")
    assert Embargo.objects.filter(edition=published(live_from=next_week())).get().zone == "UTC"


def test_edition_published_now_has_no_embargo():
    publish_edition(brief=approved(), by=publisher(), update_type="minor", change_note="", zone="Asia/Bishkek")
    assert not Embargo.objects.exists()
