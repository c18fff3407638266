"""System checks of the app: the record must be guarded by the database itself."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from briefs.record.triggers import faulty_triggers, immutable_models


@register(Tags.database)
def record_is_guarded(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Every trigger that keeps the record from changing is installed as defined (once the tables exist)."""
    errors: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        tables = connection.introspection.table_names()
        if any(model._meta.db_table not in tables for model in immutable_models()):
            continue
        errors += [
            Error(
                f"The database guard {name} is missing, switched off or altered, so the record could be changed.",
                hint="Run “manage.py migrate”; it restores the guards.",
                id="briefs.E001",
            )
            for name in faulty_triggers(connection)
        ]
    return errors
