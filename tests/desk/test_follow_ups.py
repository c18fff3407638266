from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.utils import timezone

from briefs.desk.models import Event, FollowUp
from briefs.desk.services.follow_ups import unanswered
from tests.factories import ClaimFactory, RecommendationFactory, author
from tests.follow_ups import recorded

NOW = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)


def check(dated: date) -> None:
    with patch("django.utils.timezone.now", return_value=NOW):
        FollowUp(status="accepted", dated=dated).clean()


def test_follow_up_of_a_day_to_come_is_refused_by_field() -> None:
    with pytest.raises(ValidationError) as refused:
        check(date(2026, 3, 2))
    assert refused.value.message_dict == {
        "dated": ["dated: 2026-03-02 lies in the future, as today is 2026-03-01. Write the day it was so."]
    }


def test_follow_up_of_today_or_earlier_is_taken() -> None:
    check(date(2026, 3, 1))
    check(date(2020, 1, 1))


@override_settings(TIME_ZONE="Asia/Bishkek")
def test_today_is_that_of_the_desk() -> None:
    check(date(2026, 3, 2))


def test_follow_up_without_a_day_is_left_to_the_field() -> None:
    FollowUp(status="accepted").clean()


@pytest.mark.django_db
def test_recording_notes_who_did_it_in_history_and_as_an_event() -> None:
    follow_up = recorded(RecommendationFactory(key="fund"), note="They\u00a0wrote.")

    event = Event.objects.get(kind=Event.Kind.FOLLOW_UP_RECORDED)

    assert (follow_up.recorded_by, follow_up.note) == (author(), "They wrote.")
    assert follow_up.history.get().history_user == author()
    assert (event.by, event.noun, event.object_id, event.detail) == (
        author(),
        "followup",
        follow_up.pk,
        "fund: accepted on 04 May 2026",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"status": "maybe"}, "status", "Value 'maybe' is not a valid choice."),
        ({"status": "implemented"}, "claim", "claim: “implemented” needs a claim whose evidence shows it. Choose one."),
        ({"dated": date(2199, 1, 1)}, "dated", "dated: 2199-01-01 lies in the future, as today is"),
        ({"note": "a\x00b"}, "note", "holds the control character U+0000"),
        ({"note": "x" * 4_001}, "note", "note: is 4,001 characters long, 4,000 is the most. Shorten it."),
    ],
)
def test_what_cannot_be_recorded_is_refused_by_field(fields: dict[str, Any], field: str, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        recorded(RecommendationFactory(), **fields)

    errors = refused.value.message_dict
    assert message in " ".join(errors.get(field) or errors["__all__"])
    assert (FollowUp.objects.count(), Event.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "passage",
    [
        {"stance": "disputes"},
        {"stance": "qualifies"},
        {"modality": "denied"},
        {"anchor_state": "orphaned", "start": None, "end": None},
        {"anchor_state": "ambiguous", "start": None, "end": None},
        {"anchor_state": "fuzzy"},
    ],
)
def test_implemented_needs_a_located_passage_that_supports_it(passage: dict[str, Any]) -> None:
    claim = ClaimFactory(key="shown")
    claim.evidence.update(**passage)

    with pytest.raises(ValidationError) as refused:
        recorded(RecommendationFactory(), status="implemented", claim=claim)

    assert refused.value.message_dict == {
        "claim": [
            "claim: no passage that supports shown is found in its source. “Implemented” needs one: add it to the "
            "claim, or choose another."
        ]
    }


@pytest.mark.django_db
def test_implemented_is_taken_with_a_passage_that_was_found_again() -> None:
    claim = ClaimFactory()
    claim.evidence.update(anchor_state="relocated")

    assert recorded(RecommendationFactory(), status="implemented", claim=claim).pk


@pytest.mark.django_db
def test_unanswered_are_those_asked_without_an_answer_the_longest_silent_first() -> None:
    today = timezone.localdate()

    def asked(key: str, days_ago: int | None, *answers: str) -> None:
        day = None if days_ago is None else today - timedelta(days=days_ago)
        item = RecommendationFactory(key=key, asked_on=day)
        for status in answers:
            recorded(item, status=status, dated=today)

    asked("lately", 3)
    asked("long-ago", 94, "no response")
    asked("answered", 50, "no response", "rejected")
    asked("not-asked", None)
    asked("tomorrow", -1)
    asked("today", 0)

    found: Any = unanswered()
    assert [(item.key, item.silent_since) for item in found] == [
        ("long-ago", today - timedelta(days=94)),
        ("lately", today - timedelta(days=3)),
        ("today", today),
    ]
