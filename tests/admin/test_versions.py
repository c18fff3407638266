"""Two editors, one row: the second is refused and sees both texts."""

from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from briefs.admin.claims import ClaimAdmin
from briefs.desk.models import Brief, Claim, Evidence, StaleVersion
from tests import factories
from tests.admin.pages import change_url, login, open_form, read_form

pytestmark = pytest.mark.django_db


def test_second_editor_is_refused_and_shown_both_texts() -> None:
    claim = factories.ClaimFactory(statement="As it was.")
    first, second = login(factories.author()), login(factories.editor())
    early, late = open_form(first, change_url(claim)), open_form(second, change_url(claim))

    assert first.post(change_url(claim), early | {"statement": "The first one’s."}).status_code == 302
    answer = second.post(change_url(claim), late | {"statement": "The second one’s."})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "was changed by author on" in page
    assert "The first one’s." in page
    assert "The second one’s." in page
    assert Claim.objects.get().statement == "The first one’s."
    assert Claim.objects.get().version == 2


def test_refused_form_saves_once_both_texts_were_seen() -> None:
    claim = factories.ClaimFactory(statement="As it was.", note="Old note.")
    client = login(factories.editor())
    form = open_form(client, change_url(claim))
    client.post(change_url(claim), form | {"note": "New note."})

    refused = client.post(change_url(claim), form | {"statement": "Mine."})
    again = client.post(change_url(claim), read_form(refused))

    stored = Claim.objects.get()
    assert again.status_code == 302
    # The note was left alone in the second form, so the stored one stays.
    assert (stored.statement, stored.note, stored.version) == ("Mine.", "New note.", 3)


def test_form_without_version_is_refused(root_client: Client) -> None:
    topic = factories.TopicFactory(name="Media")
    form = open_form(root_client, change_url(topic))
    del form["started_from"]

    answer = root_client.post(change_url(topic), form | {"name": "Press"})

    topic.refresh_from_db()
    assert answer.status_code == 200
    assert topic.name == "Media"


def test_unchanged_form_does_not_count_as_an_edit(root_client: Client) -> None:
    claim = factories.ClaimFactory()
    form = open_form(root_client, change_url(claim))

    assert root_client.post(change_url(claim), form).status_code == 302

    assert Claim.objects.get().version == 1
    assert Evidence.objects.get().version == 1
    assert Claim.objects.get().history.count() == 1


def test_stale_inline_row_is_refused_and_nothing_of_the_page_saved() -> None:
    claim = factories.ClaimFactory(statement="As it was.")
    first, second = login(factories.author()), login(factories.editor())
    early, late = open_form(first, change_url(claim)), open_form(second, change_url(claim))
    first.post(change_url(claim), early | {"evidence-0-note": "The first one’s."})

    answer = second.post(change_url(claim), late | {"statement": "Changed.", "evidence-0-note": "The second one’s."})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "This evidence was changed by author on" in page
    assert "The first one’s." in page
    assert "The second one’s." in page
    assert Evidence.objects.get().note == "The first one’s."
    assert Claim.objects.get().statement == "As it was."


def test_deleting_an_inline_row_somebody_changed_is_refused() -> None:
    claim = factories.ClaimFactory()
    first, second = login(factories.author()), login(factories.editor())
    early, late = open_form(first, change_url(claim)), open_form(second, change_url(claim))
    first.post(change_url(claim), early | {"evidence-0-note": "Look at this."})

    answer = second.post(change_url(claim), late | {"evidence-0-DELETE": "on"})

    assert answer.status_code == 200
    assert "was changed by author on" in answer.content.decode()
    assert Evidence.objects.get().note == "Look at this."


def test_inline_row_deleted_meanwhile_comes_back_as_a_new_one() -> None:
    claim = factories.ClaimFactory()
    factories.make_evidence(claim, exact="The station began broadcasting in November.", stance="context")
    first, second = login(factories.editor()), login(factories.publisher())
    early, late = open_form(first, change_url(claim)), open_form(second, change_url(claim))
    assert first.post(change_url(claim), early | {"evidence-0-DELETE": "on"}).status_code == 302

    refused = second.post(change_url(claim), late | {"evidence-0-note": "Kept words."})

    page = refused.content.decode()
    assert refused.status_code == 200
    assert "Row 1: this evidence was deleted by editor on" in page
    assert [row.stance for row in Evidence.objects.all()] == ["context"]
    form = read_form(refused)
    assert (form["evidence-INITIAL_FORMS"], form["evidence-TOTAL_FORMS"]) == ("1", "3")
    assert (form["evidence-0-stance"], form["evidence-1-note"]) == ("context", "Kept words.")
    assert second.post(change_url(claim), form).status_code == 302
    assert sorted(Evidence.objects.values_list("note", flat=True)) == ["", "Kept words."]


def test_row_deleted_meanwhile_gives_the_editor_back_the_text() -> None:
    claim = factories.ClaimFactory(evidence=False)
    first, second = login(factories.editor()), login(factories.author())
    late = open_form(second, change_url(claim))
    first.post(f"/admin/briefs/claim/{claim.pk}/delete/", {"post": "yes", "started_from": "1"})

    answer = second.post(change_url(claim), late | {"statement": "An hour of work <b>lost</b>."})

    assert answer.status_code == 409
    assert "was deleted by editor on" in answer.content.decode()
    assert "An hour of work &lt;b&gt;lost&lt;/b&gt;." in answer.content.decode()
    assert Claim.objects.count() == 0


def test_deleting_what_somebody_changed_meanwhile_is_refused(root_client: Client) -> None:
    claim = factories.ClaimFactory(evidence=False)
    url = f"/admin/briefs/claim/{claim.pk}/delete/"
    form = open_form(root_client, url)
    claim.note = "Do not delete."
    claim.save()

    answer = root_client.post(url, form, follow=True)

    assert "so nothing was deleted" in answer.content.decode()
    assert Claim.objects.count() == 1


def test_race_between_check_and_save_is_refused_and_nothing_half_saved(root_client: Client) -> None:
    claim = factories.ClaimFactory(statement="As it was.")
    form = open_form(root_client, change_url(claim))
    runs: list[str] = []
    get_object, save = ClaimAdmin.get_object, Claim.save

    def open_again(*args: Any, **kwargs: Any) -> Any:
        runs.append("run")
        if len(runs) == 2:
            rival = Claim.objects.get()
            rival.note = "In between."
            rival.save()
        return get_object(*args, **kwargs)

    def lose_the_race(claim: Claim, *args: Any, **kwargs: Any) -> None:
        if len(runs) == 1:
            raise StaleVersion(claim)
        save(claim, *args, **kwargs)

    mine = {"statement": "Too late.", "evidence-0-note": "Half."}
    with patch.object(ClaimAdmin, "get_object", open_again), patch.object(Claim, "save", lose_the_race):
        answer = root_client.post(change_url(claim), form | mine)

    assert answer.status_code == 200
    assert "so nothing was saved" in answer.content.decode()
    assert (Claim.objects.get().statement, Claim.objects.get().note) == ("As it was.", "In between.")
    assert Evidence.objects.get().note == ""


def test_brief_is_guarded_like_every_noun() -> None:
    brief = factories.BriefFactory(title="As it was")
    first, second = login(factories.author()), login(factories.editor())
    early, late = open_form(first, change_url(brief)), open_form(second, change_url(brief))
    first.post(change_url(brief), early | {"body": "The first one’s."})

    answer = second.post(change_url(brief), late | {"body": "The second one’s."})

    assert "was changed by author on" in answer.content.decode()
    assert Brief.objects.get().body == "The first one’s."
