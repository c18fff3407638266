"""What can be told about the surroundings, before the first query and after one that failed."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

HINT = "Make the directory writable for this user, or name another file in DATABASE_URL."


@register()
def check_database_is_writable(**kwargs: Any) -> list[CheckMessage]:
    """SQLite needs its directory, not only its file: the write-ahead log lies beside it."""
    fault = database_file_fault()
    return [Error(fault, hint=HINT, id="platform.E001")] if fault else []


def explain_database_error(error: Exception) -> str:
    """A sentence for whoever sees that the database did not work, in place of a traceback."""
    fault = database_file_fault()
    if fault:
        return f"{fault} {HINT}"
    return (
        f"The database does not work: {str(error).strip()}. "
        "Check DATABASE_URL and its server; for missing tables, run migrate."
    )


def database_file_fault() -> str:
    """Why the SQLite file can't be written, as a sentence; empty if it can, and for PostgreSQL."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3") or "mode=memory" in str(database["NAME"]):
        return ""
    fault = writing_fault(Path(database["NAME"]))
    return f"The database file {database['NAME']} can't be written: {fault}." if fault else ""


def writing_fault(path: Path) -> str:
    """Why `path` can't be written; empty if it can. Makes a missing directory."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return f"the directory {path.parent} can't be made ({error.strerror})"
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return f"the directory {path.parent} is not writable"
    if path.is_dir():
        return "it is a directory"
    if path.exists() and not os.access(path, os.W_OK):
        return "the file is not writable"
    return ""
