"""Review, publication and withdrawal by button: who sees which, and what a refusal shows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from briefs.desk.models import Brief
from briefs.record.models import Correction, Edition, Withdrawal
from tests import factories
from tests.admin.pages import change_url, open_form

pytestmark = pytest.mark.django_db
AsRole = Callable[[str], Client]


def act_url(brief: Brief, act: str) -> str:
    return f"/admin/briefs/brief/{brief.pk}/{act}/"


def take(client: Client, brief: Brief, act: str, **fields: Any) -> Any:
    """Open the page of an act and post its form back with these fields."""
    form = open_form(client, act_url(brief, act))
    return client.post(act_url(brief, act), form | fields)


def acts_on(client: Client, brief: Brief) -> list[str]:
    return [act.label for act in client.get(change_url(brief)).context["desk"]["acts"]]


def test_brief_goes_from_draft_to_edition_and_withdrawal_by_buttons(as_role: AsRole) -> None:
    brief = factories.BriefFactory()
    take(as_role("author"), brief, "submit")
    take(as_role("editor"), brief, "approve")
    publisher = as_role("publisher")
    answer = take(publisher, brief, "publish", update_type="major", change_note="First edition.")

    assert answer.status_code == 302
    edition = Edition.objects.get()
    assert (edition.number, edition.update_type, edition.change_note) == (1, "major", "First edition.")
    assert Brief.objects.get().state == "published"

    take(publisher, brief, "withdraw", explanation="Its main source was retracted.")
    assert Withdrawal.objects.get().explanation == "Its main source was retracted."
    assert "Readers get" in publisher.get(change_url(brief)).content.decode()


def test_edition_can_be_scheduled_and_carry_a_correction(as_role: AsRole) -> None:
    edition = factories.published()
    brief = factories.approved(edit(edition.brief))

    answer = take(
        as_role("publisher"),
        brief,
        "publish",
        update_type="minor",
        change_note="A date.",
        live_from="2029-03-01T10:00",
        correction_kind="correction",
        correction_note="The law is of April, not May.",
    )

    assert answer.status_code == 302, answer.content.decode()
    newest = Edition.objects.order_by("-number").first()
    assert newest is not None
    assert (newest.number, newest.live_from.isoformat()) == (2, "2029-03-01T10:00:00+00:00")
    assert Correction.objects.get().note == "The law is of April, not May."
    page = as_role("publisher").get(change_url(brief)).content.decode()
    assert "live from 1 March 2029, 10:00" in page


def edit(brief: Brief) -> Brief:
    brief = Brief.objects.get(pk=brief.pk)
    brief.state, brief.edited_by = Brief.State.DRAFT, factories.author()
    brief.save()
    return brief


def test_refused_publication_shows_the_list_and_publishes_nothing(as_role: AsRole) -> None:
    brief = factories.approved()
    claim = brief.recommendations.get().claims.get()
    claim.evidence.update(stance="context")

    answer = take(as_role("publisher"), brief, "publish", update_type="major", change_note="First.")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert f"Claim {claim.key}, evidence: has no passage that supports it. Add one." in page
    assert f'href="/admin/briefs/claim/{claim.pk}/change/#evidence-group"' in page
    assert Edition.objects.count() == 0
    assert Brief.objects.get().state == "approved"


def test_missing_change_note_is_named_at_its_field(as_role: AsRole) -> None:
    answer = take(as_role("publisher"), factories.approved(), "publish", update_type="major", change_note=" ")

    assert answer.context["form"].errors == {
        "change_note": ["change_note: is empty. A major edition or a correction tells readers what changed."]
    }
    assert Edition.objects.count() == 0


def redrafted() -> Brief:
    """A published brief whose next draft is approved."""
    brief = factories.published().brief
    brief.refresh_from_db()
    brief.title, brief.state = "Another title", "draft"
    brief.save()
    return factories.approved(brief)


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("live_from", "9999-12-31T23:59", "live_from: lies more than five years ahead. Check the year."),
        (
            "live_from",
            "2020-01-01T00:00",
            "live_from: lies in the past. Leave it empty to publish now, or choose a later time.",
        ),
        ("update_type", "huge", "Select a valid choice. huge is not one of the available choices."),
        ("change_note", "a\x00b", "change_note: holds a NUL, which no text has. Paste it without."),
        ("correction_note", "Wrong.", "correction_kind: choose what kind of correction the note is, or empty it."),
    ],
)
def test_bad_publication_input_is_named_and_publishes_nothing(
    as_role: AsRole, field: str, value: str, error: str
) -> None:
    fields = {"update_type": "major", "change_note": "Second.", field: value}

    answer = take(as_role("publisher"), redrafted(), "publish", **fields)

    assert [error] in list(answer.context["form"].errors.values())
    assert Edition.objects.count() == 1


def test_first_edition_offers_no_correction_and_a_note_to_start_from(as_role: AsRole) -> None:
    brief = factories.approved()
    form = as_role("publisher").get(f"/admin/briefs/brief/{brief.pk}/publish/").context["form"]
    assert list(form.fields) == ["started_from", "update_type", "change_note", "live_from", "zone", "embargo"]
    assert form.initial["change_note"] == "First edition."


def test_nobody_approves_their_own_draft_in_the_admin(as_role: AsRole) -> None:
    brief = factories.BriefFactory(edited_by=factories.editor())
    client = as_role("editor")
    take(client, brief, "submit")

    assert acts_on(client, brief) == ["Return to draft"]
    answer = take(client, brief, "approve")

    assert "Nobody approves their own draft" in answer.content.decode()
    assert Brief.objects.get().state == "in review"


@pytest.mark.parametrize("act", ["approve", "publish", "return", "withdraw"])
def test_author_can_only_submit(as_role: AsRole, act: str) -> None:
    brief = factories.BriefFactory(state="in review")
    client = as_role("author")

    answer = client.post(act_url(brief, act), {"started_from": brief.version, "explanation": "No."})

    assert client.get(act_url(brief, act)).status_code == 403
    assert answer.status_code == 403
    assert Brief.objects.get().state == "in review"


def test_buttons_follow_state_and_role(as_role: AsRole) -> None:
    draft, approved = factories.BriefFactory(), factories.approved()
    live = factories.published().brief

    assert acts_on(as_role("author"), draft) == ["Send to review"]
    assert acts_on(as_role("author"), approved) == []
    assert acts_on(as_role("editor"), approved) == ["Return to draft"]
    assert acts_on(as_role("publisher"), approved) == ["Publish", "Return to draft"]
    assert acts_on(as_role("publisher"), live) == ["Withdraw"]


def test_act_on_a_brief_changed_meanwhile_is_refused(as_role: AsRole) -> None:
    brief = factories.BriefFactory(state="in review")
    client = as_role("editor")
    form = open_form(client, act_url(brief, "approve"))
    brief.body += " More."
    brief.save()

    answer = client.post(act_url(brief, "approve"), form)

    assert answer.status_code == 200
    assert "was changed by somebody else after you opened it" in answer.content.decode()
    assert Brief.objects.get().state == "in review"


def test_second_withdrawal_is_refused_in_a_sentence(as_role: AsRole) -> None:
    brief = factories.published().brief
    client = as_role("publisher")
    take(client, brief, "withdraw", explanation="Wrong.")

    answer = client.post(act_url(brief, "withdraw"), {"explanation": "Wrong again."})

    assert "so there is nothing to withdraw." in answer.content.decode()
    assert Withdrawal.objects.count() == 1


def test_act_on_a_brief_that_is_gone_leads_back(root_client: Client) -> None:
    assert root_client.get("/admin/briefs/brief/99999999999999999999/publish/").status_code == 302
    assert root_client.get("/admin/briefs/brief/99999999999999999999/preview/").status_code == 302


def test_preview_shows_the_draft_to_the_desk_alone(as_role: AsRole, client: Client) -> None:
    brief = factories.BriefFactory(body="## Heading\n\nA sentence [@nobody].", title="Only for the desk")

    answer = as_role("author").get(act_url(brief, "preview"))

    assert answer.status_code == 200
    assert "DRAFT, not published" in answer.content.decode()
    assert "Only for the desk" in answer.content.decode()
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(act_url(brief, "preview")).status_code == 302


def test_preview_has_no_number_fingerprint_or_address_of_an_edition_that_does_not_exist(root_client: Client) -> None:
    edition = factories.published(factories.BriefFactory(slug="shown"))

    page = root_client.get(act_url(edition.brief, "preview")).content.decode()

    assert "<dd>Draft, not published</dd>" in page
    assert "It gets its number, its address and its fingerprint when it is published." in page
    assert "SHA-256" not in page
    assert 'href="/claims/claim' not in page
    assert "/briefs/shown/editions/1/" in page
    assert "/briefs/shown/editions/2/" not in page
    assert "SHA-256" in root_client.get("/briefs/shown/").content.decode()
