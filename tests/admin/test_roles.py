"""Who may do what, what the record refuses to everybody, and what a deletion answers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from briefs.desk.models import Approval, Brief, Claim
from briefs.publishing import withdraw_brief
from briefs.record.document import CorrectionNotice
from briefs.record.models import Correction, Edition, Withdrawal
from tests import factories
from tests.admin.pages import change_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def record_rows() -> list[Any]:
    correction = CorrectionNotice(kind="correction", note="The month.")
    edition = factories.published(factories.BriefFactory(), correction=correction)
    withdraw_brief(brief=edition.brief, edition=1, by=factories.publisher(), explanation="Wrong.")
    return [edition, Withdrawal.objects.get(), Correction.objects.get(), Approval.objects.get()]


def test_record_is_read_only_even_for_a_superuser(root_client: Client, record_rows: list[Any]) -> None:
    for row in record_rows:
        noun = row._meta.model_name
        assert root_client.get(change_url(row)).status_code == 200
        assert root_client.post(change_url(row), {"title": "Other", "note": "Other"}).status_code == 403
        assert root_client.get(f"/admin/briefs/{noun}/add/").status_code == 403
        assert root_client.post(f"/admin/briefs/{noun}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
        assert "action" not in root_client.get(f"/admin/briefs/{noun}/").context["cl"].list_display


def test_edition_page_shows_its_hash_and_its_links(root_client: Client, record_rows: list[Any]) -> None:
    edition = Edition.objects.get()

    page = root_client.get(change_url(edition)).content.decode()

    assert edition.sha256 in page
    assert f'<a href="/briefs/{edition.slug}/editions/1/">' in page
    assert f'<a href="/admin/briefs/brief/{edition.brief_id}/change/">' in page
    assert "Correction: The month." in page


@pytest.mark.parametrize("role", ["author", "editor", "publisher"])
def test_every_role_reads_approvals(as_role: Callable[[str], Client], role: str) -> None:
    brief = factories.approved()
    approval = Approval.objects.get()
    client = as_role(role)

    page = client.get(change_url(approval)).content.decode()

    assert f'<a href="/admin/briefs/brief/{brief.pk}/change/">{brief.title}</a>' in page
    assert approval.content_sha256 in page
    assert "editor" in client.get("/admin/briefs/approval/").content.decode()


def test_published_brief_cannot_be_deleted_and_the_page_says_why(root_client: Client) -> None:
    edition = factories.published()
    url = f"/admin/briefs/brief/{edition.brief_id}/delete/"

    page = root_client.get(url).content.decode()
    answer = root_client.post(url, {"post": "yes", "started_from": edition.brief.version})

    assert "cannot be deleted, because it is used" in page
    assert str(edition) in page
    assert answer.status_code == 200
    assert Brief.objects.count() == 1


@pytest.mark.parametrize("noun", ["actor", "capture", "claim", "lever", "recommendation", "brief"])
def test_bulk_deletion_of_what_others_rest_on_is_refused_with_the_list(root_client: Client, noun: str) -> None:
    brief = factories.published().brief
    item = brief.recommendations.get()
    rows: dict[str, Any] = {
        "actor": brief.bylines.get().actor,
        "capture": item.claims.get().evidence.get().capture,
        "claim": item.claims.get(),
        "lever": item.lever,
        "recommendation": item,
        "brief": brief,
    }
    row = rows[noun]
    data = {"action": "delete_selected", "_selected_action": [str(row.pk)], "post": "yes"}

    answer = root_client.post(f"/admin/briefs/{noun}/", data)

    assert answer.status_code in {200, 302, 403}
    assert type(row).objects.filter(pk=row.pk).exists()
    if noun != "capture":
        assert "cannot be deleted" in answer.content.decode()


def test_author_writes_but_does_not_delete_claims(as_role: Callable[[str], Client]) -> None:
    claim = factories.ClaimFactory(evidence=False)
    client = as_role("author")

    assert client.get(change_url(claim)).context["has_change_permission"] is True
    assert client.post(f"/admin/briefs/claim/{claim.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get("/admin/auth/user/").status_code == 403
    assert Claim.objects.count() == 1


def test_reader_of_the_desk_sees_forms_without_a_version_to_post(client: Client) -> None:
    user = factories.UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user)
    brief = factories.BriefFactory()

    answer = client.get(change_url(brief))

    assert answer.status_code == 200
    assert "started_from" not in answer.content.decode()


def test_pages_are_never_cached_and_carry_no_inline_code(root_client: Client) -> None:
    claim = factories.ClaimFactory()
    brief = factories.BriefFactory()
    pages = ["/admin/", "/admin/briefs/claim/", change_url(claim), change_url(brief)]
    pages += [f"/admin/briefs/brief/{brief.pk}/history/", f"/admin/briefs/brief/{brief.pk}/submit/"]

    for page in pages:
        answer = root_client.get(page)
        html = answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"], page
        assert " style=" not in html, page
        assert " onclick=" not in html, page
        assert "<script>" not in html, page


def test_history_tells_who_changed_what(root_client: Client) -> None:
    claim = factories.ClaimFactory(statement="The old one.")
    claim.statement = "The new one."
    claim._history_user = factories.author()
    claim.save()

    page = root_client.get(f"/admin/briefs/claim/{claim.pk}/history/").content.decode()
    record = claim.history.first()

    assert "<strong>author</strong> changed it" in page
    assert "The old one." in page
    assert "<dt>Version</dt>" not in page
    past = root_client.post(f"/admin/briefs/claim/{claim.pk}/history/{record.pk}/", {"statement": "Back."})
    assert past.status_code == 302
    assert Claim.objects.get().statement == "The new one."
