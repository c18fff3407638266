"""Two edits of one text are put together by paragraph, on the page that refuses the second."""

import re
from typing import Any

import pytest
from django.test import Client

from briefs.desk.models import Actor, Brief, Claim, Evidence
from tests import factories
from tests.admin.pages import change_url, login, open_form, read_form

pytestmark = pytest.mark.django_db
BASE = "First.\n\nSecond.\n\nThird."


def crlf(text: str) -> str:
    """As a browser posts it."""
    return text.replace("\n", "\r\n")


def meet(row: Any, field: str, theirs: str, yours: str, **others: str) -> tuple[Client, Any]:
    """Somebody saves ``theirs`` while ``yours`` is typed; the second one's client and the page that refuses it."""
    first, second = login(factories.author()), login(factories.editor())
    early, late = open_form(first, change_url(row)), open_form(second, change_url(row))
    assert first.post(change_url(row), early | {field: crlf(theirs)}).status_code == 302
    refused = second.post(change_url(row), late | {field: crlf(yours)} | others)
    assert refused.status_code == 200
    return second, refused


def choose(form: dict[str, Any], field: str, place: int, text: str) -> dict[str, Any]:
    return form | {f"{field}-merge-{place}": crlf(text)}


@pytest.fixture
def actor() -> Actor:
    return factories.ActorFactory(description=BASE)


def test_paragraphs_only_one_changed_are_taken_from_both(actor: Actor) -> None:
    client, page = meet(
        actor, "description", BASE.replace("First", "First, theirs"), BASE.replace("Third", "Third, mine")
    )

    text = page.content.decode()
    assert "Nothing to decide: you changed different paragraphs." in text
    assert "Changed by them, not by you: taken." in text
    assert "Changed by you, not by them: kept." in text
    assert '<textarea name="description"' not in text
    assert client.post(change_url(actor), read_form(page)).status_code == 302
    assert Actor.objects.get().description == "First, theirs.\n\nSecond.\n\nThird, mine."


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("Second, theirs.\n\n", "First.\n\nSecond, theirs.\n\nThird."),
        ("Second, mine.\n\n", "First.\n\nSecond, mine.\n\nThird."),
        (None, "First.\n\nSecond, theirs.\n\nSecond, mine.\n\nThird."),
    ],
)
def test_paragraph_both_changed_is_chosen_and_otherwise_kept_twice(
    actor: Actor, chosen: str | None, expected: str
) -> None:
    client, page = meet(
        actor, "description", BASE.replace("Second", "Second, theirs"), BASE.replace("Second", "Second, mine")
    )

    text = page.content.decode()
    assert "1 place to decide." in text
    values = re.findall(r'type="radio" name="description-merge-1" value="([^"]*)"', text)
    both = "Second, theirs.\n\nSecond, mine.\n\n"
    assert values == ["Second, theirs.\n\n", "Second, mine.\n\n", both, "::another wording::"]
    assert "If you save now, both paragraphs stand here, theirs first." in text
    form = read_form(page)
    if chosen is not None:
        form = choose(form, "description", 1, chosen)
    assert client.post(change_url(actor), form).status_code == 302
    assert Actor.objects.get().description == expected


def test_place_both_changed_takes_another_wording(actor: Actor) -> None:
    client, page = meet(
        actor, "description", BASE.replace("Second", "Second, theirs"), BASE.replace("Second", "Second, mine")
    )
    form = read_form(page)

    assert form["description-merge-1-other"] == "Second, mine.\n\n"
    form = choose(form, "description", 1, "::another wording::") | {"description-merge-1-other": "Of both.\r\n"}
    assert client.post(change_url(actor), form).status_code == 302
    assert Actor.objects.get().description == "First.\n\nOf both.\nThird."


def test_text_that_holds_the_other_is_chosen_without_doubling_it(actor: Actor) -> None:
    client, page = meet(
        actor, "description", BASE.replace("Second.", "Second, new."), BASE.replace("Second.", "Second, new. And more.")
    )

    assert "both paragraphs stand here" not in page.content.decode()
    assert client.post(change_url(actor), read_form(page)).status_code == 302
    assert Actor.objects.get().description == "First.\n\nSecond, new. And more.\n\nThird."


def test_other_fields_are_still_compared_whole(actor: Actor) -> None:
    _, page = meet(actor, "description", BASE + "\n\nTheirs.", BASE + "\n\nMine.", name="New name")

    [row] = page.context["adminform"].form.conflict.rows
    assert (row.label, row.yours, row.whose) == ("Name", "New name", "changed by you, not by them")
    assert page.context["adminform"].form.conflict.merged == (("Description", "id_description"),)


def test_texts_without_a_known_beginning_are_shown_whole(actor: Actor) -> None:
    actor.history.all().delete()
    first, second = login(factories.author()), login(factories.editor())
    early, late = open_form(first, change_url(actor)), open_form(second, change_url(actor))
    first.post(change_url(actor), early | {"description": "Theirs."})

    page = second.post(change_url(actor), late | {"description": "Mine."})

    [row] = page.context["adminform"].form.conflict.rows
    assert (row.stored, row.yours) == ("Theirs.", "Mine.")
    assert read_form(page)["description"] == "Mine."


def test_third_editor_in_between_meets_what_was_put_together(actor: Actor) -> None:
    client, page = meet(
        actor, "description", BASE.replace("First", "First, theirs"), BASE.replace("Third", "Third, mine")
    )
    stored = Actor.objects.get()
    stored.description = stored.description.replace("Second", "Second, of a third")
    stored.save()

    again = client.post(change_url(actor), read_form(page))
    assert again.status_code == 200
    assert client.post(change_url(actor), read_form(again)).status_code == 302
    assert Actor.objects.get().description == "First, theirs.\n\nSecond, of a third.\n\nThird, mine."


def test_second_tab_of_the_same_person_gets_the_same_page(actor: Actor) -> None:
    client = login(factories.author())
    one, other = open_form(client, change_url(actor)), open_form(client, change_url(actor))
    client.post(change_url(actor), one | {"description": crlf(BASE + "\n\nIn one tab.")})

    page = client.post(change_url(actor), other | {"description": crlf(BASE + "\n\nIn the other.")})

    assert "Two edits met" in page.content.decode()
    assert client.post(change_url(actor), read_form(page)).status_code == 302
    assert Actor.objects.get().description == f"{BASE}\n\nIn one tab.\n\nIn the other."


def test_row_of_a_form_is_put_together_like_the_form() -> None:
    claim = factories.ClaimFactory()
    Evidence.objects.get().delete()
    evidence = factories.make_evidence(claim, note=BASE)
    client, page = meet(
        claim, "evidence-0-note", BASE.replace("First", "First, theirs"), BASE.replace("Third", "Third, mine")
    )

    assert "evidence-0-note-merge-0" in page.content.decode()
    assert client.post(change_url(claim), read_form(page)).status_code == 302
    evidence.refresh_from_db()
    assert evidence.note == "First, theirs.\n\nSecond.\n\nThird, mine."


def test_brief_and_claim_are_put_together_too() -> None:
    brief, claim = factories.BriefFactory(body=BASE), factories.ClaimFactory(note=BASE)
    theirs, mine = BASE.replace("First", "First, theirs"), BASE.replace("Third", "Third, mine")

    for row, field in [(brief, "body"), (claim, "note")]:
        client, page = meet(row, field, theirs, mine)
        assert client.post(change_url(row), read_form(page)).status_code == 302
    together = "First, theirs.\n\nSecond.\n\nThird, mine."
    assert Brief.objects.get().body == together
    assert Claim.objects.get(pk=claim.pk).note == together


def test_megabyte_pasted_over_a_changed_text_is_refused_at_its_field_and_stays_in_the_form(actor: Actor) -> None:
    _, page = meet(actor, "description", BASE + "\n\nTheirs.", "b" * 1_048_576)

    form = page.context["adminform"].form
    assert form.errors["description"][0].startswith("description: holds 1048576 characters, and 4000 is the limit.")
    assert "Two edits met" in page.content.decode()
    assert read_form(page)["description"] == "b" * 1_048_576


@pytest.mark.parametrize(
    "hostile",
    [
        {"description-merge-count": "x"},
        {"description-merge-count": "9" * 40},
        {"description-merge-count": "-1"},
        {"name-merge-count": "1", "name-merge-0": "Changed"},
        {"nothing-merge-count": "3"},
        {"started_from-merge-count": "1", "started_from-merge-0": "x"},
    ],
)
def test_hostile_pieces_are_answered_with_a_page(actor: Actor, hostile: dict[str, str]) -> None:
    client = login(factories.editor())

    assert client.post(change_url(actor), open_form(client, change_url(actor)) | hostile).status_code in {200, 302}
    assert Actor.objects.get().description == BASE


def test_place_without_a_choice_is_asked_again(actor: Actor) -> None:
    client = login(factories.editor())
    form = open_form(client, change_url(actor)) | {"description-merge-count": "2", "description-merge-0": "First."}

    page = client.post(change_url(actor), form)

    assert page.context["adminform"].form.errors["description"] == [
        "description: nothing was chosen at place 2. Look at the text and save again."
    ]
    assert Actor.objects.get().description == BASE


@pytest.mark.parametrize("stored", [BASE, f"{BASE}\n", f"  {BASE}\n\n"])
def test_text_a_browser_sends_back_untouched_is_no_change(actor: Actor, stored: str) -> None:
    actor.description = stored
    actor.save()
    claim = factories.ClaimFactory(note=stored, statement="One.\nTwo.")
    client = login(factories.editor())

    for row in (actor, claim):
        version = type(row).objects.get(pk=row.pk).version
        form = {
            name: [crlf(value) for value in values] if isinstance(values, list) else crlf(values)
            for name, values in open_form(client, change_url(row)).items()
        }
        assert client.post(change_url(row), form).status_code == 302
        assert type(row).objects.get(pk=row.pk).version == version


def test_approval_stands_after_a_browser_saved_nothing() -> None:
    brief = factories.approved(factories.BriefFactory(body=BASE, key_messages="- One\n- Two"))
    client = login(factories.editor())
    form = {
        name: value if isinstance(value, list) else crlf(value)
        for name, value in open_form(client, change_url(brief)).items()
    }

    assert client.post(change_url(brief), form).status_code == 302

    stored = Brief.objects.get()
    assert (stored.state, stored.version) == ("approved", brief.version)
