"""What pages send about their forms is kept, or refused in a sentence; and they learn who else is there."""

import json
from typing import Any

import pytest
from django.test import Client

from briefs.desk.models import Actor, WorkingCopy
from tests import factories
from tests.admin.pages import change_url, login
from tests.admin.typed import URL, message, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Any:
    return factories.editor()


@pytest.fixture
def actor() -> Actor:
    return factories.ActorFactory(name="As stored", description="One.\nTwo.")


def test_page_that_keeps_a_text_is_told_when(actor: Actor, person: Any) -> None:
    answer = send(login(person), message(actor, person))

    copy = WorkingCopy.objects.get()
    assert answer.status_code == 200
    assert answer.json() == {"kept_at": f"{copy.typed_at:%H:%M:%S}", "others": []}
    assert (copy.fields, copy.started_from, copy.owner) == ({"name": ["Typed"]}, 1, person)
    assert "no-store" in answer["Cache-Control"]


def test_message_can_be_a_form_as_a_beacon_sends_it(actor: Actor, person: Any) -> None:
    answer = login(person).post(URL, {"message": json.dumps(message(actor, person))})

    assert (answer.status_code, WorkingCopy.objects.count()) == (200, 1)


def test_page_learns_who_else_is_there(actor: Actor, person: Any) -> None:
    send(login(factories.author()), message(actor, factories.author(), tab="tab-of-author"))
    answer = send(login(person), message(actor, person, fields=None))

    [sentence] = answer.json()["others"]
    since = WorkingCopy.objects.get(tab="tab-of-author").opened_at
    assert sentence == f"author has been editing since {since:%H:%M}."
    page = login(person).get(change_url(actor)).content.decode()
    assert sentence in page


def test_page_that_closes_is_no_longer_there(actor: Actor, person: Any) -> None:
    author = factories.author()
    send(login(author), message(actor, author, fields=None))
    send(login(author), message(actor, author, fields=None, closes=True))

    assert send(login(person), message(actor, person)).json()["others"] == []


def test_own_second_tab_is_told_of(actor: Actor, person: Any) -> None:
    client = login(person)
    send(client, message(actor, person))
    answer = send(client, message(actor, person, tab="another-tab"))

    assert answer.json()["others"][0].startswith("You have been editing this in another tab since ")


def test_logged_out_page_is_told_so_without_a_redirect(client: Client, actor: Actor, person: Any) -> None:
    assert send(client, message(actor, person)).status_code == 401
    assert client.get(URL).json() == {"sentence": "You are not logged in."}


def test_text_of_one_is_never_kept_as_that_of_whoever_logged_in_next(actor: Actor, person: Any) -> None:
    answer = send(login(factories.author()), message(actor, person))

    assert answer.status_code == 401
    assert answer.json()["sentence"].startswith("You are logged in as author now")
    assert WorkingCopy.objects.count() == 0


def test_token_for_the_page_is_given_to_those_logged_in(person: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    given = client.get(URL).json()
    sent = message(factories.ActorFactory(), person)

    assert given["user"] == person.pk
    assert send(client, sent).status_code == 403
    answer = client.post(
        URL, json.dumps(sent), content_type="application/json", headers={"X-CSRFToken": given["token"]}
    )
    assert answer.status_code == 200


def test_role_that_may_not_change_the_noun_is_refused(person: Any) -> None:
    reader = factories.UserFactory(username="reader", is_staff=True)
    actor = factories.ActorFactory()

    assert send(login(reader), message(actor, reader)).status_code == 403
    assert send(login(reader), message(actor, reader, object_id=0)).status_code == 403
    assert WorkingCopy.objects.count() == 0


BAD = [
    {"noun": "user"},
    {"noun": "nobody"},
    {"noun": ["brief"]},
    {"noun": None},
    {"object_id": -1},
    {"object_id": "1"},
    {"object_id": 2**63},
    {"object_id": True},
    {"turn": 1.5},
    {"turn": 2**40},
    {"started_from": "x"},
    {"tab": "short"},
    {"tab": "x" * 41},
    {"tab": "../../etc/passwd"},
    {"tab": 7},
    {"fields": []},
    {"fields": {"a": "b"}},
    {"fields": {"a": [1]}},
    {"fields": {"a" * 201: ["b"]}},
    {"fields": {str(n): [""] for n in range(5_001)}},
    {"replaces": "all"},
]


@pytest.mark.parametrize("bad", BAD, ids=[str(bad)[:40] for bad in BAD])
def test_hostile_message_is_refused_in_a_sentence(actor: Actor, person: Any, bad: dict[str, Any]) -> None:
    answer = send(login(person), message(actor, person) | bad)

    assert answer.status_code == 400
    assert answer.json()["sentence"].endswith("Reload the page.") or "Reload it." in answer.json()["sentence"]
    assert WorkingCopy.objects.count() == 0


@pytest.mark.parametrize("body", ["", "{", "[]", "7", "null", "[" * 100_000])
def test_what_is_no_message_is_refused_in_a_sentence(person: Any, body: str) -> None:
    answer = login(person).post(URL, body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["sentence"].startswith("The page sent something")


def test_nul_and_half_characters_are_kept_as_what_shows_them(actor: Actor, person: Any) -> None:
    send(login(person), message(actor, person, fields={"name": ["a\x00b\ud800c"]}))

    assert WorkingCopy.objects.get().fields == {"name": ["a�b�c"]}


def test_megabyte_is_kept_and_five_are_refused_with_the_limit(actor: Actor, person: Any) -> None:
    client = login(person)

    assert send(client, message(actor, person, fields={"note": ["a" * 2**20]})).status_code == 200
    refused = send(client, message(actor, person, turn=2, fields={"note": ["a" * 5 * 2**20]}))
    assert refused.status_code == 413
    assert "4 MB is the most that is kept" in refused.json()["sentence"]
    assert len(WorkingCopy.objects.get().fields["note"][0]) == 2**20
