import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from briefs.desk.models import Brief
from briefs.record.document import CorrectionNotice, EditionDocument
from briefs.record.models import Edition
from tests.publications import withdraw

from .conftest import LIVE, publish

pytestmark = pytest.mark.django_db
BESIDE = ("sha256", "withdrawal", "mended_notes", "superseded_by")


def read(client: Client, address: str) -> Any:
    response = client.get(f"/api/v1/briefs{address}")
    assert response.status_code == 200, response.content
    return response.json()


def test_brief_is_its_edition_document_with_the_hash_beside_it(client: Client, edition: Edition) -> None:
    brief = read(client, "/after-the-register")
    beside = {name: brief.pop(name) for name in BESIDE}
    assert brief == json.loads(edition.document)
    assert EditionDocument.model_validate(brief) == edition.parse()
    assert beside == {
        "sha256": edition.sha256,
        "withdrawal": None,
        "mended_notes": [],
        "superseded_by": None,
    }


def test_list_has_one_line_for_each_brief_newest_first(client: Client) -> None:
    older = publish("older")
    newer = publish("newer", live_from=LIVE + timedelta(days=5))
    publish("middle", live_from=LIVE + timedelta(days=3))
    items = read(client, "")["items"]
    assert [item["slug"] for item in items] == ["newer", "middle", "older"]
    assert items[2] == {
        "slug": "older",
        "edition": 1,
        "language": "en",
        "title": older.title,
        "summary": older.summary,
        "live_from": "2025-12-04T09:30:00Z",
        "update_type": "major",
        "change_note": "First edition.",
        "correction": None,
        "withdrawal": None,
        "mended_notes": [],
        "sha256": older.sha256,
        "previous_sha256": None,
    }
    assert items[0]["live_from"] == json.loads(newer.document)["live_from"]


def test_a_line_repeats_what_the_document_says(client: Client) -> None:
    publish()
    note = CorrectionNotice(kind="correction", note="The vote was 66 to five.")
    publish(change_note="Corrected the vote.", correction=note)
    line = read(client, "")["items"][0]
    brief = read(client, "/after-the-register")
    assert line == {name: brief[name] for name in line}
    assert line["correction"] == {"kind": "correction", "note": "The vote was 66 to five."}


def test_superseded_edition_stays_readable_by_number_and_names_the_live_one(client: Client, edition: Edition) -> None:
    second = publish(title="A second look")
    assert read(client, "/after-the-register")["title"] == "A second look"
    first = read(client, "/after-the-register/editions/1")
    assert (first["sha256"], first["superseded_by"]) == (edition.sha256, 2)
    live = read(client, "/after-the-register/editions/2")
    assert (live["sha256"], live["superseded_by"], live["previous_sha256"]) == (second.sha256, None, edition.sha256)
    assert [item["edition"] for item in read(client, "")["items"]] == [2]


def test_editions_are_listed_newest_first(client: Client, edition: Edition) -> None:
    publish()
    withdraw(publish())
    items = read(client, "/after-the-register/editions")["items"]
    assert [item["edition"] for item in items] == [3, 2, 1]
    assert [item["withdrawal"] is None for item in items] == [False, True, True]


def test_scheduled_edition_is_nowhere_before_its_time(client: Client, edition: Edition) -> None:
    publish(title="Canary of tomorrow", live_from=timezone.now() + timedelta(days=1))
    publish("canary-brief", title="Canary of tomorrow", live_from=timezone.now() + timedelta(days=1))
    for address in ("", "/after-the-register", "/after-the-register/editions", "/after-the-register/editions/1"):
        assert "anary" not in client.get(f"/api/v1/briefs{address}").content.decode()
    assert read(client, "/after-the-register/editions/1")["superseded_by"] is None
    for address in ("/after-the-register/editions/2", "/canary-brief", "/canary-brief/editions"):
        assert client.get(f"/api/v1/briefs{address}").status_code == 404
    cited = client.get("/api/v1/claims/law").json()["cited_in"]
    assert cited == [{"slug": "after-the-register", "edition": 1}]


def test_withdrawn_brief_says_so_and_leaves_the_lists(client: Client, edition: Edition) -> None:
    withdrawal = withdraw(edition)
    notice = {
        "withdrawn_at": withdrawal.withdrawn_at.isoformat().replace("+00:00", "Z"),
        "explanation": "Its main source was retracted.",
    }
    for address in ("/after-the-register", "/after-the-register/editions/1"):
        brief = read(client, address)
        assert (brief["withdrawal"], brief["sha256"]) == (notice, edition.sha256)
    assert read(client, "")["items"] == []
    for noun in ("claims", "recommendations", "articles", "actors", "topics", "countries"):
        assert client.get(f"/api/v1/{noun}").json() == {"items": [], "next": None}
    assert client.get("/api/v1/claims/law").status_code == 404


def test_withdrawal_that_is_still_to_come_is_not_told(client: Client, edition: Edition) -> None:
    withdraw(edition, at=timezone.now() + timedelta(days=1))
    assert read(client, "/after-the-register")["withdrawal"] is None
    assert [item["withdrawal"] for item in read(client, "")["items"]] == [None]


def test_draft_cannot_be_reached(client: Client, edition: Edition) -> None:
    Brief.objects.create(slug="draft", title="Canary", summary="Canary", body="Canary")
    brief = edition.brief
    brief.title = brief.body = "Canary"
    brief.save()
    for address in ("", "/after-the-register", "/after-the-register/editions"):
        assert "Canary" not in client.get(f"/api/v1/briefs{address}").content.decode()
    assert client.get("/api/v1/briefs/draft").status_code == 404
    assert client.get("/api/v1/briefs/draft/editions/1").status_code == 404


def test_answer_is_not_sent_again_while_nothing_changed(client: Client, edition: Edition) -> None:
    etag = client.get("/api/v1/briefs/after-the-register").headers["ETag"]
    again = client.get("/api/v1/briefs/after-the-register", headers={"if-none-match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    withdraw(edition)
    changed = client.get("/api/v1/briefs/after-the-register", headers={"if-none-match": etag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag
