"""Saving an approved or published brief: only a change of its content takes that back."""

import pytest

from briefs.desk.models import Brief
from briefs.publishing import publish_edition, save_brief, settle_brief
from briefs.publishing.document.draft import load_draft
from briefs.publishing.review.contributors import contributors
from tests.admin.pages import change_url, login, open_form
from tests.factories import ActorFactory, BriefFactory, TopicFactory, approved, author, editor, published, publisher

pytestmark = pytest.mark.django_db


def fresh(brief: Brief) -> Brief:
    return Brief.objects.get(pk=brief.pk)


def test_save_that_changes_nothing_keeps_approval_and_last_editor():
    brief = approved()
    save_brief(brief=brief, by=publisher())
    assert (fresh(brief).state, fresh(brief).edited_by) == ("approved", author())
    assert publisher().pk not in contributors(load_draft(fresh(brief)))
    assert publish_edition(brief=fresh(brief), by=publisher(), update_type="minor", change_note="").number == 1


def test_save_of_a_change_takes_the_approval_back_and_names_its_editor():
    brief = approved()
    brief.title = "Another title"
    save_brief(brief=brief, by=publisher())
    assert (fresh(brief).state, fresh(brief).edited_by) == ("draft", publisher())


def test_published_brief_saved_as_it_is_stays_published():
    brief = fresh(published().brief)
    save_brief(brief=brief, by=editor())
    assert (fresh(brief).state, fresh(brief).edited_by) == ("published", author())


def test_draft_is_whose_the_last_save_is():
    brief = fresh(BriefFactory())
    save_brief(brief=brief, by=editor())
    assert fresh(brief).edited_by == editor()


def test_changed_byline_takes_the_approval_back_and_another_order_number_does_not():
    brief = approved()
    byline = brief.bylines.get()
    byline.position = 7
    byline.save()
    settle_brief(brief=brief, by=publisher())
    assert fresh(brief).state == "approved"
    byline.actor = ActorFactory()
    byline.save()
    settle_brief(brief=fresh(brief), by=publisher())
    assert (fresh(brief).state, fresh(brief).edited_by) == ("draft", publisher())


def test_form_saved_as_it_was_keeps_the_approval_and_a_new_topic_does_not():
    brief, client = approved(), login(publisher())
    form = open_form(client, change_url(brief))
    assert client.post(change_url(brief), form).status_code == 302
    assert (fresh(brief).state, fresh(brief).edited_by) == ("approved", author())
    topic = TopicFactory()
    form = open_form(client, change_url(brief)) | {"topics": topic.slug}
    assert client.post(change_url(brief), form).status_code == 302
    assert list(fresh(brief).topics.all()) == [topic]
    assert (fresh(brief).state, fresh(brief).edited_by) == ("draft", publisher())
