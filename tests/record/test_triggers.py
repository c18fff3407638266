"""The guards in the database are known to be there, on, and worded as they were installed."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from briefs.checks import record_is_guarded
from briefs.record.triggers import drop_triggers, faulty_triggers, immutable_models, install_triggers
from tests.factories import published

pytestmark = pytest.mark.django_db


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_migrate_restores_triggers_that_were_dropped():
    drop_triggers(connection)
    assert len(faulty_triggers(connection)) >= len(immutable_models()) * 2
    call_command("migrate", verbosity=0)
    assert faulty_triggers(connection) == []


def test_system_check_names_a_missing_trigger():
    assert record_is_guarded(databases=["default"]) == []
    drop_triggers(connection)
    errors = record_is_guarded(databases=["default"])
    install_triggers(connection)
    assert "briefs_edition_no_update" in " ".join(error.msg for error in errors)


def test_trigger_of_the_same_name_that_does_less_is_faulty():
    if connection.vendor == "sqlite":
        replacement = 'CREATE TRIGGER briefs_edition_no_update BEFORE UPDATE ON "briefs_edition" BEGIN SELECT 1; END'
        run("DROP TRIGGER briefs_edition_no_update", replacement)
    else:
        replacement = (
            "CREATE TRIGGER briefs_edition_no_update BEFORE UPDATE OF number ON briefs_edition "
            "FOR EACH ROW EXECUTE FUNCTION briefs_refuse_change()"
        )
        always = "ALTER TABLE briefs_edition ENABLE ALWAYS TRIGGER briefs_edition_no_update"
        run("DROP TRIGGER briefs_edition_no_update ON briefs_edition", replacement, always)
    assert faulty_triggers(connection) == ["briefs_edition_no_update"]
    install_triggers(connection)
    assert faulty_triggers(connection) == []


@pytest.mark.postgres
def test_function_that_lets_changes_pass_is_faulty():
    run(
        "CREATE OR REPLACE FUNCTION briefs_refuse_change() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RETURN NEW; END $$"
    )
    assert faulty_triggers(connection) == ["briefs_refuse_change()"]
    install_triggers(connection)
    assert faulty_triggers(connection) == []


@pytest.mark.postgres
@pytest.mark.parametrize("how", ["DISABLE TRIGGER", "ENABLE TRIGGER", "ENABLE REPLICA TRIGGER"])
def test_trigger_that_does_not_always_fire_is_faulty(how):
    run(f"ALTER TABLE briefs_edition {how} briefs_edition_no_delete")
    assert faulty_triggers(connection) == ["briefs_edition_no_delete"]


@pytest.mark.postgres
def test_session_that_claims_to_be_a_replica_is_refused_too():
    edition = published()
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        run(
            "SET LOCAL session_replication_role = replica",
            f"UPDATE briefs_edition SET title = 'Forged' WHERE id = {edition.pk}",
        )
