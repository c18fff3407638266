"""docs/permissions.md, cell by cell: what it says is allowed is done, and what it says is not is refused."""

import re
from pathlib import Path

import pytest

from tests.admin.permitted import ACTIONS, Trial

TABLE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
ROLES = ("Author", "Editor", "Publisher")


def cells() -> list[tuple[str, str, str, str]]:
    """Each cell of the table: action, whose work, role, and yes or no."""
    row = r"^\| ([a-z][^|]*) \| (own|other's) \| (\w+) \| (\w+) \| (\w+) \|$"
    rows = re.findall(row, TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    return [(action, whose, role, cell) for action, whose, *row in rows for role, cell in zip(ROLES, row, strict=True)]


def test_table_names_every_action_once_for_own_and_others_work() -> None:
    rows = [(action, whose) for action, whose, role, _ in cells() if role == "Author"]
    assert rows == [(action, whose) for action in dict(rows) for whose in ("own", "other's")]
    assert set(dict(rows)) == set(ACTIONS)
    assert {cell for *_, cell in cells()} == {"yes", "no"}


@pytest.mark.django_db
@pytest.mark.parametrize(("action", "whose", "role", "cell"), cells())
def test_cell_is_as_the_table_says(action: str, whose: str, role: str, cell: str) -> None:
    assert ACTIONS[action](Trial.of(role, whose)) is (cell == "yes")
