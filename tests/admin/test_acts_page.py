"""One act as a whole: its events and every row it wrote, field by field."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefs.desk.acts import act
from briefs.desk.models import Claim, Event, Evidence
from briefs.desk.services.act_rows import MOST, acts_with_rows, rows_of_act
from tests import factories
from tests.admin.pages import change_url, login, open_form

pytestmark = pytest.mark.django_db


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(page)).split())


def save(client: Client, row: object, **fields: str) -> Event:
    form = open_form(client, change_url(row))
    assert client.post(change_url(row), form | fields).status_code == 302
    return Event.objects.latest("pk")


def test_shows_each_row_with_what_changed_in_it(root_client: Client) -> None:
    claim, topic = factories.ClaimFactory(key="upheld"), factories.TopicFactory(slug="courts", name="Courts")
    event = save(
        root_client, claim, statement="Two courts upheld it.", topics=topic.slug, **{"evidence-0-stance": "qualifies"}
    )

    page = words_of(root_client.get(f"/admin/acts/{event.act}/").content.decode())

    assert "root : claim upheld changed" in page
    assert event.content_sha256 in page
    assert "Claim upheld changed" in page
    assert "[removed: A court ] [added: Two courts ]" in page
    assert "Topics [added: Courts ]" in page
    assert "Stance [removed: Supports ] [added: Qualifies ]" in page


def test_row_saved_several_times_in_one_act_is_one_change() -> None:
    claim, country = factories.ClaimFactory(), factories.CountryFactory()
    with act() as number:
        for note in ("First.", "Second."):
            claim.note = note
            claim.save()
        claim.countries.add(country)

    (row,) = rows_of_act(number).rows

    assert [(change.label, change.old, change.new) for change in row.changes] == [
        ("Note", "", "Second."),
        ("Countries", "", "Kyrgyzstan"),
    ]


def test_added_and_deleted_rows_show_what_they_hold() -> None:
    with act() as added:
        claim = factories.ClaimFactory(statement="It stood.", evidence=False)
    with act() as deleted:
        claim.delete()

    (there,), (gone,) = rows_of_act(added).rows, rows_of_act(deleted).rows

    assert (there.what, gone.what) == ("added", "deleted")
    assert ("Statement", "", "It stood.") in [(c.label, c.old, c.new) for c in there.changes]
    assert ("Statement", "It stood.", "") in [(c.label, c.old, c.new) for c in gone.changes]


def test_row_that_points_to_something_deleted_says_so() -> None:
    claim = factories.ClaimFactory()
    with act() as number:
        Evidence.objects.get().delete()
    pk = claim.pk
    claim.delete()

    changes = {change.label: change.old for change in rows_of_act(number).rows[0].changes}

    assert changes["Claim"] == f"number {pk}, deleted since"


def test_act_of_very_many_rows_shows_some_and_says_so(root_client: Client) -> None:
    with act() as number:
        for _ in range(MOST + 1):
            factories.TopicFactory()

    found = rows_of_act(number)

    assert (len(found.rows), found.left_out) == (MOST, ("topics",))
    assert (
        "Only the first 100 rows each are shown of topics."
        in root_client.get(f"/admin/acts/{number}/").content.decode()
    )


def test_page_makes_the_same_queries_however_many_rows_there_are(root_client: Client) -> None:
    counts = []
    for number in (1, 3):
        country = factories.CountryFactory()
        with act() as made:
            for _ in range(number):
                claim = factories.ClaimFactory()
                claim.countries.add(country)
        root_client.get(f"/admin/acts/{made}/")
        with CaptureQueriesContext(connection) as queries:
            root_client.get(f"/admin/acts/{made}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 50


def test_acts_that_wrote_no_row_are_told_from_those_that_did() -> None:
    with act() as wrote:
        factories.TopicFactory()
    other = uuid4()
    with CaptureQueriesContext(connection) as queries:
        assert acts_with_rows([wrote, other]) == {wrote}
    assert len(queries) == 1


def test_page_is_for_those_who_may_see_events_and_is_kept_nowhere(root_client: Client) -> None:
    with act() as number:
        factories.TopicFactory()
    url = f"/admin/acts/{number}/"

    assert login(factories.UserFactory(username="stranger")).get(url).status_code == 403
    assert login(factories.author()).get(url).status_code == 200
    assert Client().get(url).status_code == 302
    assert "no-store" in root_client.get(url)["Cache-Control"]
    assert root_client.get(f"/admin/acts/{uuid4()}/").status_code == 404
    assert root_client.get("/admin/acts/nothing/").status_code == 404
    assert Claim.objects.count() == 0
