"""Small words: clocks of 24 hours, names without doors that stay shut, keys as they are, cities for zones."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from briefs.publishing.editions.scheduling import NoSuchMoment, find_zone
from tests import factories
from tests.admin.pages import change_url, open_form
from tests.admin.test_acts import act_url
from tests.follow_ups import recorded, told

pytestmark = pytest.mark.django_db
AsRole = Callable[[str], Client]


def test_clock_has_24_hours() -> None:
    moment = datetime(2026, 11, 22, 5, 11, tzinfo=UTC)
    assert date_format(moment, "DATETIME_FORMAT") == "22 November 2026, 05:11"
    assert date_format(moment, "TIME_FORMAT") == "05:11"


def test_lists_of_the_desk_know_no_half_days(as_role: AsRole) -> None:
    factories.published()
    for noun in ("edition", "event", "approval"):
        page = as_role("publisher").get(f"/admin/briefs/{noun}/").content.decode()
        assert "a.m." not in page
        assert "p.m." not in page


def test_account_is_linked_for_those_alone_who_may_open_it(as_role: AsRole, root_client: Client) -> None:
    edition = factories.published()
    approval = edition.brief.approvals.get()
    answer = told(recorded())
    for row in (edition, approval, answer):
        for client, links in ((as_role("publisher"), 0), (root_client, 1)):
            page = client.get(change_url(row)).content.decode()
            assert ("/admin/auth/user/" in page.split('id="content"')[1]) == bool(links), row
    page = as_role("publisher").get(change_url(edition)).content.decode()
    assert "Published by:" in page
    assert factories.publisher().get_username() in page.split("Published by:")[1][:200]


def test_key_of_a_recommendation_stays_as_it_is_in_the_story(as_role: AsRole) -> None:
    item = factories.RecommendationFactory(key="rsf-closure")
    brief = factories.published(factories.BriefFactory(recommendations=[item])).brief
    recorded(item)
    for url in (change_url(brief).replace("change/", "story/"), "/admin/briefs/event/"):
        page = as_role("author").get(url).content.decode()
        assert "rsf-closure: " in page
        assert "Rsf-closure" not in page


@pytest.mark.parametrize("city", ["Brussels", "brussels", " BRUSSELS "])
def test_city_alone_names_its_zone(city: str) -> None:
    assert find_zone(city).key == "Europe/Brussels"


def test_city_of_several_zones_is_refused_with_their_names() -> None:
    with pytest.raises(NoSuchMoment, match=r"could be America/Kentucky/Louisville or America/Louisville\. Write which"):
        find_zone("Louisville")


@pytest.mark.parametrize("name", ["", "Atlantis", "/", "sels"])
def test_name_of_no_place_is_refused(name: str) -> None:
    with pytest.raises(NoSuchMoment, match="is no time zone"):
        find_zone(name)


def test_publisher_starts_from_the_zone_last_chosen_and_others_from_the_desks(as_role: AsRole) -> None:
    later = timezone.now() + timedelta(days=3)
    factories.published(live_from=later, zone="Asia/Bishkek")
    page = act_url(factories.approved(), "publish")
    assert open_form(as_role("publisher"), page)["zone"] == "Asia/Bishkek"


def test_button_names_both_that_can_happen(as_role: AsRole) -> None:
    page = as_role("publisher").get(act_url(factories.approved(), "publish")).content.decode()
    assert ">Publish or schedule</button>" in page
