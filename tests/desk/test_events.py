"""Events: each act leaves one, in its transaction, with one id for all its rows; and none is ever changed."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client

from briefs.desk.acts import act, current_act
from briefs.desk.models import Approval, Brief, Claim, Event, Evidence, StandingReason
from briefs.desk.services.events import record_event, row_sha256
from tests import factories
from tests.admin.pages import change_url, login, open_form

pytestmark = pytest.mark.django_db
COURT = "A court upheld the closure of the outlet."


@pytest.fixture
def root_client() -> Client:
    return login(get_user_model().objects.create_superuser("root"))


def told() -> list[tuple[str, str, str]]:
    return [(e.by.get_username() if e.by else "", e.noun, str(e.kind)) for e in Event.objects.order_by("pk")]


def make_event(**fields: Any) -> Event:
    return record_event(
        **{"kind": Event.Kind.CHANGED, "on": factories.ClaimFactory(), "by": factories.editor(), **fields}
    )


def make_reason() -> StandingReason:
    edition = factories.published()
    return StandingReason.objects.create(
        edition=edition, noun="claim", key="x", entry_sha256="0" * 64, reason="It stands.", given_by=factories.editor()
    )


@pytest.mark.parametrize("make", [make_event, factories.approved, make_reason], ids=["event", "approval", "reason"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_database_refuses_to_change_or_delete_what_was_said(make: Any, statement: str) -> None:
    made = make()
    model: Any = Approval if isinstance(made, Brief) else type(made)
    before = list(model.objects.values())

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(model._meta.db_table))

    assert list(model.objects.values()) == before != []


def test_act_that_is_rolled_back_leaves_no_event() -> None:
    claim, editor = factories.ClaimFactory(), factories.editor()

    def half_done() -> None:
        with transaction.atomic():
            claim.note = "Seen."
            claim.save()
            record_event(kind=Event.Kind.CHANGED, on=claim, by=editor)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_done()

    assert (Event.objects.count(), Claim.objects.get().note) == (0, "")


def test_event_names_the_text_it_was_done_to() -> None:
    claim = factories.ClaimFactory()
    event = make_event(on=claim)
    assert event.content_sha256 == row_sha256(claim)
    claim.statement = "Another."
    assert row_sha256(claim) != event.content_sha256


def test_rows_of_one_act_share_its_id_and_the_next_act_has_another() -> None:
    claim = factories.ClaimFactory()
    with act() as first:
        claim.save()
        assert make_event(on=claim).act == first
        with act() as inner:
            assert inner == first
    assert claim.history.first().act == first
    assert current_act() != first


def test_save_that_changes_something_tells_and_one_that_does_not_is_silent(root_client: Client) -> None:
    claim = factories.ClaimFactory()
    form = open_form(root_client, change_url(claim))

    assert root_client.post(change_url(claim), form).status_code == 302
    assert told() == []
    assert root_client.post(change_url(claim), form | {"note": "Seen."}).status_code == 302

    assert told() == [("root", "claim", "changed")]


def test_change_of_a_row_alone_is_a_change_of_the_claims_text(root_client: Client) -> None:
    claim = factories.ClaimFactory()
    hashes = []
    for stance in ("qualifies", "supports"):
        form = open_form(root_client, change_url(claim)) | {"evidence-0-stance": stance}
        assert root_client.post(change_url(claim), form).status_code == 302
        hashes.append(Event.objects.latest("pk").content_sha256)

    assert told() == [("root", "claim", "changed")] * 2
    assert hashes[0] != hashes[1]
    assert Evidence.history.first().act == Event.objects.latest("pk").act


def test_refused_save_tells_nothing(root_client: Client) -> None:
    claim = factories.ClaimFactory()
    form = open_form(root_client, change_url(claim)) | {"statement": ""}
    assert root_client.post(change_url(claim), form).status_code == 200
    assert told() == []


def test_added_capture_is_told_once_by_the_hash_of_its_text(root_client: Client) -> None:
    article = factories.ArticleFactory()
    url = "/admin/briefs/capture/add/"
    form = open_form(root_client, url) | {"article": str(article.pk), "kind": "digest", "raw_text": "Once."}

    assert root_client.post(url, form).status_code == 302

    assert told() == [("root", "capture", "added")]
    assert Event.objects.get().content_sha256 == article.captures.get().text_sha256


def test_deletion_of_several_tells_of_each_in_one_act(root_client: Client) -> None:
    claims = [factories.ClaimFactory(), factories.ClaimFactory()]
    page = root_client.post(
        "/admin/briefs/claim/", {"action": "delete_selected", "_selected_action": [c.pk for c in claims]}
    )
    form = {"action": "delete_selected", "post": "yes", "_selected_action": [c.pk for c in claims]}
    form["started_from"] = [f"{c.pk}:{c.version}" for c in claims]

    assert page.status_code == 200
    assert root_client.post("/admin/briefs/claim/", form).status_code == 302

    assert Claim.objects.count() == 0
    assert told() == [("root", "claim", "deleted")] * 2
    assert len(set(Event.objects.values_list("act", flat=True))) == 1


def test_deletion_of_several_that_is_refused_leaves_no_event(root_client: Client) -> None:
    claims = [factories.ClaimFactory(), factories.ClaimFactory()]
    form = {
        "action": "delete_selected",
        "post": "yes",
        "_selected_action": [c.pk for c in claims],
        "started_from": ["0:0"],
    }

    root_client.post("/admin/briefs/claim/", form)

    assert (Claim.objects.count(), told()) == (2, [])


def test_account_with_events_cannot_be_deleted_and_the_page_says_what_to_do(root_client: Client) -> None:
    event = make_event()
    assert event.by is not None

    with pytest.raises(ProtectedError):
        event.by.delete()

    alone = root_client.get(f"/admin/auth/user/{event.by.pk}/delete/").content.decode()
    several = root_client.post(
        "/admin/auth/user/", {"action": "delete_selected", "_selected_action": [event.by.pk]}
    ).content.decode()
    assert "The account “editor” cannot be deleted: 1 thing in the record" in alone
    assert "untick “Active” and save" in alone
    assert "Not all of these accounts can be deleted" in several
    root_client.post(f"/admin/auth/user/{event.by.pk}/delete/", {"post": "yes"})
    assert get_user_model().objects.filter(pk=event.by.pk).exists()


class TestListOfEvents:
    URL = "/admin/briefs/event/"

    def test_can_be_read_searched_and_filtered(self, root_client: Client) -> None:
        make_event(on=factories.ClaimFactory(key="one"))
        make_event(on=factories.ClaimFactory(key="two"), kind=Event.Kind.DELETED)
        page = root_client.get(self.URL).content.decode()
        assert ("one" in page, "two" in page) == (True, True)
        for query in ("?q=one", "?kind__exact=changed"):
            rows = root_client.get(self.URL + query).context["cl"].result_list
            assert [event.name for event in rows] == ["one"]
        assert root_client.get(self.URL + "?q=%00").status_code == 200

    def test_cannot_be_written(self, root_client: Client) -> None:
        event = make_event()
        assert root_client.get(f"{self.URL}add/").status_code == 403
        assert root_client.post(f"{self.URL}{event.pk}/delete/", {"post": "yes"}).status_code == 403
        assert "delete_selected" not in root_client.get(self.URL).content.decode()
        assert Event.objects.count() == 1

    def test_event_leads_to_its_act(self, root_client: Client) -> None:
        event = make_event()
        answer = root_client.get(f"{self.URL}{event.pk}/change/")
        assert (answer.status_code, answer["Location"]) == (302, f"/admin/acts/{event.act}/")

    @pytest.mark.parametrize("role", ["author", "editor", "publisher"])
    def test_is_open_to_every_role(self, role: str) -> None:
        assert login(getattr(factories, role)()).get(self.URL).status_code == 200
