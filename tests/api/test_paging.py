from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest
from django.test import Client

from briefs.record.models import Edition
from tests.documents import claim

from .conftest import LIVE, pages, publish

pytestmark = pytest.mark.django_db
KEYS = ["closures", "law", "ministry", "outcome", "signal", "visit", "vote:2024", "кыргыз-талап"]


def cursor(text: str) -> str:
    return urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("limit", [1, 3, 8, 100])
def test_pages_hold_every_item_once_in_order(client: Client, edition: Edition, limit: int) -> None:
    found = list(pages(client.get, f"/api/v1/claims?limit={limit}"))
    assert [item["key"] for page in found for item in page] == KEYS
    assert [len(page) for page in found[:-1]] == [limit] * (len(found) - 1)
    assert len(found) == -(-len(KEYS) // limit)


def test_briefs_of_the_same_moment_are_paged_without_gap_or_repeat(client: Client) -> None:
    for number in range(7):
        publish(f"brief-{number}", live_from=LIVE + timedelta(microseconds=number // 3))
    found = [item["slug"] for page in pages(client.get, "/api/v1/briefs?limit=2") for item in page]
    assert found == [f"brief-{number}" for number in reversed(range(7))]


def test_editions_are_paged_by_number(client: Client) -> None:
    for _ in range(3):
        publish()
    found = list(pages(client.get, "/api/v1/briefs/after-the-register/editions?limit=2"))
    assert [[item["edition"] for item in page] for page in found] == [[3, 2], [1]]


def test_edition_published_between_two_pages_neither_hides_nor_repeats_an_item(client: Client) -> None:
    publish()
    first = client.get("/api/v1/claims?limit=4").json()
    publish("another", claims=(claim(1, "law", "Read already."), claim(2, "aaa", "Before.")), recommendations=())
    rest = [item["key"] for page in pages(client.get, first["next"]) for item in page]
    assert [item["key"] for item in first["items"]] + rest == KEYS


def test_pages_are_full_although_briefs_share_their_items(client: Client) -> None:
    for slug in ("one", "two", "three"):
        publish(slug)
    found = list(pages(client.get, "/api/v1/claims?limit=3"))
    assert [[item["key"] for item in page] for page in found] == [KEYS[:3], KEYS[3:6], KEYS[6:]]


def test_next_is_an_address_without_host_that_keeps_the_limit(client: Client, edition: Edition) -> None:
    following = client.get("/api/v1/claims?limit=3").json()["next"]
    assert following == "/api/v1/claims?limit=3&cursor=" + cursor('["ministry"]')


def test_limit_is_20_when_left_out(client: Client) -> None:
    publish(claims=tuple(claim(n, f"c{n:02}", f"Claim {n}.") for n in range(1, 23)), recommendations=())
    assert [len(page) for page in pages(client.get, "/api/v1/claims")] == [20, 2]


BAD_LIMITS = ["-1", "0", "101", "1" + "0" * 23, "9" * 5000, "x", "1.5", "", "\x00", "NaN"]


@pytest.mark.parametrize("noun", ["briefs", "claims", "briefs/after-the-register/editions"])
def test_limit_out_of_bounds_is_refused_by_name(client: Client, edition: Edition, noun: str) -> None:
    sentence = "limit must be a whole number from 1 to 100."
    problem = {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": sentence,
        "errors": [{"field": "limit", "detail": sentence}],
    }
    answers = {limit: client.get(f"/api/v1/{noun}", {"limit": limit}) for limit in BAD_LIMITS}
    assert {limit: answer.json() for limit, answer in answers.items()} == dict.fromkeys(BAD_LIMITS, problem)
    assert {answer.headers["Content-Type"] for answer in answers.values()} == {"application/problem+json"}


BAD_CURSORS = {
    "empty": "",
    "not base64": "§",
    "not JSON": cursor("x"),
    "no list": cursor("1"),
    "empty list": cursor("[]"),
    "too many values": cursor('["law","law","law"]'),
    "null": cursor("[null]"),
    "a NUL": cursor('["\\u0000"]'),
    "half a character": cursor('["\\ud800"]'),
    "bytes that are no UTF-8": urlsafe_b64encode(b'["\xff"]').decode(),
    "deeply nested": cursor("[" * 700),
    "a huge number": cursor("[" + "9" * 300 + "]"),
    "a number too big for the database": cursor(f"[{2**63}]"),
    "a moment without zone": cursor('["2025-12-03T09:30:00",1]'),
    "a moment before the calendar": cursor('["0001-01-01T00:00:00+14:00",1]'),
    "a moment after the calendar": cursor('["9999-12-31T23:59:59-14:00",1]'),
    "a moment of another kind": cursor('["infinity",1]'),
    "padding": cursor('["law"]') + "==",
    "other characters inside": cursor('["law"]')[:4] + "*" + cursor('["law"]')[4:],
}


@pytest.mark.parametrize("noun", ["briefs", "claims", "briefs/after-the-register/editions"])
def test_cursor_that_no_page_gave_is_refused_by_name(client: Client, edition: Edition, noun: str) -> None:
    answers = {what: client.get(f"/api/v1/{noun}", {"cursor": text}) for what, text in BAD_CURSORS.items()}
    assert {what: answer.status_code for what, answer in answers.items()} == dict.fromkeys(BAD_CURSORS, 400)
    assert {answer.json()["errors"][0]["field"] for answer in answers.values()} == {"cursor"}


@pytest.mark.parametrize(("noun", "other"), [("briefs", '["law"]'), ("claims", "[3]")])
def test_cursor_of_another_list_is_refused(client: Client, edition: Edition, noun: str, other: str) -> None:
    assert client.get(f"/api/v1/{noun}", {"cursor": cursor(other)}).status_code == 400


def test_cursor_longer_than_any_is_refused(client: Client, edition: Edition) -> None:
    response = client.get("/api/v1/claims", {"cursor": "a" * 1001})
    assert response.status_code == 422
    assert response.json()["detail"].startswith("cursor must be taken from the “next”")


def test_page_after_the_last_is_empty(client: Client, edition: Edition) -> None:
    assert client.get("/api/v1/claims", {"cursor": cursor('["яяя"]')}).json() == {"items": [], "next": None}
