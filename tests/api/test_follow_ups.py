"""What the API tells of follow-ups published between editions."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from briefs.desk.models import Recommendation
from briefs.text.canonical import canonical_json, sha256_of
from tests.factories import ClaimFactory
from tests.follow_ups import mend, public_recommendation, recorded, told

pytestmark = pytest.mark.django_db


def read(client: Client, item: Recommendation) -> dict[str, Any]:
    """The item as its detail tells it; the list tells it alike."""
    answer: dict[str, Any] = client.get(f"/api/v1/recommendations/{item.key}").json()
    assert answer in client.get("/api/v1/recommendations").json()["items"]
    return answer


def test_answer_brings_its_proof_and_can_be_verified(client: Client) -> None:
    claim = ClaimFactory(key="upheld")
    item = public_recommendation()
    row = told(recorded(item, status="implemented", claim=claim, note="Done."))

    answer = read(client, item)

    (follow_up,) = answer["follow_ups"]
    entry = {"status": "implemented", "dated": "2026-05-04", "note": "Done.", "claim": "upheld"}
    assert answer["state"] == "implemented"
    assert follow_up == {**entry, "document": row.parse().model_dump(mode="json"), "sha256": row.sha256}
    assert follow_up["document"]["claim"]["evidence"][0]["exact"] == "A court upheld the closure of the outlet."
    assert sha256_of(canonical_json(follow_up["document"])) == row.sha256


def test_correction_says_what_it_corrects(client: Client) -> None:
    item = public_recommendation()
    follow_up = recorded(item)
    first = told(follow_up)
    mend(follow_up, status="rejected")
    told(follow_up)

    (answer,) = read(client, item)["follow_ups"]

    assert answer["status"] == "rejected"
    assert answer["document"]["corrects"] == {"status": "accepted", "dated": "2026-05-04", "note": "", "claim": None}
    assert answer["document"]["replaces_sha256"] == first.sha256


def test_silence_is_a_day_until_somebody_answers(client: Client) -> None:
    day = timezone.localdate() - timedelta(days=94)
    item = public_recommendation(asked_on=day)
    assert read(client, item)["silent_since"] == day.isoformat()

    told(recorded(item, status="no response"))
    assert read(client, item)["silent_since"] == day.isoformat()

    told(recorded(item, dated=timezone.localdate()))
    assert (read(client, item)["silent_since"], read(client, item)["state"]) == (None, "accepted")
    assert read(client, public_recommendation())["silent_since"] is None


def test_answers_cost_the_same_queries_for_one_and_for_three(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        item = public_recommendation()
        told(recorded(item, claim=ClaimFactory()))
        with django_assert_num_queries(3):
            client.get(f"/api/v1/recommendations/{item.key}")
        with django_assert_num_queries(4):
            client.get("/api/v1/recommendations")
