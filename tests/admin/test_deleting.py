"""Before anything is deleted, the admin lists what uses it; a claim in use keeps a passage that supports it."""

from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.admin import ModelAdmin
from django.test import Client

from briefs.desk.models import Claim, Event, Evidence, Topic
from tests import factories
from tests.admin.pages import change_url, open_form, read_form

pytestmark = pytest.mark.django_db


def told(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def delete_url(row: Any) -> str:
    return change_url(row).replace("/change/", "/delete/")


def test_question_lists_what_uses_it_with_links_and_offers_no_deletion(root_client: Client) -> None:
    claim = factories.ClaimFactory(key="closure")
    brief = factories.BriefFactory(title="On closures", claim=claim, recommendations=[])

    page = root_client.get(delete_url(claim)).content.decode()

    assert f'Cited in: <a href="{change_url(brief)}">On closures</a> (draft)' in page
    assert 'name="post"' not in page


def test_question_about_several_names_each_with_what_uses_it(root_client: Client) -> None:
    used, free = factories.TopicFactory(name="Media"), factories.TopicFactory(name="Courts")
    claim = factories.ClaimFactory(key="closure")
    claim.topics.add(used)
    data = {"action": "delete_selected", "_selected_action": [used.pk, free.pk]}

    page = root_client.post("/admin/briefs/topic/", data).content.decode()

    assert f'Media – filed under it: <a href="{change_url(claim)}">closure: {claim.statement}</a>' in page
    assert Topic.objects.count() == 2


def test_what_comes_to_use_it_after_the_question_refuses_the_deletion(root_client: Client) -> None:
    topic = factories.TopicFactory(name="Media")
    form = read_form(root_client.get(delete_url(topic)))
    claim = factories.ClaimFactory(key="closure")
    claim.topics.add(topic)
    events = Event.objects.count()

    with patch("briefs.admin.deleting.what_keeps", return_value=[]):
        answer = root_client.post(delete_url(topic), form, follow=True)

    assert told(answer) == [
        "Topic Media is used, so it cannot be deleted. Filed under it: closure. Take it out there first."
    ]
    assert (Topic.objects.count(), Event.objects.count()) == (1, events)


def test_form_refuses_to_remove_the_last_support_of_a_claim_in_use(root_client: Client) -> None:
    claim = factories.ClaimFactory(key="closure")
    factories.BriefFactory(title="On closures", claim=claim, recommendations=[])
    form = open_form(root_client, change_url(claim))

    answer = root_client.post(change_url(claim), form | {"evidence-0-DELETE": "on"})

    assert answer.status_code == 200
    assert "it is the last that supports claim closure. Cited in On closures." in answer.content.decode()
    assert claim.evidence.count() == 1


def test_form_replaces_the_last_support_in_one_save(root_client: Client) -> None:
    claim = factories.ClaimFactory(key="closure")
    factories.BriefFactory(claim=claim, recommendations=[])
    old, capture = claim.evidence.get(), factories.make_capture()
    form = open_form(root_client, change_url(claim))
    row = {"evidence-1-capture": capture.pk, "evidence-1-exact": old.exact, "evidence-1-stance": "supports"}
    row |= {"evidence-1-modality": "asserted", "evidence-1-position": 0, "evidence-1-claim": claim.pk}

    answer = root_client.post(change_url(claim), form | row | {"evidence-TOTAL_FORMS": 2, "evidence-0-DELETE": "on"})

    assert answer.status_code == 302
    assert [passage.capture for passage in Evidence.objects.filter(claim=claim)] == [capture]


def test_form_of_a_noun_shows_where_it_is_used(root_client: Client) -> None:
    topic = factories.TopicFactory()
    claim = factories.ClaimFactory(key="closure")
    claim.topics.add(topic)

    page = root_client.get(change_url(topic)).content.decode()

    assert f'<dd><a href="{change_url(claim)}">closure: {claim.statement}</a></dd>' in page
    assert "Nothing uses it." in root_client.get(change_url(factories.TopicFactory())).content.decode()
    assert "Where it is used" not in root_client.get("/admin/briefs/topic/add/").content.decode()


def test_edit_saved_between_the_question_and_the_deletion_keeps_the_row(root_client: Client) -> None:
    claim = factories.ClaimFactory(evidence=False)
    ask = ModelAdmin.delete_view

    def after_an_edit(*args: Any, **kwargs: Any) -> Any:
        Claim.objects.get(pk=claim.pk).save()
        return ask(*args, **kwargs)

    with patch.object(ModelAdmin, "delete_view", after_an_edit):
        answer = root_client.post(f"/admin/briefs/claim/{claim.pk}/delete/", {"post": "yes", "started_from": "1"})

    assert "changed after you asked" in root_client.get(answer["Location"]).content.decode()
    assert Claim.objects.filter(pk=claim.pk).exists()
    assert not Event.objects.filter(kind="deleted").exists()
