"""docs/api.md says what is so: its snippet runs, its table lists every address."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from briefs.record.document import CorrectionNotice
from briefs.record.models import Edition
from tests.publications import withdraw

from .conftest import publish

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def is_as_published(answer: str) -> bool:
    """What docs/api.md tells a client to do."""
    found = re.search(r"```python\n(.*?)```", TEXT, flags=re.DOTALL)
    assert found
    names: dict[str, Any] = {}
    exec(found[1], names)
    result: bool = names["is_as_published"](answer)
    return result


@pytest.mark.django_db
def test_documented_snippet_verifies_an_edition_whatever_was_said_of_it_since(client: Client, edition: Edition) -> None:
    note = CorrectionNotice(kind="correction", note="Журналисттер: ө, ү, ң — “quoted” \\ 😀")
    withdraw(publish(title="<b>“Second”</b> & \u2028 last", correction=note, change_note="Corrected."))
    for address in ("", "/editions/1", "/editions/2"):
        assert is_as_published(client.get(f"/api/v1/briefs/after-the-register{address}").content.decode())


@pytest.mark.django_db
def test_documented_snippet_finds_a_changed_letter(client: Client, edition: Edition) -> None:
    answer = client.get("/api/v1/briefs/after-the-register").content.decode()
    assert not is_as_published(answer.replace("66 votes", "67 votes"))


def test_every_address_is_documented_and_no_other(client: Client) -> None:
    table = "\n".join(line for line in TEXT.splitlines() if line.startswith("| `/api"))
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert set(re.findall(r"`(/api/v1/[^`]+)`", table)) == set(paths)
