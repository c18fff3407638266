"""What an edition holds: its name is read-only in the form, and the pages that ask before deleting refuse."""

from typing import Any

import pytest
from django.test import Client

from tests.admin.pages import change_url, open_form, read_form
from tests.documents import sample_document
from tests.publications import publish_document
from tests.publishing.test_protection import EDITION, NOUNS, make

pytestmark = pytest.mark.django_db


@pytest.fixture(params=sorted(NOUNS))
def noun(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def stored(row: Any) -> Any:
    return type(row).objects.filter(pk=row.pk).first()


def test_published_name_is_shown_but_cannot_be_edited(root_client: Client, noun: str) -> None:
    field, name, _ = NOUNS[noun]
    row = make(noun, name)
    assert open_form(root_client, change_url(row))[field] == name

    publish_document(sample_document())

    assert field not in open_form(root_client, change_url(row))
    assert f'<div class="readonly">{name}</div>' in root_client.get(change_url(row)).content.decode()


def test_form_opened_before_publication_is_refused_at_the_field(root_client: Client, noun: str) -> None:
    field, name, _ = NOUNS[noun]
    row = make(noun, name)
    form = open_form(root_client, change_url(row))
    publish_document(sample_document())

    answer = root_client.post(change_url(row), form | {field: "zz"})

    assert answer.context["adminform"].form.errors == {
        field: [f"{field}: {noun} {name} {EDITION}, so its {field} stays “{name}”. Add a new {noun} instead."]
    }
    assert getattr(stored(row), field) == name


def test_form_opened_before_publication_saves_everything_else(root_client: Client) -> None:
    row = make("topic", "media-freedom")
    form = open_form(root_client, change_url(row))
    publish_document(sample_document())

    assert root_client.post(change_url(row), form | {"description": "On the press."}).status_code == 302
    assert stored(row).description == "On the press."


def test_deleting_what_is_published_is_refused_with_the_edition(root_client: Client, noun: str) -> None:
    row = make(noun, NOUNS[noun][1])
    edition = publish_document(sample_document())
    url = change_url(row).replace("/change/", "/delete/")

    asked = root_client.get(url).content.decode()
    refused = root_client.post(url, {"post": "yes", "started_from": row.version})

    held = f'Stands in: <a href="/admin/briefs/edition/{edition.pk}/change/">{edition}</a> (live)'
    assert held in asked
    assert "cannot be deleted, because it is used" in asked
    assert (refused.status_code, stored(row)) == (200, row)


def test_deleting_several_is_refused_when_one_of_them_is_published(root_client: Client, noun: str) -> None:
    row, loose = make(noun, NOUNS[noun][1]), make(noun, "xx") if noun != "country" else None
    edition = publish_document(sample_document())
    rows = [item for item in (row, loose) if item]
    data = {"action": "delete_selected", "_selected_action": [str(item.pk) for item in rows], "post": "yes"}

    answer = root_client.post(f"/admin/briefs/{noun}/", data)

    link = f'<a href="/admin/briefs/edition/{edition.pk}/change/">{edition}</a> (live)'
    assert f"tands in: {link}" in answer.content.decode()
    assert [stored(item) for item in rows] == rows


def test_what_no_edition_holds_is_renamed_and_deleted(root_client: Client, noun: str) -> None:
    publish_document(sample_document())
    field = NOUNS[noun][0]
    row = make(noun, "xx")
    form = open_form(root_client, change_url(row))

    assert root_client.post(change_url(row), form | {field: "yy"}).status_code == 302
    assert getattr(stored(row), field) == "yy"

    data = {"post": "yes", "started_from": stored(row).version}
    assert root_client.post(change_url(row).replace("/change/", "/delete/"), data).status_code == 302
    assert stored(row) is None


@pytest.mark.parametrize("noun", ["claim"], indirect=True)
def test_several_that_no_edition_holds_are_deleted(root_client: Client, noun: str) -> None:
    rows = [make(noun, "xx"), make(noun, "yy")]
    data = {"action": "delete_selected", "_selected_action": [str(row.pk) for row in rows]}
    asked = root_client.post(f"/admin/briefs/{noun}/", data)

    assert root_client.post(f"/admin/briefs/{noun}/", read_form(asked)).status_code == 302
    assert [stored(row) for row in rows] == [None, None]


@pytest.mark.parametrize("noun", ["claim"], indirect=True)
def test_several_are_not_deleted_when_one_was_changed_after_the_question(root_client: Client, noun: str) -> None:
    rows = [make(noun, "xx"), make(noun, "yy")]
    data = {"action": "delete_selected", "_selected_action": [str(row.pk) for row in rows]}
    confirmed = read_form(root_client.post(f"/admin/briefs/{noun}/", data))
    changed = stored(rows[0])
    changed.statement = "Reworded meanwhile."
    changed.save()

    answer = root_client.post(f"/admin/briefs/{noun}/", confirmed, follow=True)

    said = "Nothing was deleted, as these were changed after you asked: xx. Look at them again."
    assert [str(message) for message in answer.context["messages"]] == [said]
    assert [stored(row) for row in rows] == [changed, rows[1]]
