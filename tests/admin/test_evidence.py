"""Passages and captures in the admin: placed when saved, and never silently."""

from typing import Any

import pytest
from django.test import Client

from briefs.desk.models import Capture, Claim, Evidence
from tests import factories
from tests.admin.pages import change_url, open_form

pytestmark = pytest.mark.django_db
FIRST = "In April 2024 a law on foreign representatives took effect."
SECOND = "The station began broadcasting in November."


def add_passage(client: Client, claim: Claim, capture: Capture, exact: str, **fields: Any) -> Any:
    form = open_form(client, change_url(claim))
    row = {"evidence-TOTAL_FORMS": str(int(form["evidence-INITIAL_FORMS"]) + 1)}
    number = form["evidence-INITIAL_FORMS"]
    row |= {f"evidence-{number}-{name}": value for name, value in {**fields, "exact": exact}.items()}
    row |= {f"evidence-{number}-capture": str(capture.pk), f"evidence-{number}-position": "0"}
    row |= {f"evidence-{number}-stance": "supports", f"evidence-{number}-modality": "hedged"}
    return client.post(change_url(claim), form | row, follow=True)


def test_passage_is_anchored_when_saved_under_its_claim(root_client: Client) -> None:
    claim = factories.ClaimFactory(evidence=False)
    add_passage(root_client, claim, factories.make_capture(), SECOND)

    evidence = Evidence.objects.get()
    assert (evidence.anchor_state, evidence.paragraph, evidence.modality) == ("anchored", 2, "hedged")
    assert evidence.capture.text[evidence.start : evidence.end] == SECOND


def test_passage_without_a_place_is_saved_with_a_warning_and_marked(root_client: Client) -> None:
    claim = factories.ClaimFactory(evidence=False)
    answer = add_passage(root_client, claim, factories.make_capture(), "Nothing of this stands there at all.")

    assert Evidence.objects.get().anchor_state == "orphaned"
    assert "Saved, but publishing waits" in answer.content.decode()
    assert "Orphaned" in root_client.get(change_url(claim)).content.decode()
    assert "Orphaned" in root_client.get("/admin/briefs/claim/").content.decode()


def test_corrected_passage_moves_to_its_new_paragraph(root_client: Client) -> None:
    evidence = factories.make_evidence(factories.ClaimFactory(evidence=False))
    form = open_form(root_client, change_url(evidence))

    root_client.post(change_url(evidence), form | {"exact": FIRST})

    stored = Evidence.objects.get()
    assert (stored.anchor_state, stored.paragraph, stored.start) == ("anchored", 1, 0)


def test_paragraph_that_does_not_hold_the_passage_orphans_it(root_client: Client) -> None:
    evidence = factories.make_evidence(factories.ClaimFactory(evidence=False))
    form = open_form(root_client, change_url(evidence))

    answer = root_client.post(change_url(evidence), form | {"paragraph": "1"}, follow=True)

    assert Evidence.objects.get().anchor_state == "orphaned"
    assert "Saved, but publishing waits" in answer.content.decode()


def test_same_passage_twice_under_a_claim_is_refused(root_client: Client) -> None:
    claim = factories.ClaimFactory()
    evidence = Evidence.objects.get()

    answer = add_passage(root_client, claim, evidence.capture, evidence.exact)

    assert "this passage already stands under the claim" in answer.content.decode()
    assert Evidence.objects.count() == 1


def test_new_capture_of_an_article_goes_through_the_desk(root_client: Client) -> None:
    article = factories.ArticleFactory()
    fields = {"kind": "digest", "raw_text": "One.\u00a0Two.\r\nThree.", "method": "typed", "captured_at_0": ""}
    form = open_form(root_client, change_url(article)) | {"captures-TOTAL_FORMS": "1"}

    answer = root_client.post(
        change_url(article), form | {f"captures-0-{name}": value for name, value in fields.items()}
    )

    assert answer.status_code == 302
    capture = Capture.objects.get()
    assert (capture.text, capture.method) == ("One. Two.\nThree.", "typed")
    assert capture.captured_by is not None
    assert capture.captured_by.username == "root"


@pytest.mark.parametrize(
    ("kind", "text", "error"),
    [
        ("full text", "One.", "may not be kept. Write a digest, or allow its full text."),
        ("digest", "a\x01b", "raw_text: Line 1 holds the control character U+0001"),
        ("digest", " \n ", "raw_text: holds nothing but white space."),
    ],
)
def test_capture_the_desk_would_refuse_is_named_at_its_field(
    root_client: Client, kind: str, text: str, error: str
) -> None:
    article = factories.ArticleFactory()
    url = "/admin/briefs/capture/add/"
    form = open_form(root_client, url) | {"article": str(article.pk), "kind": kind, "raw_text": text}

    alone = root_client.post(url, form)
    row = {"captures-TOTAL_FORMS": "1", "captures-0-kind": kind, "captures-0-raw_text": text}
    row |= {"captures-0-method": "typed"}
    inline = root_client.post(change_url(article), open_form(root_client, change_url(article)) | row)

    assert error in alone.content.decode()
    assert error in inline.content.decode()
    assert Capture.objects.count() == 0


def test_same_text_again_is_the_capture_already_there(root_client: Client) -> None:
    capture = factories.make_capture("Once.")
    url = "/admin/briefs/capture/add/"
    form = open_form(root_client, url) | {"kind": "digest", "raw_text": "Once."}

    answer = root_client.post(url, form | {"article": str(capture.article.pk)})

    assert answer.status_code == 302
    assert Capture.objects.count() == 1


def test_capture_can_be_read_but_never_changed_or_deleted(root_client: Client) -> None:
    capture = factories.make_capture("First line.\n\nSecond line.")

    page = root_client.get(change_url(capture)).content.decode()

    assert '<tr><th scope="row">2</th><td>Second line.</td></tr>' in page
    assert root_client.post(change_url(capture), {"raw_text": "Other."}).status_code == 403
    assert root_client.post(f"/admin/briefs/capture/{capture.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Capture.objects.get().text == "First line.\n\nSecond line."
