"""A form sent after the session has ended: the text comes back, to be copied."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from briefs.desk.models import Actor, Claim
from tests import factories
from tests.admin.pages import change_url, login, open_form

pytestmark = pytest.mark.django_db


def test_text_sent_after_the_session_ended_is_given_back() -> None:
    claim = factories.ClaimFactory(statement="As stored.")
    client = login(factories.author())
    form = open_form(client, change_url(claim)) | {"statement": "An hour <b>of work</b>."}
    client.session.flush()

    answer = client.post(change_url(claim), form)

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "An hour &lt;b&gt;of work&lt;/b&gt;." in page
    assert 'href="/admin/login/?next=/admin/" target="_blank" rel="noopener"' in page
    assert form["csrfmiddlewaretoken"] not in page
    assert "no-store" in answer["Cache-Control"]
    assert Claim.objects.get().statement == "As stored."


def test_fields_are_named_in_words() -> None:
    data = {"statement": "S", "evidence-0-note": "N", "evidence-TOTAL_FORMS": "1", "evidence-0-started_from": "4"}
    page = Client().post("/admin/briefs/claim/1/change/", data).content.decode()

    assert "<dt>Statement</dt>" in page
    assert "<dt>Evidence 1: note</dt>" in page
    assert page.count("<dt>") == 2


def test_passwords_are_never_shown() -> None:
    page = Client().post("/admin/password_change/", {"old_password": "se-cret", "new_password1": "se-cret"})

    assert "se-cret" not in page.content.decode()
    assert page.status_code == 302


def test_form_opened_before_a_new_login_is_given_back_too() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.editor())
    client.get("/admin/briefs/actor/add/")

    answer = client.post("/admin/briefs/actor/add/", {"name": "Typed", "csrfmiddlewaretoken": "x" * 64})

    assert answer.status_code == 403
    assert '<dd class="whole-text">Typed</dd>' in answer.content.decode()
    assert Actor.objects.count() == 0


def test_form_of_another_site_is_refused_without_showing_it() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.editor())

    answer = client.post("/admin/briefs/actor/add/", {"name": "Typed"}, headers={"Origin": "https://evil.example"})

    assert answer.status_code == 403
    assert "Typed" not in answer.content.decode()


def test_asking_for_a_page_or_logging_out_still_leads_to_the_login() -> None:
    assert Client().get("/admin/briefs/claim/add/").status_code == 302
    assert Client().post("/admin/logout/", {"x": "y"}).status_code == 302
    assert Client().post("/admin/briefs/claim/add/").status_code == 302


@pytest.mark.parametrize("name", ["a\x00b", "x" * 1_048_576, "evidence-0-", "-", "9" * 5000 + "-1-x"])
def test_hostile_forms_of_strangers_are_answered(name: str) -> None:
    body = urlencode({name: "value\x00"})
    answer = Client().post("/admin/briefs/claim/add/", body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 403
