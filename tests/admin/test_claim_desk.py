"""The claim desk: a statement, its passages in their context, and what keeps it from being published."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefs.desk.models import Claim, Evidence
from briefs.desk.services.anchoring import anchor_evidence
from tests import factories
from tests.admin.pages import change_url, login, open_form

pytestmark = pytest.mark.django_db
ADD = "/admin/briefs/claim/add/"
COURT = "A court upheld the closure of the outlet."
TWICE = "The court met.\nNobody spoke of it.\nThe court met."


def page_of(client: Client, row: Any) -> str:
    return unescape(client.get(change_url(row)).content.decode())


def misplace(evidence: Evidence, **fields: Any) -> Evidence:
    """The passage as it stands after its words were changed."""
    for name, value in {"start": None, "end": None, "prefix": "", "suffix": "", "paragraph": None, **fields}.items():
        setattr(evidence, name, value)
    anchor_evidence(evidence)
    evidence.save()
    return evidence


def test_passage_is_marked_in_its_paragraph_with_those_around_it(root_client: Client) -> None:
    claim = factories.ClaimFactory()

    page = page_of(root_client, claim)

    assert f"<mark>{COURT}</mark>" in page
    assert "<summary>2 paragraphs before it</summary>" in page
    assert "paragraphs after it" not in page
    assert 'data-paragraph="1"' in page


def test_claim_is_added_with_its_first_passage(root_client: Client) -> None:
    capture, topic = factories.make_capture(), factories.TopicFactory(slug="courts")
    form = open_form(root_client, ADD) | {
        "key": "upheld",
        "statement": COURT,
        "kind": "fact",
        "topics": "courts",
        "evidence-0-capture": str(capture.pk),
        "evidence-0-exact": COURT,
    }

    assert root_client.post(ADD, form).status_code == 302

    claim = Claim.objects.get(key="upheld")
    assert list(claim.topics.all()) == [topic]
    assert [(row.anchor_state, row.paragraph, row.position) for row in claim.evidence.all()] == [("anchored", 3, 0)]


def test_blank_passage_is_no_passage(root_client: Client) -> None:
    claim = factories.ClaimFactory()
    form = open_form(root_client, change_url(claim))

    assert root_client.post(change_url(claim), form | {"note": "Seen."}).status_code == 302

    assert (Evidence.objects.count(), Claim.objects.get().note) == (1, "Seen.")


def test_new_passage_comes_last_unless_told_otherwise(root_client: Client) -> None:
    claim = factories.ClaimFactory()
    capture = factories.make_capture()
    row = {"evidence-1-capture": str(capture.pk), "evidence-1-exact": COURT}

    assert root_client.post(change_url(claim), open_form(root_client, change_url(claim)) | row).status_code == 302

    assert [(item.capture_id == capture.pk, item.position) for item in claim.evidence.all()] == [(False, 0), (True, 1)]


def test_ambiguous_passage_is_put_where_the_editor_says(root_client: Client) -> None:
    claim = factories.ClaimFactory(evidence=False)
    evidence = factories.make_evidence(claim, capture=factories.make_capture(TWICE), exact="The court met.")
    assert evidence.anchor_state == "ambiguous"
    page = page_of(root_client, claim)
    assert "It may be one of these 2 places" in page
    assert 'value="0-14"' in page

    form = open_form(root_client, change_url(claim)) | {"evidence-0-chosen": "35-49"}
    assert root_client.post(change_url(claim), form).status_code == 302

    evidence.refresh_from_db()
    assert (evidence.anchor_state, evidence.paragraph, evidence.start) == ("anchored", 3, 35)


def test_copies_in_one_paragraph_are_told_apart_by_choosing(root_client: Client) -> None:
    claim = factories.ClaimFactory(evidence=False)
    capture = factories.make_capture("It met. Then it rose, and then it met. It met.")
    evidence = factories.make_evidence(claim, capture=capture, exact="It met.")
    assert evidence.anchor_state == "ambiguous"

    form = open_form(root_client, change_url(claim)) | {"evidence-0-chosen": "39-46"}
    assert root_client.post(change_url(claim), form).status_code == 302

    evidence.refresh_from_db()
    assert (evidence.anchor_state, evidence.start, evidence.end) == ("anchored", 39, 46)


def test_passage_found_roughly_takes_the_words_that_stand_there(root_client: Client) -> None:
    claim = factories.ClaimFactory()
    evidence = misplace(Evidence.objects.get(), exact="A court has upheld the closure of this outlet.")
    assert evidence.anchor_state == "fuzzy"
    offered = re.findall(r'name="evidence-0-chosen" value="([^"]+)"', page_of(root_client, claim))
    assert len(offered) == 1

    form = open_form(root_client, change_url(claim)) | {"evidence-0-chosen": offered[0]}
    assert root_client.post(change_url(claim), form).status_code == 302

    evidence.refresh_from_db()
    assert (evidence.anchor_state, evidence.paragraph) == ("anchored", 3)
    assert evidence.exact in COURT


def test_passage_in_another_paragraph_than_named_is_offered_there(root_client: Client) -> None:
    claim = factories.ClaimFactory()
    evidence = misplace(Evidence.objects.get(), paragraph=1)
    assert evidence.anchor_state == "orphaned"

    page = page_of(root_client, claim)

    assert "It may be this place" in page
    assert "paragraph 3" in page


def test_passage_that_stands_nowhere_says_what_to_do(root_client: Client) -> None:
    claim = factories.ClaimFactory()
    misplace(Evidence.objects.get(), exact="Quite other words were never written there.", paragraph=2)

    page = page_of(root_client, claim)

    assert "Nothing like it stands in this capture." in page
    assert "Paragraph 2, where it was looked for" in page


@pytest.mark.parametrize("chosen", ["1-2", "9999-99999", "x", "-1-5", "0-14\x00", "1" * 1_000_000])
def test_place_that_was_not_offered_is_refused_in_a_sentence(root_client: Client, chosen: str) -> None:
    claim = factories.ClaimFactory(evidence=False)
    factories.make_evidence(claim, capture=factories.make_capture(TWICE), exact="The court met.")

    form = open_form(root_client, change_url(claim)) | {"evidence-0-chosen": chosen}
    answer = root_client.post(change_url(claim), form)

    assert answer.status_code == 200
    assert "Nothing was saved" in answer.content.decode()
    assert Evidence.objects.get().anchor_state == "ambiguous"


def test_corroboration_is_told_by_its_origins(root_client: Client) -> None:
    claim = factories.ClaimFactory(evidence=False)
    for name in ("Kloop", "Azattyk"):
        outlet = factories.ActorFactory(name=name, kind="media outlet")
        factories.make_evidence(claim, capture=factories.make_capture(outlet=outlet))

    assert "2 independent origins: Kloop; Azattyk." in page_of(root_client, claim)


def test_passages_of_one_body_are_told_to_be_one_origin(root_client: Client) -> None:
    claim = factories.ClaimFactory(evidence=False)
    above = factories.ActorFactory(name="The Group")
    for _ in range(2):
        outlet = factories.ActorFactory(kind="media outlet", part_of=above)
        factories.make_evidence(claim, capture=factories.make_capture(outlet=outlet))

    page = page_of(root_client, claim)

    assert "One origin: The Group. All its passages come from there" in page
    assert "The Group: 2 passages" in page


@pytest.mark.parametrize("modality", ["hedged", "reported", "denied"])
def test_fact_that_no_passage_asserts_gets_advice_and_saves(root_client: Client, modality: str) -> None:
    claim = factories.ClaimFactory(evidence=False, confidence="high", confidence_reason="Sure.")
    factories.make_evidence(claim, modality=modality)

    page = page_of(root_client, claim)

    assert "The statement says it outright" in page
    assert "The confidence is high, but no passage asserts it" in page
    form = open_form(root_client, change_url(claim)) | {"statement": f"Reportedly, {COURT}"}
    assert root_client.post(change_url(claim), form).status_code == 302
    assert "The statement says it outright" not in page_of(root_client, claim)


def test_asserted_passage_or_another_kind_gets_no_advice(root_client: Client) -> None:
    fact = factories.ClaimFactory()
    demand = factories.ClaimFactory(kind="position", evidence=False)
    factories.make_evidence(demand, modality="hedged")

    assert "To think over" not in page_of(root_client, fact)
    assert "To think over" not in page_of(root_client, demand)


def test_what_keeps_it_from_publication_leads_to_its_field(root_client: Client) -> None:
    claim = factories.ClaimFactory(statement="A court upheld 12 closures.")

    page = page_of(root_client, claim)

    assert "1 thing to put right before a brief can be published with it" in page
    assert '<a class="issue" href="#id_statement">Says 12, which none of its passages holds.' in page


def test_refused_form_names_every_field_and_leads_to_it(root_client: Client) -> None:
    claim = factories.ClaimFactory()
    form = open_form(root_client, change_url(claim)) | {"occurred_on": "yesterday", "evidence-0-capture": "77777"}

    page = root_client.post(change_url(claim), form).content.decode()

    assert "Nothing was saved: 2 things to correct" in page
    assert '<a href="#id_occurred_on">' in page
    assert '<a href="#id_evidence-0-capture">Passage 1, Capture:' in page


def test_page_makes_the_same_queries_with_one_passage_and_with_ten(root_client: Client) -> None:
    counts = []
    for number in (1, 3, 10):
        claim = factories.ClaimFactory(evidence=False)
        for _ in range(number):
            factories.make_evidence(claim, attributed_to=factories.ActorFactory())
        root_client.get(change_url(claim))
        with CaptureQueriesContext(connection) as queries:
            root_client.get(change_url(claim))
        counts.append(len(queries))
        assert [q["sql"] for q in queries if "raw_text" in q["sql"]] == []
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 40


def test_who_may_only_look_gets_no_fields(db: None) -> None:
    claim = factories.ClaimFactory()
    reader = factories.UserFactory(username="reader")
    reader.user_permissions.add(*Permission.objects.filter(codename__in=["view_claim", "view_evidence"]))
    client = login(reader)

    page = page_of(client, claim)

    assert f'<p class="statement">{claim.statement}</p>' in page
    assert f"<mark>{COURT}</mark>" in page
    assert ('name="statement"' in page, 'name="_save"' in page, "data-row-add" in page) == (False, False, False)
    assert client.post(change_url(claim), {"statement": "Other."}).status_code == 403


def test_page_needs_no_script_of_the_stock_form(root_client: Client) -> None:
    page = page_of(root_client, factories.ClaimFactory())

    assert [word for word in ("jquery", "select2", "jsi18n", "onclick=") if word in page] == []


class TestTextOfACapture:
    def test_gives_numbered_paragraphs_to_choose_from(self, root_client: Client) -> None:
        capture = factories.make_capture()
        page = root_client.get(f"/admin/briefs/claim/capture/{capture.pk}/").content.decode()
        assert f"<span data-words>{COURT}</span>" in page
        assert page.count("data-paragraph") == 3

    def test_begins_where_asked_and_gives_no_more_than_it_says(self, root_client: Client) -> None:
        capture = factories.make_capture("\n".join(f"Line {n}." for n in range(1, 1001)))
        page = root_client.get(f"/admin/briefs/claim/capture/{capture.pk}/?from=500").content.decode()
        assert (page.count("data-paragraph"), "Line 499." in page, "Line 500." in page) == (400, False, True)
        assert "1000 paragraphs in all" in page

    @pytest.mark.parametrize("start", ["x", "-5", "0", "99999999999", "%00", "٣"])
    def test_begins_somewhere_when_asked_for_nonsense(self, root_client: Client, start: str) -> None:
        capture = factories.make_capture()
        assert root_client.get(f"/admin/briefs/claim/capture/{capture.pk}/?from={start}").status_code == 200

    def test_is_for_those_who_may_see_captures(self, root_client: Client) -> None:
        capture = factories.make_capture()
        reader = factories.UserFactory(username="reader")
        reader.user_permissions.add(Permission.objects.get(codename="view_claim"))
        assert login(reader).get(f"/admin/briefs/claim/capture/{capture.pk}/").status_code == 403
        assert root_client.get("/admin/briefs/claim/capture/99999999999999999999999/").status_code == 404
        answer = root_client.get(f"/admin/briefs/claim/capture/{capture.pk}/")
        assert "no-store" in answer["Cache-Control"]
