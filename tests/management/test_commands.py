from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from briefs.record.models import Edition, Withdrawal
from tests.factories import BriefFactory, approved, author, published, publisher

pytestmark = pytest.mark.django_db


def test_publish_publishes_the_approved_draft_and_says_so(capsys):
    brief, by = approved(), publisher().username
    call_command("publish", brief.slug, "--by", by, "--major", "--note", "First edition.")
    edition = Edition.objects.get()
    assert capsys.readouterr().out == f"Published {brief.slug}, edition 1, sha256 {edition.sha256}.\n"
    assert (edition.update_type, edition.change_note) == ("major", "First edition.")


def test_publish_takes_a_moment_in_the_time_zone_of_the_site():
    call_command("publish", approved().slug, "--by", publisher().username, "--live-from", "2999-03-01T09:00")
    assert Edition.objects.get().live_from == datetime(2999, 3, 1, 9, tzinfo=UTC)


def test_publish_lists_every_issue_and_exits_1(capsys):
    brief = BriefFactory(body="See [@nothing].")
    with pytest.raises(CommandError, match="Nothing was published: 2 issues") as refused:
        call_command("publish", brief.slug, "--by", publisher().username)
    assert refused.value.returncode == 1
    assert capsys.readouterr().err == (
        "body: cites [@nothing], but no claim has that key. Correct or add it.\n"
        "state: the brief is draft. Have it approved before publishing.\n"
    )
    assert not Edition.objects.exists()


def test_publish_refuses_a_user_who_may_not():
    with pytest.raises(CommandError, match="author may not publish a brief"):
        call_command("publish", approved().slug, "--by", author().username)


@pytest.mark.parametrize("command", [["publish"], ["withdraw", "--explanation", "Forged."]])
def test_commands_name_a_brief_or_user_that_is_not_there(command):
    name, *options = command
    with pytest.raises(CommandError, match="slug: no brief is called nothing"):
        call_command(name, "nothing", "--by", publisher().username, *options)
    with pytest.raises(CommandError, match="--by: no user is called nobody"):
        call_command(name, BriefFactory().slug, "--by", "nobody", *options)


def test_withdraw_puts_the_notice_up_and_a_second_time_changes_nothing(capsys):
    edition = published()
    call_command("withdraw", edition.slug, "--by", publisher().username, "--explanation", "Forged.")
    assert capsys.readouterr().out == f"Withdrew {edition.slug}, edition 1.\n"
    with pytest.raises(CommandError, match="there is nothing to withdraw"):
        call_command("withdraw", edition.slug, "--by", publisher().username, "--explanation", "Again.")
    assert Withdrawal.objects.get().explanation == "Forged."
