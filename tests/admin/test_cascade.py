"""The cascade at the desk: shown before saving, named after, worked off in the queue."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefs.desk.models import Brief, StandingReason
from briefs.publishing.cascade import out_of_date
from tests.admin.pages import change_url, login, open_form
from tests.cascades import AFTER, change, correct, fresh, publish_citing, publish_sharing
from tests.factories import BriefFactory, ClaimFactory, author, editor, make_evidence

pytestmark = pytest.mark.django_db

QUEUE = "/admin/out-of-date/"


@pytest.fixture
def client_of_editor(db) -> Client:
    return login(editor())


def token(item) -> str:
    return f"{item.noun} {item.entry_sha256} {item.key}"


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def told(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# Before saving


def test_form_of_every_fact_lists_what_rests_on_it(root_client):
    claim = ClaimFactory()
    edition = publish_citing(claim, title="The published one")
    draft = BriefFactory(claim=claim, title="The one in work", recommendations=[])
    passage = claim.evidence.get()
    for row in (claim, passage, passage.capture, passage.capture.article, passage.capture.article.outlet):
        html = text(root_client.get(change_url(row)))
        assert ("What rests on this copy" if row == passage.capture else "can put 1 edition out of date") in html
        for url in (
            change_url(edition.brief),
            f"/admin/briefs/edition/{edition.pk}/change/",
            change_url(draft),
            change_url(edition.brief.recommendations.get()),
        ):
            assert f'href="{url}"' in html.split('class="panel affected"')[1].split("</section>")[0]


def test_page_that_asks_before_deleting_a_passage_lists_it_too(root_client):
    claim = ClaimFactory()
    make_evidence(claim)
    publish_citing(claim)
    html = text(root_client.get(f"/admin/briefs/evidence/{claim.evidence.last().pk}/delete/"))
    assert "Deleting it can put 1 edition out of date" in html


def test_form_says_nothing_when_nothing_rests_on_the_fact(root_client):
    assert 'class="panel affected"' not in text(root_client.get(change_url(ClaimFactory())))


# After saving


@pytest.mark.parametrize(
    ("field", "value", "warned"), [("title", "Another title", True), ("full_text_allowed", "on", False)]
)
def test_saving_says_what_it_put_out_of_date_and_leads_to_the_queue(root_client, field, value, warned):
    claim = ClaimFactory()
    publish_citing(claim, title="The published one")
    article = claim.evidence.get().capture.article
    response = root_client.post(change_url(article), open_form(root_client, change_url(article)) | {field: value})
    assert response.status_code == 302, text(response)
    warnings = [message for message in told(response) if "Out of date now" in message]
    assert len(warnings) == warned
    if warned:
        assert "“The published one”" in warnings[0]
        assert f'href="{QUEUE}"' in warnings[0]


def test_deleting_a_passage_says_what_it_put_out_of_date(root_client):
    claim = ClaimFactory()
    make_evidence(claim)
    publish_citing(claim)
    url = f"/admin/briefs/evidence/{claim.evidence.last().pk}/delete/"
    response = root_client.post(url, open_form(root_client, url))
    assert response.status_code == 302
    assert any(f'href="{QUEUE}?claim={claim.key}"' in message for message in told(response))


# The queue


def test_queue_shows_each_brief_with_the_difference_and_both_ways_out(client_of_editor):
    claim, editions = publish_sharing(2)
    correct(claim)
    html = text(client_of_editor.get(QUEUE))
    assert "2 briefs rest on something that reads otherwise" in html
    assert html.count('<del><span class="diff-aloud">[removed: </span>upheld') == 2
    assert html.count("Corrects “A court upheld") == 2
    for edition in editions:
        assert f'name="brief" value="{edition.brief_id}" form="draft" checked' in html
        assert f'id="reason-{edition.brief_id}"' in html


def test_empty_queue_says_so(client_of_editor):
    assert "Nothing is out of date." in text(client_of_editor.get(QUEUE))


@pytest.mark.parametrize(("query", "shown"), [("claim={claim}", 2), ("claim=other", 1), ("brief={brief}", 1)])
def test_queue_is_narrowed_to_a_claim_or_a_brief(client_of_editor, query, shown):
    claim, editions = publish_sharing(2)
    other = ClaimFactory(key="other")
    publish_citing(other)
    correct(claim)
    correct(other)
    address = f"{QUEUE}?{query.format(claim=claim.key, brief=editions[0].slug)}"
    html = text(client_of_editor.get(address))
    assert html.count('class="stale"') == shown
    assert "Show all that is out of date" in html


@pytest.mark.parametrize("query", ["claim=%00", "brief=%00", "claim=" + "x" * 5000, "brief=%F0%9F%92%A9", "claim="])
def test_queue_survives_hostile_filters(client_of_editor, query):
    claim, _ = publish_sharing(1)
    correct(claim)
    text(client_of_editor.get(f"{QUEUE}?{query}"))


def test_one_button_drafts_the_ticked_briefs_with_the_notes_as_edited(as_role):
    claim, editions = publish_sharing(3)
    correct(claim)
    ticked = editions[:2]
    data = {"act": "draft", "brief": [str(edition.brief_id) for edition in ticked]}
    data |= {f"note-{edition.brief_id}": f"Note for {edition.title}." for edition in editions}
    response = as_role("author").post(QUEUE, data)
    assert response.status_code == 302
    assert told(response) == [
        "2 briefs opened for the next edition. Each stays in this queue until it is published again."
    ]
    briefs = [fresh(edition.brief) for edition in editions]
    assert [brief.state for brief in briefs] == ["draft", "draft", "published"]
    assert [brief.proposed_note for brief in briefs] == ["Note for Sharing A.", "Note for Sharing B.", ""]


def test_reason_lets_an_edition_stand_in_spite_of_what_is_ticked_only(client_of_editor):
    claim, other = ClaimFactory(), ClaimFactory()
    edition = publish_citing(claim, other)
    correct(claim)
    correct(other)
    first, second = out_of_date()
    data = {"act": "stand", "brief": str(edition.brief_id), "item": [token(first)], "reason": "It does not matter."}
    response = client_of_editor.post(f"{QUEUE}?brief={edition.slug}", data)
    assert (response.status_code, response["Location"]) == (302, f"{QUEUE}?brief={edition.slug}")
    assert [item.key for item in out_of_date()] == [second.key]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": " "}, "reason: is empty"),
        ({"reason": "\x00"}, "reason: "),
        ({"item": []}, "item: none is ticked"),
        ({"item": ["claim"]}, "is not out of date"),
        ({"item": ["claim " + "0" * 64 + " KEY"]}, "was changed after you opened the queue"),
        ({"item": ["\x00 \x00 \x00"]}, "is not out of date"),
        ({"brief": "999999999999999999999999"}, "brief: is not out of date any more"),
        ({"brief": "\x00"}, "brief: is not out of date any more"),
        ({"act": "draft", "brief": ["x"]}, "brief: one of those ticked is not out of date any more"),
        ({"act": "draft", "brief": []}, "briefs: none is chosen"),
        ({"act": "burn"}, "act: is neither draft nor stand"),
        ({"act": ""}, "act: is neither draft nor stand"),
    ],
)
def test_hostile_answers_get_a_sentence_and_change_nothing(client_of_editor, changes, sentence):
    claim, (edition,) = publish_sharing(1)
    correct(claim)
    item = out_of_date()[0]
    data = {"act": "stand", "brief": str(edition.brief_id), "item": [token(item)], "reason": "Because."} | changes
    data["item"] = [value.replace("KEY", claim.key) for value in data["item"]]
    response = client_of_editor.post(QUEUE, data)
    assert response.status_code == 200
    assert any(sentence in message for message in told(response)), told(response)
    assert (StandingReason.objects.count(), Brief.objects.get(pk=edition.brief_id).state) == (0, "published")


def test_refused_answer_keeps_what_was_typed(client_of_editor):
    claim, (edition, other) = publish_sharing(2)
    correct(claim)
    data = {
        "act": "draft",
        "brief": [str(edition.brief_id)],
        f"note-{edition.brief_id}": " ",
        f"note-{other.brief_id}": "My own words.",
    }
    html = text(client_of_editor.post(QUEUE, data))
    assert "My own words." in html
    assert f'name="brief" value="{edition.brief_id}" form="draft" checked' in html
    assert f'name="brief" value="{other.brief_id}" form="draft">' in html


def test_roles_get_the_ways_out_that_are_theirs(as_role):
    claim, (edition,) = publish_sharing(1)
    correct(claim)
    html = text(as_role("author").get(QUEUE))
    assert ("Draft the next edition of the ticked briefs" in html, "It stands, because" in html) == (True, False)
    data = {"act": "stand", "brief": str(edition.brief_id), "item": [token(out_of_date()[0])], "reason": "Because."}
    said = "Saying that an edition stands is open to Editors and Publishers. Ask one of them."
    assert told(login(author()).post(QUEUE, data))[0] == said
    nobody = get_user_model().objects.create(username="nobody", is_staff=True)
    assert login(nobody).get(QUEUE).status_code == 403
    assert login(nobody).post(QUEUE, data).status_code == 403
    assert Client().get(QUEUE).status_code == 302


def test_answers_need_the_token_of_the_form(db):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor())
    assert strict.post(QUEUE, {"act": "draft"}).status_code == 403


def test_queue_takes_the_same_queries_for_1_3_and_20_editions(client_of_editor):
    claim, _ = publish_sharing(1)
    correct(claim)
    article = claim.evidence.get().capture.article
    change(article.outlet, name="The Ledger")
    client_of_editor.get(QUEUE)
    counts = []
    for more in (0, 2, 17):
        for _ in range(more):
            correct_too = ClaimFactory()
            publish_citing(correct_too)
            correct(correct_too, AFTER)
        with CaptureQueriesContext(connection) as queries:
            html = text(client_of_editor.get(QUEUE))
        counts.append((html.count('class="stale"'), len(queries)))
    assert counts == [(1, counts[0][1]), (3, counts[0][1]), (20, counts[0][1])]
