"""Database triggers that refuse changes to what never changes, on SQLite and PostgreSQL.

A model names the writes it refuses in ``immutable``. SQLite drops a table's triggers when a migration remakes the
table, so they are restored after every ``migrate``. On PostgreSQL they fire ALWAYS: without it, a session that sets
``session_replication_role`` to ``replica`` would pass by them.
"""

from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "The record never changes: {operation} of {table} refused."
FUNCTION = "briefs_refuse_change()"
FUNCTION_BODY = (
    " BEGIN RAISE EXCEPTION 'The record never changes: % of % refused.', TG_OP, TG_TABLE_NAME "
    "USING ERRCODE = 'integrity_constraint_violation'; END "
)


def immutable_models() -> list[type[models.Model]]:
    """The models whose rows the database itself keeps from changing."""
    return [model for model in apps.get_app_config("briefs").get_models() if hasattr(model, "immutable")]


def restore_triggers(using: str = "default", **kwargs: Any) -> None:
    """Install the triggers again; runs after every migrate."""
    connection = connections[using]
    existing = connection.introspection.table_names()
    if all(model._meta.db_table in existing for model in immutable_models()):
        install_triggers(connection)


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Create every trigger, replacing those that are there."""
    drop_triggers(connection)
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if is_postgresql:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {FUNCTION} RETURNS trigger LANGUAGE plpgsql AS $${FUNCTION_BODY}$$"
            )
        for model in immutable_models():
            for name, definition in _definitions(connection, model).items():
                cursor.execute(definition)
                if is_postgresql:
                    cursor.execute(f"ALTER TABLE {model._meta.db_table} ENABLE ALWAYS TRIGGER {name}")


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """Remove every trigger. Only the test suite's flush has reason to."""
    with connection.cursor() as cursor:
        for model in immutable_models():
            on = f" ON {model._meta.db_table}" if connection.vendor == "postgresql" else ""
            for name in _definitions(connection, model):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def faulty_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that are missing, switched off or not as defined here, and of their changed function."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_get_triggerdef(oid, true) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'"
            )
            there = {row[0] for row in cursor.fetchall()}
            cursor.execute(
                "SELECT prosrc FROM pg_proc JOIN pg_language ON pg_language.oid = prolang "
                "WHERE pg_proc.oid = to_regprocedure(%s) AND lanname = 'plpgsql'",
                [FUNCTION],
            )
            faulty = [] if cursor.fetchone() == (FUNCTION_BODY,) else [FUNCTION]
        else:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
            there, faulty = {row[0] for row in cursor.fetchall()}, []
    for model in immutable_models():
        faulty += [name for name, expected in _definitions(connection, model).items() if expected not in there]
    return faulty


def _definitions(connection: BaseDatabaseWrapper, model: Any) -> dict[str, str]:
    """The statement that creates each trigger, by its name, worded just as the database gives it back."""
    table = model._meta.db_table
    definitions = {}
    if connection.vendor == "postgresql":
        for operation in [*model.immutable, *(["TRUNCATE"] if "DELETE" in model.immutable else [])]:
            name = f"{table}_no_{operation.lower()}"
            each = "STATEMENT" if operation == "TRUNCATE" else "ROW"
            definitions[name] = (
                f"CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH {each} EXECUTE FUNCTION {FUNCTION}"
            )
        return definitions
    for operation in [*model.immutable, "REPLACE"]:
        name = f"{table}_no_{operation.lower()}"
        event = f'BEFORE {operation} ON "{table}"'
        if operation == "REPLACE":
            # INSERT OR REPLACE deletes without firing DELETE triggers unless recursive_triggers is on.
            same = f'SELECT 1 FROM "{table}" WHERE {_same_row(model)}'  # noqa: S608  names of our own models
            event = f'BEFORE INSERT ON "{table}" WHEN EXISTS ({same})'
        message = MESSAGE.format(operation=operation, table=table)
        definitions[name] = f"CREATE TRIGGER {name} {event} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    return definitions


def _same_row(model: type[models.Model]) -> str:
    """SQL that finds a row the new one would replace: the same id or the same unique fields."""
    columns = {field.name: field.column for field in model._meta.concrete_fields}
    unique = [[model._meta.pk.column]]
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            unique.append([field.column])
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            unique.append([columns[name] for name in constraint.fields])
    return " OR ".join("(" + " AND ".join(f'"{c}" = NEW."{c}"' for c in group) + ")" for group in unique)
