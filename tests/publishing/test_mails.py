"""Mails of the workflow: who gets one, what it says and never says, and what a server that is down does."""

from contextlib import contextmanager

import pytest
from django.core import mail

from briefs.desk.models import Brief
from briefs.publishing import (
    NotAllowed,
    approve_brief,
    build_content,
    publish_edition,
    return_brief,
    submit_brief,
)
from briefs.publishing.review.mails import collect_unsent
from tests.factories import BriefFactory, UserFactory, approved, author, editor, publisher

pytestmark = pytest.mark.django_db
ADDRESSES = {"author": author, "editor": editor, "publisher": publisher}


@pytest.fixture(autouse=True)
def addresses():
    for name, make in ADDRESSES.items():
        user = make()
        user.email = f"{name}@example.org"
        user.save()


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Runs an act and gives the mails it sent, as (to, subject, text)."""

    @contextmanager
    def run():
        mail.outbox.clear()
        found = []
        with django_capture_on_commit_callbacks(execute=True):
            yield found
        found += [(message.to, message.subject, message.body) for message in mail.outbox]

    return run


def draft(**fields) -> Brief:
    return Brief.objects.get(pk=BriefFactory(**fields).pk)


def test_whoever_is_asked_is_told_who_asks_and_where(sent):
    brief = draft()
    with sent() as mails:
        submit_brief(brief=brief, by=author(), ask=[editor()])
    assert [(to, subject) for to, subject, _ in mails] == [
        (["editor@example.org"], "[Policy Briefs] Asked: please read a draft")
    ]
    text = mails[0][2]
    assert text.startswith("author asks you to read a draft on the desk of Policy Briefs")
    assert f"http://testserver/admin/briefs/brief/{brief.pk}/change/\n" in text


def test_nobody_named_means_no_mail(sent):
    with sent() as mails:
        submit_brief(brief=draft(), by=author())
    assert mails == []


def test_author_is_told_of_return_approval_and_publication(sent):
    subjects = []
    brief = draft()
    submit_brief(brief=brief, by=author())
    with sent() as mails:
        return_brief(brief=brief, by=editor(), reason="The title.")
    subjects += mails
    submit_brief(brief=brief, by=author())
    with sent() as mails:
        approve_brief(brief=brief, by=editor(), content_sha256=build_content(brief).sha256())
    subjects += mails
    brief.refresh_from_db()
    with sent() as mails:
        publish_edition(brief=brief, by=publisher(), update_type="major", change_note="First edition.")
    subjects += mails
    assert [(to, subject.partition("] ")[2]) for to, subject, _ in subjects] == [
        (["author@example.org"], "Returned: a draft is yours again"),
        (["author@example.org"], "Approved: a brief"),
        (["author@example.org"], "Published: a brief"),
    ]


def test_mails_hold_nothing_of_the_draft_nor_of_what_is_said_about_it(sent):
    brief = draft(title="Secretword", summary="Secretword.", slug="secretword")
    with sent() as asked:
        submit_brief(brief=brief, by=author(), ask=[editor(), publisher()])
    with sent() as returned:
        return_brief(brief=brief, by=editor(), reason="Secretword is a slip.")
    assert len(asked + returned) == 3
    assert [text for _, subject, text in asked + returned if "secretword" in (subject + text).lower()] == []


def test_whoever_acts_and_whoever_left_get_no_mail(sent):
    brief = draft(edited_by=editor())
    submit_brief(brief=brief, by=author())
    leaver = author()
    leaver.is_active = False
    leaver.save()
    with sent() as mails:
        return_brief(brief=brief, by=editor(), reason="The title.")
    assert mails == []


def test_name_with_line_breaks_is_one_line_of_the_text_and_no_header(sent):
    rude = UserFactory(username="eve\r\nBcc: all@example.org\r\n\r\nCall\x07 me", role="Author")
    with sent() as mails:
        submit_brief(brief=draft(), by=rude, ask=[editor()])
    assert mails[0][2].startswith("eve Bcc: all@example.org Call me asks you to read")
    assert mail.outbox[0].recipients() == ["editor@example.org"]
    assert "\r" not in mails[0][1]


def test_address_with_a_line_break_gets_no_mail_and_the_others_get_theirs(sent, caplog):
    bad = UserFactory(username="bad", role="Editor", email="bad@example.org\nBcc: all@example.org")
    with collect_unsent() as unsent, sent() as mails:
        submit_brief(brief=draft(), by=author(), ask=[bad, editor()])
    assert [to for to, _, _ in mails] == [["editor@example.org"]]
    assert unsent == ["bad"]
    assert "all@example.org" not in caplog.text


class Down:
    """A mail server that nobody reaches."""

    def __init__(self, *args, **kwargs):
        pass

    def open(self):
        raise ConnectionRefusedError("mail.example.org")


def test_server_that_is_down_undoes_nothing_and_is_told(sent, settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    brief = draft()
    with collect_unsent() as unsent, sent() as mails:
        submit_brief(brief=brief, by=author(), ask=[editor()])
    assert (Brief.objects.get(pk=brief.pk).state, unsent, mails) == ("in review", ["editor"], [])
    assert "the mail server did not answer: ConnectionRefusedError" in caplog.text


def test_colleague_without_an_address_is_named(sent):
    UserFactory(username="offline", role="Editor")
    with collect_unsent() as unsent, sent():
        submit_brief(brief=draft(), by=author(), ask=[UserFactory(username="offline")])
    assert unsent == ["offline"]


def test_act_that_is_refused_sends_nothing(sent):
    brief = approved()
    with sent() as mails, pytest.raises(NotAllowed):
        submit_brief(brief=brief, by=author(), ask=[editor()])
    assert mails == []
