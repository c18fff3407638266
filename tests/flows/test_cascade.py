"""A fact turns out wrong after publication: no brief goes on saying it unseen."""

import pytest
from django.test import Client

from briefs.desk.models import Brief, Event
from briefs.desk.services.drafts import save_draft
from briefs.publishing.cascade import out_of_date
from briefs.record.document import CorrectionNotice
from tests.admin.pages import change_url, login, open_form
from tests.cascades import fresh, publish_citing
from tests.factories import ClaimFactory, author, editor, make_capture, make_evidence, published

pytestmark = pytest.mark.django_db

QUEUE = "/admin/out-of-date/"
WRONG = "A court upheld the closure of the outlet in April 2024."
RIGHT = "A court upheld the closure of the outlet in May 2024."


def correct_by_form(client: Client, claim, statement: str):
    """Correct the statement on the claim's page, and its passage on its own."""
    url = change_url(claim)
    response = client.post(url, open_form(client, url) | {"statement": statement})
    assert response.status_code == 302, response.content.decode()
    return response


def queue() -> list[str]:
    return [item.edition.title for item in out_of_date()]


def test_corrected_fact_reaches_every_brief_that_rests_on_it():
    claim = ClaimFactory(statement=WRONG, evidence=False)
    text = "A court upheld the closure of the outlet in April 2024.\nIn May 2024, says a later report."
    make_evidence(
        claim, capture=make_capture(text=text), exact="A court upheld the closure of the outlet in April 2024."
    )
    make_evidence(claim, capture=make_capture(text=RIGHT), exact=RIGHT)
    first = publish_citing(claim, title="The first", summary=f"It fell in April 2024 [@{claim.key}].")
    publish_citing(claim, title="The second")
    desk = login(author())

    before = desk.get(change_url(claim)).content.decode()
    assert "The first" in before
    assert "The second" in before
    warned = correct_by_form(desk, claim, RIGHT).wsgi_request
    assert [str(m) for m in warned._messages if "Out of date now" in str(m)] != []
    assert queue() == ["The first", "The second"]

    briefs = {title: Brief.objects.get(title=title) for title in ("The first", "The second")}
    page = desk.get(QUEUE).content.decode()
    note = f"Corrects “{WRONG[:-1]}” to “{RIGHT[:-1]}”."
    assert page.count(note) == 2
    data = {"act": "draft", "brief": [str(brief.pk) for brief in briefs.values()]}
    desk.post(QUEUE, data | {f"note-{brief.pk}": note for brief in briefs.values()})
    assert {fresh(brief).state for brief in briefs.values()} == {"draft"}
    assert {fresh(brief).proposed_note for brief in briefs.values()} == {note}
    assert Event.objects.filter(kind=Event.Kind.REOPENED).values("act").distinct().count() == 1
    assert queue() == ["The first", "The second"]

    mended = fresh(briefs["The first"])
    mended.summary = mended.summary.replace("April", "May")
    save_draft(brief=mended, by=author())
    notice = CorrectionNotice(kind="correction", note="It was May, not April.")
    again = published(mended, change_note=note, correction=notice)
    assert again.number == first.number + 1
    assert queue() == ["The second"]

    (item,) = out_of_date()
    token = f"{item.noun} {item.entry_sha256} {item.key}"
    pk = str(briefs["The second"].pk)
    login(editor()).post(QUEUE, {"act": "stand", "brief": pk, "item": token, "reason": "It names no month."})
    assert queue() == []
    assert "Nothing is out of date." in desk.get(QUEUE).content.decode()
    reader = Client().get("/briefs/" + again.slug + "/").content.decode()
    assert "It was May, not April." in reader

    correct_by_form(desk, claim, "A court overturned the closure of the outlet in May 2024.")
    assert queue() == ["The first", "The second"]
    correct_by_form(desk, claim, RIGHT)
    assert queue() == []
