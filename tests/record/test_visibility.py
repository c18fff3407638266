from datetime import timedelta

import pytest
from django.utils import timezone

from briefs.desk.models import Brief
from briefs.publishing import withdraw_brief
from briefs.record.models import Edition, PublishedClaim
from briefs.record.queries import is_withdrawn, live_edition, live_rows, public_edition, standing_editions
from tests.factories import BriefFactory, approved, published, publisher

pytestmark = pytest.mark.django_db


def second_edition(first: Edition, **publication):
    brief = Brief.objects.get(pk=first.brief_id)
    brief.title = "A new title"
    brief.state = "draft"
    brief.save()
    return published(brief, change_note="A new title.", **publication)


def test_live_gives_the_newest_edition_of_each_brief():
    first = published()
    other = published()
    second = second_edition(first)
    assert set(Edition.objects.live()) == {second, other}


def test_scheduled_edition_is_not_live_until_its_time_and_then_needs_no_job():
    first = published()
    tomorrow = timezone.now() + timedelta(days=1)
    scheduled = second_edition(first, live_from=tomorrow)
    assert list(Edition.objects.live()) == [first]
    assert list(Edition.objects.live(tomorrow + timedelta(seconds=1))) == [scheduled]
    assert public_edition(first.slug, 2) is None
    assert PublishedClaim.objects.live().values_list("edition", flat=True).distinct().get() == first.pk


def test_as_of_gives_the_edition_readers_got_at_that_moment():
    first = published()
    later = timezone.now() + timedelta(days=2)
    second = second_edition(first, live_from=later)
    assert Edition.objects.as_of(later - timedelta(seconds=1)).get() == first
    assert Edition.objects.as_of(later).get() == second
    assert not Edition.objects.as_of(first.live_from - timedelta(days=1)).exists()


def test_withdrawn_edition_stays_live_with_its_notice_but_leaves_lists_and_indexes():
    edition = published()
    withdraw_brief(brief=edition.brief, edition=1, by=publisher(), explanation="A source was forged.")
    live = live_edition(edition.slug)
    assert live is not None
    assert is_withdrawn(live)
    assert not standing_editions().exists()
    assert not PublishedClaim.objects.live().exists()


def test_new_edition_after_a_withdrawal_stands_again():
    edition = published()
    withdraw_brief(brief=edition.brief, edition=1, by=publisher(), explanation="A source was forged.")
    second = second_edition(edition)
    assert standing_editions().get() == second


def test_newest_gives_one_row_a_key_from_the_edition_that_went_live_last():
    first = published()
    key = PublishedClaim.objects.live().first().key
    other = published(BriefFactory(body=f"## Again\n\nThe court upheld it [@{key}].", key_messages="A message."))
    rows = PublishedClaim.objects.newest().filter(key=key)
    assert [row.edition_id for row in rows] == [other.pk]
    assert [row.edition_id for row in PublishedClaim.objects.for_key(key)] == [other.pk, first.pk]


def test_edition_scheduled_first_is_the_newest_of_a_key_once_it_is_live():
    tomorrow = timezone.now() + timedelta(days=1)
    scheduled = published(live_from=tomorrow)
    key = scheduled.parse().claims[0].key
    today = published(BriefFactory(body=f"## Again\n\nThe court upheld it [@{key}].", key_messages="A message."))
    for moment, expected in ((None, [today]), (tomorrow, [scheduled, today])):
        rows = PublishedClaim.objects.for_key(key, moment)
        assert [row.edition for row in rows] == expected
        assert [row.edition for row in live_rows(PublishedClaim, [key], moment)] == expected
        assert [row.edition for row in PublishedClaim.objects.newest(moment).filter(key=key)] == expected[:1]


def test_newest_takes_the_edition_written_last_when_two_go_live_at_once():
    moment = timezone.now() + timedelta(days=1)
    first = published(live_from=moment)
    key = first.parse().claims[0].key
    body = f"## Again\n\nThe court upheld it [@{key}]."
    second = published(BriefFactory(body=body, key_messages="A message."), live_from=moment)
    assert [row.edition for row in PublishedClaim.objects.for_key(key, moment)] == [second, first]
    assert [row.edition for row in PublishedClaim.objects.newest(moment).filter(key=key)] == [second]


def test_live_edition_is_one_query_with_its_notices(django_assert_num_queries):
    edition = published()
    with django_assert_num_queries(1):
        live = live_edition(edition.slug)
        assert live is not None
        assert is_withdrawn(live) is False
        live.parse()


def test_draft_never_published_is_nowhere_in_the_record():
    approved()
    assert not Edition.objects.exists()
