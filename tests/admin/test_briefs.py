"""Writing a brief in the admin: whose edit it is, what it does to an approval, where its address comes from."""

import pytest
from django.test import Client

from briefs.desk.models import Actor, Brief, Topic
from tests import factories
from tests.admin.pages import change_url, login, open_form

pytestmark = pytest.mark.django_db
ADD = "/admin/briefs/brief/add/"


def test_empty_slug_is_made_from_a_cyrillic_title() -> None:
    author = factories.author()
    client = login(author)

    answer = client.post(ADD, open_form(client, ADD) | {"title": "Санкциялар жана өкмөт"})

    brief = Brief.objects.get()
    assert answer.status_code == 302
    assert (brief.slug, brief.edited_by, brief.state) == ("sanktsiyalar-zhana-okmot", author, "draft")


@pytest.mark.parametrize(("noun", "model"), [("actor", Actor), ("topic", Topic)])
def test_other_nouns_make_their_slugs_the_same_way(root_client: Client, noun: str, model: type) -> None:
    url = f"/admin/briefs/{noun}/add/"
    root_client.post(url, open_form(root_client, url) | {"name": "Бишкек", "kind": "organisation"})

    assert model.objects.get().slug == "bishkek"  # type: ignore[attr-defined]


def test_duplicate_slug_is_named_at_its_field(root_client: Client) -> None:
    factories.BriefFactory(slug="taken")

    answer = root_client.post(ADD, open_form(root_client, ADD) | {"title": "Another", "slug": "taken"})

    assert answer.context["adminform"].form.errors == {"slug": ["Brief with this Slug already exists."]}
    assert Brief.objects.count() == 1


def test_edit_takes_the_approval_back_and_is_the_editors() -> None:
    brief, editor = factories.approved(), factories.editor()
    client = login(editor)

    client.post(change_url(brief), open_form(client, change_url(brief)) | {"body": "New."})

    stored = Brief.objects.get()
    assert (stored.state, stored.edited_by, stored.version) == ("draft", editor, brief.version + 1)


def test_changed_byline_is_an_edit_of_the_brief() -> None:
    brief, editor = factories.approved(), factories.editor()
    factories.ActorFactory(slug="co-author")
    client = login(editor)

    row = {"bylines-1-actor": "co-author", "bylines-1-position": "4"}
    client.post(change_url(brief), open_form(client, change_url(brief)) | row)

    stored = Brief.objects.get()
    assert [byline.position for byline in stored.bylines.all()] == [0, 4]
    assert (stored.state, stored.edited_by, stored.version) == ("draft", editor, brief.version + 1)


def test_saving_without_a_change_keeps_the_approval() -> None:
    brief = factories.approved()
    client = login(factories.editor())

    client.post(change_url(brief), open_form(client, change_url(brief)))

    assert (Brief.objects.get().state, Brief.objects.get().version) == ("approved", brief.version)


def test_page_lists_every_issue_with_a_link_to_what_it_names(root_client: Client) -> None:
    brief = factories.BriefFactory(body="Cited [@nobody].", authors=[])
    item = brief.recommendations.get()
    item.addressees.clear()

    desk = root_client.get(change_url(brief)).context["desk"]

    own = f"/admin/briefs/brief/{brief.pk}/change/"
    assert [(issue.message, issue.url) for issue in desk["issues"]] == [
        ("authors: nobody is named. Add at least one author.", f"{own}#bylines-group"),
        ("body: cites [@nobody], but no claim has that key. Correct or add it.", f"{own}#id_body"),
        (
            f"Recommendation {item.key}, addressees: is asked of nobody. Name who should act.",
            f"/admin/briefs/recommendation/{item.pk}/change/#id_addressees",
        ),
        (desk["issues"][-1].message, f"{own}#id_state"),
    ]
    assert desk["issues"][-1].message.startswith("state: ")


def test_refused_form_shows_the_issues_of_the_stored_text(root_client: Client) -> None:
    brief = factories.BriefFactory(title="Stored")
    form = open_form(root_client, change_url(brief))

    answer = root_client.post(change_url(brief), form | {"title": "", "body": "Posted [@nobody]."})

    assert answer.context["desk"]["brief"].title == "Stored"
    assert not any("nobody" in issue.message for issue in answer.context["desk"]["issues"])


def test_published_slug_can_no_longer_be_changed(root_client: Client) -> None:
    brief = factories.published().brief
    form = open_form(root_client, change_url(brief))

    root_client.post(change_url(brief), form | {"slug": "moved", "title": "Changed"})

    assert "slug" not in form
    assert (Brief.objects.get().slug, Brief.objects.get().title) == (brief.slug, "Changed")


def test_page_links_to_what_readers_get(root_client: Client) -> None:
    edition = factories.published()

    page = root_client.get(change_url(edition.brief)).content.decode()

    assert f'<a href="/briefs/{edition.slug}/">edition 1</a>' in page
    assert f'<a href="/admin/briefs/edition/{edition.pk}/change/">' in page
