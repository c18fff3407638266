from datetime import UTC, datetime, timedelta

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


def test_publish_takes_a_moment_on_a_named_clock():
    brief, year = approved(), datetime.now(UTC).year + 1
    options = ["--by", publisher().username, "--live-from", f"{year}-03-01T09:00", "--embargo", "Hold."]
    call_command("publish", brief.slug, *options, "--zone", "Asia/Bishkek")
    edition = Edition.objects.select_related("embargo").get()
    assert edition.live_from == datetime(year, 3, 1, 3, tzinfo=UTC)
    assert (edition.embargo.zone, edition.embargo.notice) == ("Asia/Bishkek", "Hold.")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--live-from", "2999-03-01T09:00"], "live_from: lies more than five years ahead"),
        (["--live-from", "2020-03-01T09:00"], "live_from: lies in the past"),
        (["--zone", "Mars"], "zone: “Mars” is no time zone"),
    ],
)
def test_publish_refuses_a_moment_it_cannot_use(options, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("publish", approved().slug, "--by", publisher().username, *options)
    assert not Edition.objects.exists()


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


def test_unschedule_undoes_a_schedule_once(capsys):
    edition = published(live_from=datetime.now(UTC).replace(microsecond=0) + timedelta(days=7))
    call_command("unschedule", edition.slug, "--by", publisher().username)
    assert capsys.readouterr().out == f"Undid the schedule of {edition.slug}, edition 1.\n"
    with pytest.raises(CommandError, match="there is no schedule to undo"):
        call_command("unschedule", edition.slug, "--by", publisher().username)
    with pytest.raises(CommandError, match="Edition 7 of this brief is not scheduled"):
        call_command("unschedule", edition.slug, "--edition", "7", "--by", publisher().username)
    assert Withdrawal.objects.get().explanation == "The schedule was undone."
