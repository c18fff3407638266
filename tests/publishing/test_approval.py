import pytest
from django.db import IntegrityError, transaction

from briefs.desk.models import Approval, Brief, StaleVersion
from briefs.publishing import NotAllowed, PublishRefused, approve_brief, build_content, return_brief, submit_brief
from tests.factories import BriefFactory, UserFactory, approved, author, editor

pytestmark = pytest.mark.django_db


def approve(brief, by):
    """Approve what stands there now."""
    return approve_brief(brief=brief, by=by, content_sha256=build_content(brief).sha256())


@pytest.fixture
def submitted():
    brief = Brief.objects.get(pk=BriefFactory().pk)
    submit_brief(brief=brief, by=author())
    return brief


def test_review_goes_from_draft_to_approved(submitted):
    approval = approve(submitted, editor())
    assert Brief.objects.get(pk=submitted.pk).state == "approved"
    assert (approval.approved_by, approval.edited_by) == (editor(), author())


def test_nobody_approves_their_own_draft():
    brief = Brief.objects.get(pk=BriefFactory(edited_by=editor()).pk)
    submit_brief(brief=brief, by=editor())
    with pytest.raises(NotAllowed, match="Nobody approves their own draft"):
        approve(brief, editor())
    assert not Approval.objects.exists()


def test_database_refuses_an_approval_of_ones_own_draft(submitted):
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.create(brief=submitted, content_sha256="0" * 64, approved_by=editor(), edited_by=editor())


def test_author_may_not_approve(submitted):
    with pytest.raises(NotAllowed, match="author may not approve a brief"):
        approve(submitted, author())


def test_inactive_editor_may_not_approve(submitted):
    leaver = UserFactory(username="leaver", role="Editor", is_active=False)
    with pytest.raises(NotAllowed, match="leaver may not approve"):
        approve(submitted, leaver)


def test_draft_not_submitted_cannot_be_approved():
    with pytest.raises(NotAllowed, match="A brief that is draft cannot be approved"):
        approve(BriefFactory(), editor())


def test_approval_of_content_with_issues_is_refused_with_the_list():
    brief = Brief.objects.get(pk=BriefFactory(body="See [@nothing].").pk)
    submit_brief(brief=brief, by=author())
    with pytest.raises(PublishRefused, match="no claim has that key"):
        approve(brief, editor())
    assert Brief.objects.get(pk=brief.pk).state == "in review"


def test_approval_of_a_draft_saved_meanwhile_is_refused(submitted):
    Brief.objects.get(pk=submitted.pk).save()
    with pytest.raises(StaleVersion):
        approve(submitted, editor())


def test_approved_brief_can_be_returned_to_draft():
    brief = approved()
    return_brief(brief=brief, by=editor(), reason="The title promises more than the text holds.")
    assert Brief.objects.get(pk=brief.pk).state == "draft"


def test_draft_cannot_be_returned():
    with pytest.raises(NotAllowed, match="cannot be returned to draft"):
        return_brief(brief=BriefFactory(), by=editor(), reason="The title.")
