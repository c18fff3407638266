"""A scheduled edition under embargo, and notes mended by hand."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from briefs.publishing import mend_note, unschedule_edition, withdraw_brief
from briefs.record.document import CorrectionNotice
from briefs.record.models import Edition, MendedNote
from tests import factories
from tests.admin.pages import change_url, open_form, read_form

pytestmark = pytest.mark.django_db
AsRole = Callable[[str], Client]


def scheduled(**publication: Any) -> Edition:
    moment = timezone.now().replace(microsecond=0) + timedelta(days=7)
    return factories.published(live_from=moment, **publication)


def test_scheduled_edition_is_shown_to_the_desk_with_its_embargo(as_role: AsRole, client: Client) -> None:
    edition = scheduled(zone="Europe/Brussels", embargo="Not for publication.\n\nCall us first.")
    url = f"/admin/briefs/edition/{edition.pk}/preview/"
    answer = as_role("author").get(url)
    page = answer.content.decode()
    moment = answer.context["until"]
    assert moment.endswith("(Europe/Brussels)")
    assert f'<p class="notice-title">Embargoed until {moment}</p>' in page
    assert "<p>Call us first.</p>" in page
    assert page.index("Embargoed until") < page.index("<h1")
    assert edition.title in page
    assert '<meta name="robots" content="noindex">' in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(url).status_code == 302
    assert client.get(f"/briefs/{edition.slug}/").status_code == 404


def test_preview_leads_on_once_the_edition_is_out_or_undone(as_role: AsRole) -> None:
    live, undone = factories.published(), scheduled()
    unschedule_edition(brief=undone.brief, edition=1, by=factories.publisher())
    client = as_role("author")
    assert client.get(f"/admin/briefs/edition/{live.pk}/preview/")["Location"] == f"/briefs/{live.slug}/editions/1/"
    assert client.get(f"/admin/briefs/edition/{undone.pk}/preview/")["Location"] == change_url(undone)
    assert client.get("/admin/briefs/edition/999999999999999999999/preview/").status_code == 302
    assert "Schedule undone" in client.get(change_url(undone)).content.decode()


def mend_url(edition: Edition, kind: str = "change-note") -> str:
    return f"/admin/briefs/edition/{edition.pk}/mend/{kind}/"


def test_note_is_mended_by_hand_and_readers_can_open_the_first_text(as_role: AsRole, client: Client) -> None:
    edition = factories.published(change_note="Frist edition.")
    publisher = as_role("publisher")
    assert f'href="{mend_url(edition)}"' in publisher.get(change_url(edition)).content.decode()
    form = open_form(publisher, mend_url(edition)) | {"text": "First edition."}
    assert publisher.post(mend_url(edition), form)["Location"] == change_url(edition)

    page = client.get(f"/briefs/{edition.slug}/").content.decode()
    assert "<p>First edition.</p>" in page
    assert "As it was published first: Frist edition." in page
    assert "Before that: Frist edition." in publisher.get(change_url(edition)).content.decode()
    assert Edition.objects.get().change_note == "Frist edition."


def test_correction_and_withdrawal_are_shown_mended_wherever_readers_meet_them(client: Client) -> None:
    edition = factories.published(correction=CorrectionNotice(kind="correction", note="Tow outlets."))
    withdraw_brief(brief=edition.brief, edition=1, by=factories.publisher(), explanation="Its sorce was forged.")
    for kind, text in (("correction", "Two outlets."), ("withdrawal", "Its source was forged.")):
        mend_note(edition=edition, kind=kind, text=text, by=factories.publisher())
    key = edition.parse().claims[0].key
    for page in (f"/briefs/{edition.slug}/", f"/briefs/{edition.slug}/editions/1/", f"/claims/{key}/"):
        html = client.get(page).content.decode()
        assert "<p>Its source was forged.</p>" in html.replace(" </p>", "</p>"), page
        assert "As it was published first: Its sorce was forged." in html
    assert "Two outlets." in client.get(f"/briefs/{edition.slug}/").content.decode()


def test_two_who_mend_one_note_see_each_others_words(as_role: AsRole) -> None:
    edition, client = factories.published(), as_role("publisher")
    form = open_form(client, mend_url(edition)) | {"text": "Mine."}
    mend_note(edition=edition, kind="change note", text="Theirs.", by=factories.publisher())

    refused = client.post(mend_url(edition), form)
    assert "somebody mended this note after you opened it, and it reads “Theirs.” now" in refused.content.decode()
    assert MendedNote.objects.count() == 1
    again = read_form(refused) | {"text": "Both."}
    assert client.post(mend_url(edition), again).status_code == 302


@pytest.mark.parametrize("text", ["", " \n", "First edition.", "a\x00b", "x" * 1_000_000])
def test_bad_note_is_named_and_mends_nothing(as_role: AsRole, text: str) -> None:
    edition, client = factories.published(), as_role("publisher")
    answer = client.post(mend_url(edition), {"text": text, "seen": "First edition."})
    assert answer.status_code == 200
    assert len(answer.context["form"].errors["text"]) == 1
    assert not MendedNote.objects.exists()


def test_only_publishers_mend_and_only_notes_there_are(as_role: AsRole) -> None:
    edition = factories.published()
    for role in ("author", "editor"):
        answer = as_role(role).get(mend_url(edition))
        assert answer.status_code == 403
        assert "Mending a note is open to Publishers. Ask one of them." in answer.content.decode()
    assert "Mend the" not in as_role("editor").get(change_url(edition)).content.decode()
    client = as_role("publisher")
    assert [client.get(mend_url(edition, kind)).status_code for kind in ("correction", "withdrawal", "title")] == [
        404
    ] * 3
    assert client.get("/admin/briefs/edition/99999999999999999999/mend/correction/").status_code == 302
