import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from briefs.publishing import withdraw_brief
from briefs.record.indexes import INDEXES
from briefs.record.integrity import verify_record
from briefs.record.models import Edition
from briefs.record.triggers import drop_triggers, install_triggers
from briefs.text.canonical import canonical_json, sha256_of
from tests.desk.test_constraints import index_row
from tests.factories import published, publisher
from tests.record.test_visibility import second_edition

pytestmark = pytest.mark.django_db


def tamper(sql: str, *params: str | int) -> None:
    """Change the record as somebody with the database's password would, past the foreign keys too."""
    drop_triggers(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What the test wrote before is checked now: tables cannot be altered while it waits.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, params)
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = origin")
    install_triggers(connection)


def findings() -> list[str]:
    return [finding.message for found in verify_record() for finding in found]


def test_verify_record_finds_nothing_in_a_sound_record(capsys):
    second_edition(published())
    call_command("verify_record")
    assert capsys.readouterr().out == "2 editions checked, each is what was published.\n"


def test_verify_record_names_the_edition_with_a_flipped_byte_and_exits_1(capsys):
    edition = published()
    text = edition.document.replace("court", "cours", 1)
    tamper("UPDATE briefs_edition SET document = %s WHERE id = %s", text, edition.pk)
    with pytest.raises(CommandError) as refused:
        call_command("verify_record")
    assert refused.value.returncode == 1
    assert f"{edition.slug}, edition 1: its document hashes to" in capsys.readouterr().err


def test_verify_record_finds_a_document_rehashed_after_tampering_by_the_chain():
    first = published()
    second_edition(first)
    document = json.loads(first.document) | {"body": "Forged"}
    text = canonical_json(document)
    tamper("UPDATE briefs_edition SET document = %s, sha256 = %s WHERE id = %s", text, sha256_of(text), first.pk)
    assert findings() == [f"{first.slug}, edition 2: it does not chain to the edition before it."]


def test_verify_record_finds_a_deleted_edition():
    first = published()
    second_edition(first)
    tamper("DELETE FROM briefs_publishedclaim WHERE edition_id = %s", first.pk)
    for table in ("recommendation", "article", "actor", "topic", "country"):
        tamper(f"DELETE FROM briefs_published{table} WHERE edition_id = %s", first.pk)
    tamper("DELETE FROM briefs_edition WHERE id = %s", first.pk)
    assert findings() == [f"{first.slug}, edition 2: edition 1 of this brief is missing."]


def test_verify_record_finds_a_column_that_contradicts_the_document():
    edition = published()
    tamper("UPDATE briefs_edition SET title = 'Other' WHERE id = %s", edition.pk)
    assert findings() == [f"{edition.slug}, edition 1: its column title says 'Other', its document {edition.title!r}."]


def test_verify_record_finds_a_missing_trigger():
    drop_triggers(connection)
    found = findings()
    install_triggers(connection)
    sentence = "The guard briefs_edition_no_delete is missing, switched off or altered."
    assert f"{sentence} Run “manage.py migrate” to restore it." in found


@pytest.mark.parametrize("index", INDEXES)
def test_verify_record_names_every_forged_missing_or_added_index_row(index):
    edition = index_row(index).edition
    rows = index.objects.filter(edition=edition)
    key, data = rows.values_list("key", "data")[0]
    name, noun = f"{edition.slug}, edition 1", index.__name__
    restore = "Run “manage.py rebuild_record”."
    altered = f"{name}: {noun} says something else of “{key}” than its document. {restore}"
    assert findings() == []
    rows.filter(key=key).update(data=data.replace(":", ": ", 1))
    assert findings() == [altered]
    rows.filter(key=key).update(data=data, label="Forged")
    assert findings() == [altered]
    rows.filter(key=key).update(key="forged")
    assert findings() == [
        f"{name}: {noun} has a row “forged” that its document does not give. {restore}",
        f"{name}: {noun} has no row “{key}”, which its document gives. {restore}",
    ]
    call_command("rebuild_record", verbosity=0)
    assert findings() == []


def test_verify_record_finds_what_a_deleted_newest_edition_left_behind():
    edition = published()
    withdraw_brief(brief=edition.brief, edition=1, by=publisher(), explanation="A source was forged.")
    with transaction.atomic():
        tamper("DELETE FROM briefs_edition WHERE id = %s", edition.pk)
        found = findings()
        transaction.set_rollback(True)
    nouns = ("PublishedClaim", "PublishedRecommendation", "PublishedArticle", "PublishedActor", "Withdrawal")
    assert found == [f"{noun} names the edition with the id {edition.pk}, which is missing." for noun in nouns]


def test_document_survives_the_database_byte_for_byte():
    edition = published()
    stored = Edition.objects.get(pk=edition.pk)
    assert stored.parse().canonical_json() == stored.document
    assert stored.parse().sha256() == stored.sha256
