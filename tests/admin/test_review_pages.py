"""Review by hand: who is asked, why a brief is returned, and what an approval is shown."""

from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from briefs.desk.models import Brief
from tests import factories
from tests.admin.pages import change_url
from tests.admin.test_acts import act_url, redrafted, take
from tests.admin.test_publish_page import errors

pytestmark = pytest.mark.django_db
AsRole = Callable[[str], Client]


def test_reviewers_are_asked_by_name_and_shown_until_it_leaves_review(as_role: AsRole) -> None:
    factories.editor()
    brief, client = factories.BriefFactory(), as_role("author")
    page = client.get(act_url(brief, "submit")).content.decode()
    assert "editor (Editor)" in page
    take(client, brief, "submit", ask=[str(factories.editor().pk)])
    assert [request.asked.username for request in brief.review_requests.all()] == ["editor"]
    assert "Asked to read it" in client.get(change_url(brief)).content.decode()
    take(as_role("editor"), brief, "return", reason="The title.")
    assert brief.review_requests.count() == 0


def test_reason_of_a_return_stands_on_the_draft_until_it_is_sent_again(as_role: AsRole) -> None:
    brief = factories.BriefFactory()
    take(as_role("author"), brief, "submit")
    take(as_role("editor"), brief, "return", reason="The title promises <b>too</b> much.")
    page = as_role("author").get(change_url(brief)).content.decode()
    assert "Returned by editor on" in page
    assert "The title promises &lt;b&gt;too&lt;/b&gt; much." in page
    take(as_role("author"), brief, "submit")
    assert "Returned by editor" not in as_role("author").get(change_url(brief)).content.decode()


def test_return_without_a_reason_is_refused_at_its_field(as_role: AsRole) -> None:
    brief = factories.approved()
    answer = take(as_role("editor"), brief, "return", reason=" ")
    assert errors(answer) == ["reason: is empty. Its author must be told what to put right."]
    assert Brief.objects.get().state == "approved"


@pytest.mark.django_db(transaction=True)
def test_mail_that_could_not_be_sent_is_said_to_whoever_asked(as_role: AsRole) -> None:
    asked = factories.editor()
    brief, client = factories.BriefFactory(), as_role("author")
    answer = take(client, brief, "submit", ask=[str(asked.pk)])
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said == [
        "Sent to review. Asked to read it: editor (Editor).",
        "No mail could be sent to editor: tell them yourself.",
    ]


def test_approval_page_shows_what_would_be_approved(as_role: AsRole) -> None:
    brief = redrafted()
    Brief.objects.filter(pk=brief.pk).update(state="in review")
    page = as_role("editor").get(act_url(brief, "approve")).content.decode()
    assert "What you would approve" in page
    assert "Another title" in page
