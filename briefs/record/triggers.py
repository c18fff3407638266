"""Database triggers that refuse changes to what never changes, on SQLite and PostgreSQL.

A model names the writes it refuses in ``immutable``. SQLite drops a table's triggers when a migration remakes the
table, so they are restored after every ``migrate``.
"""

from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "The record never changes: {operation} of {table} refused."


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
    with connection.cursor() as cursor:
        for model in immutable_models():
            for statement in _create(connection, model):
                cursor.execute(statement)


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """Remove every trigger. Only the test suite's flush has reason to."""
    with connection.cursor() as cursor:
        for model in immutable_models():
            for name in _names(connection, model):
                on = f' ON "{model._meta.db_table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that should be there and are not."""
    catalogue = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        there = {row[0] for row in cursor.fetchall()}
    return [name for model in immutable_models() for name in _names(connection, model) if name not in there]


def _operations(connection: BaseDatabaseWrapper, model: Any) -> list[str]:
    never_deleted = "DELETE" in model.immutable
    if connection.vendor == "postgresql":
        return [*model.immutable, *(["TRUNCATE"] if never_deleted else [])]
    return [*model.immutable, "REPLACE"]


def _names(connection: BaseDatabaseWrapper, model: type[models.Model]) -> list[str]:
    return [f"{model._meta.db_table}_no_{operation.lower()}" for operation in _operations(connection, model)]


def _create(connection: BaseDatabaseWrapper, model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    statements = []
    if connection.vendor == "postgresql":
        statements.append(
            "CREATE OR REPLACE FUNCTION briefs_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'The record never changes: % of % refused.', TG_OP, TG_TABLE_NAME "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for operation, name in zip(_operations(connection, model), _names(connection, model), strict=True):
        if connection.vendor == "postgresql":
            each = "STATEMENT" if operation == "TRUNCATE" else "ROW"
            statements.append(
                f'CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" '
                f"FOR EACH {each} EXECUTE FUNCTION briefs_refuse_change()"
            )
            continue
        event = f'BEFORE {operation} ON "{table}"'
        if operation == "REPLACE":
            # INSERT OR REPLACE deletes without firing DELETE triggers unless recursive_triggers is on.
            same = f'SELECT 1 FROM "{table}" WHERE {_same_row(model)}'  # noqa: S608  names of our own models
            event = f'BEFORE INSERT ON "{table}" WHEN EXISTS ({same})'
        message = MESSAGE.format(operation=operation, table=table)
        statements.append(f"CREATE TRIGGER \"{name}\" {event} BEGIN SELECT RAISE(ABORT, '{message}'); END")
    return statements


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
