"""Unsaved text is offered to whoever typed it, taken back into the form, and let go once it is saved."""

from typing import Any

import pytest

from briefs.desk.models import Actor, Recommendation, WorkingCopy
from tests import factories
from tests.admin.pages import change_url, login, open_form, read_form
from tests.admin.typed import URL, keep, message, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Any:
    return factories.editor()


@pytest.fixture
def actor() -> Actor:
    return factories.ActorFactory(name="As stored", description="One.\nTwo.")


def test_unsaved_text_is_offered_with_what_it_changes(actor: Actor, person: Any) -> None:
    client = login(person)
    copy = keep(client, actor, person, name="As typed")

    page = client.get(change_url(actor)).content.decode()
    assert f"You have unsaved text from {copy.typed_at:%H:%M}" in page
    assert "stored" in page.split("[removed: ")[1]
    assert "typed" in page.split("[added: ")[1]
    assert f'href="?restore={copy.pk}"' in page


def test_unsaved_text_is_offered_to_nobody_else(actor: Actor, person: Any) -> None:
    copy = keep(login(person), actor, person, name="As typed")
    other = login(factories.author())

    assert "unsaved text" not in other.get(change_url(actor)).content.decode()
    assert open_form(other, f"{change_url(actor)}?restore={copy.pk}")["name"] == "As stored"
    assert other.get(f"{URL}{copy.pk}/").status_code == 404
    assert other.post(f"{URL}{copy.pk}/").status_code == 404
    assert WorkingCopy.objects.count() == 1


def test_text_that_says_what_is_stored_is_not_offered(actor: Actor, person: Any) -> None:
    client = login(person)
    keep(client, actor, person, description="One.\r\nTwo.")

    assert "unsaved text" not in client.get(change_url(actor)).content.decode()


def test_text_taken_back_stands_in_the_form_and_is_saved_once_posted(actor: Actor, person: Any) -> None:
    client = login(person)
    copy = keep(client, actor, person, name="As typed")

    form = open_form(client, f"{change_url(actor)}?restore={copy.pk}")
    assert (form["name"], form["working_copy_restored"]) == ("As typed", str(copy.pk))
    assert Actor.objects.get().name == "As stored"
    assert client.post(change_url(actor), form).status_code == 302
    assert Actor.objects.get().name == "As typed"
    assert WorkingCopy.objects.count() == 0


def test_taking_back_never_saves_even_what_is_valid(actor: Actor, person: Any) -> None:
    client = login(person)
    copy = keep(client, actor, person, name="As typed")

    client.get(f"{change_url(actor)}?restore={copy.pk}")

    actor.refresh_from_db()
    assert (actor.name, actor.version, WorkingCopy.objects.count()) == ("As stored", 1, 1)


def test_text_taken_back_still_meets_what_was_stored_since(actor: Actor, person: Any) -> None:
    client = login(person)
    copy = keep(client, actor, person, description="One, mine.\nTwo.")
    actor.description = "One, theirs.\nTwo."
    actor.save()

    assert "you will see both texts" in client.get(change_url(actor)).content.decode()
    refused = client.post(change_url(actor), open_form(client, f"{change_url(actor)}?restore={copy.pk}"))
    assert refused.status_code == 200
    assert "Two edits met" in refused.content.decode()
    assert Actor.objects.get().description == "One, theirs.\nTwo."


def test_refused_save_keeps_the_copy_and_a_good_one_lets_it_go(actor: Actor, person: Any) -> None:
    client = login(person)
    keep(client, actor, person, name="As typed")
    form = open_form(client, change_url(actor)) | {"working_copy_tab": "tab-of-a-page", "name": ""}

    refused = client.post(change_url(actor), form)
    assert (refused.status_code, WorkingCopy.objects.count()) == (200, 1)
    again = read_form(refused)
    assert again["working_copy_tab"] == "tab-of-a-page"
    assert client.post(change_url(actor), again | {"name": "As typed"}).status_code == 302
    assert WorkingCopy.objects.count() == 0


def test_new_thing_is_kept_given_back_and_let_go(person: Any) -> None:
    client = login(person)
    sent = message(Actor(), person, object_id=0, started_from=None, fields={"name": ["New"], "kind": ["outlet"]})
    send(client, sent)
    url = "/admin/briefs/actor/add/"

    page = client.get(url).content.decode()
    assert "You have unsaved text from" in page
    form = open_form(client, f"{url}?restore={WorkingCopy.objects.get().pk}")
    assert form["name"] == "New"
    form |= {"slug": "new"}
    assert client.post(url, form | {"kind": Actor.Kind.values[0]}).status_code == 302
    assert (Actor.objects.get().name, WorkingCopy.objects.count()) == ("New", 0)


def test_rows_of_a_form_are_kept_and_given_back(person: Any) -> None:
    client, row = login(person), factories.RecommendationFactory()
    basis = row.recommendationclaim_set.get() if hasattr(row, "recommendationclaim_set") else row.bases.get()
    prefix = next(n for n in open_form(client, change_url(row)) if n.endswith("-0-position")).removesuffix("position")
    copy = keep(client, row, person, **{f"{prefix}position": "9"})

    assert "1: Position" in client.get(change_url(row)).content.decode()
    form = open_form(client, f"{change_url(row)}?restore={copy.pk}")
    assert form[f"{prefix}position"] == "9"
    assert client.post(change_url(row), form).status_code == 302
    basis.refresh_from_db()
    assert basis.position == 9
    assert Recommendation.objects.get().version == 1


def test_copy_is_shown_in_full_and_discarded_on_its_page(actor: Actor, person: Any) -> None:
    client = login(person)
    copy = keep(client, actor, person, name="As <b>typed</b>")
    url = f"{URL}{copy.pk}/"

    page = client.get(url)
    assert "As &lt;b&gt;typed&lt;/b&gt;" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    answer = client.post(url)
    assert (answer.status_code, answer["Location"]) == (302, change_url(actor))
    assert WorkingCopy.objects.count() == 0


@pytest.mark.parametrize("asked", ["0", "-1", "x", "9" * 30, "1%00", "99"])
def test_nonsense_to_take_back_opens_the_form_as_stored(actor: Actor, person: Any, asked: str) -> None:
    assert open_form(login(person), f"{change_url(actor)}?restore={asked}")["name"] == "As stored"


@pytest.mark.parametrize("fields", [{"name": ["x"], "version": ["1"]}, {"nonsense-0-id": ["-1"], "": [""]}, {}])
def test_copy_that_fits_no_form_does_not_break_it(actor: Actor, person: Any, fields: dict[str, list[str]]) -> None:
    client = login(person)
    send(client, message(actor, person, fields=fields))

    assert client.get(change_url(actor)).status_code == 200
    assert client.get(f"{change_url(actor)}?restore={WorkingCopy.objects.get().pk}").status_code == 200
