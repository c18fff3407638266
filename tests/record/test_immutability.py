import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from briefs.desk.models import Capture, CaptureChanged
from briefs.publishing import withdraw_brief
from briefs.record.document import CorrectionNotice
from briefs.record.immutable import RecordChanged
from briefs.record.models import Correction, Edition, Withdrawal
from tests.factories import make_capture, published, publisher

pytestmark = pytest.mark.django_db


def raw(sql: str, *params: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.fixture
def edition():
    return published()


def test_python_guards_refuse_every_way_to_change_an_edition(edition):
    again = Edition(pk=edition.pk, brief=edition.brief, slug="x", number=9)
    edition.title = "Changed"
    ways = [
        edition.save,
        edition.delete,
        Edition.objects.all().delete,
        lambda: Edition.objects.update(title="Changed"),
        lambda: Edition.objects.bulk_update([edition], ["title"]),
        lambda: Edition.objects.update_or_create(pk=edition.pk, defaults={"title": "Changed"}),
        lambda: Edition.objects.bulk_create(
            [again], update_conflicts=True, update_fields=["title"], unique_fields=["id"]
        ),
    ]
    for way in ways:
        with pytest.raises(RecordChanged):
            way()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    edition.refresh_from_db()
    assert edition.title != "Changed"


@pytest.mark.parametrize("model", [Edition, Withdrawal, Correction])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_database_refuses_raw_changes_of_the_record(model, statement):
    edition = published(correction=CorrectionNotice(kind="clarification", note="Clearer."))
    withdraw_brief(brief=edition.brief, edition=1, by=publisher(), explanation="Forged.")
    with pytest.raises(IntegrityError, match="never changes"):
        raw(statement.format(model._meta.db_table))
    assert model.objects.count() == 1


def test_database_refuses_to_replace_an_edition(edition):
    if connection.vendor == "sqlite":
        statement = "INSERT OR REPLACE INTO briefs_edition SELECT * FROM briefs_edition"
    else:
        statement = "INSERT INTO briefs_edition SELECT * FROM briefs_edition ON CONFLICT (id) DO UPDATE SET title = 'x'"
    with pytest.raises(IntegrityError, match="never changes"):
        raw(statement)


@pytest.mark.postgres
def test_database_refuses_to_truncate_the_record(edition):
    raw("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="never changes"):
        raw("TRUNCATE briefs_edition CASCADE")


def test_capture_never_changes_by_model_or_by_database():
    capture = make_capture()
    capture.text = "Changed"
    with pytest.raises(CaptureChanged):
        capture.save()
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Capture.objects.update(text="Changed")


def test_editions_draft_cannot_be_deleted_once_published(edition):
    with pytest.raises(ProtectedError):
        edition.brief.delete()
