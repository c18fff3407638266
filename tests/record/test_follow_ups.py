"""What readers know: an edition's follow-ups and those published since, each once, wrong ones gone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from briefs.record.document import FollowUpEntry, RecommendationEntry
from briefs.record.follow_up_document import FollowUpDocument
from briefs.record.follow_ups import published_follow_ups, told_follow_ups, with_follow_ups
from briefs.record.immutable import RecordChanged
from briefs.record.integrity import verify_record
from briefs.record.models import PublishedFollowUp
from briefs.record.triggers import drop_triggers, install_triggers
from tests.document_parts import recommendation
from tests.follow_ups import mend, recorded, told

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def entry(status: str = "accepted", day: int = 1, note: str = "") -> FollowUpEntry:
    return FollowUpEntry(status=status, dated=date(2026, 5, day), note=note, claim=None)


def asked(*follow_ups: FollowUpEntry) -> RecommendationEntry:
    state = follow_ups[-1].status if follow_ups else None
    return recommendation("fund", "Fund it.", follow_ups=follow_ups, state=state)


def document(told: FollowUpEntry, hours: int, **changes: Any) -> FollowUpDocument:
    values: dict[str, Any] = {
        **told.model_dump(exclude={"claim"}),
        "recommendation": "fund",
        "language": "en",
        "claim": None,
        "articles": (),
        "published_at": NOON + timedelta(hours=hours),
        "corrects": None,
        "replaces_sha256": None,
    }
    return FollowUpDocument(**(values | changes))


def standing(held: RecommendationEntry, *published: FollowUpDocument) -> list[FollowUpEntry]:
    return [item.entry for item in told_follow_ups(held, NOON, published)]


def test_what_came_after_the_edition_adds_to_it_in_the_order_of_days() -> None:
    early, late = entry(day=1), entry("in progress", 9)
    between = entry("acknowledged", 5)

    assert standing(asked(early, late), document(between, 1)) == [early, between, late]


def test_what_the_edition_holds_already_is_shown_once() -> None:
    known = entry()

    assert standing(asked(known), document(known, -1)) == [known]
    assert standing(asked(known), document(known, 0)) == [known]
    assert standing(asked(known), document(known, 1)) == [known]


def test_what_the_desk_changed_before_the_edition_is_as_the_edition_has_it() -> None:
    assert standing(asked(entry("rejected")), document(entry("accepted"), -1)) == [entry("rejected")]


def test_correction_takes_the_place_of_what_the_edition_held() -> None:
    wrong, right = entry("accepted"), entry("rejected")

    assert standing(asked(wrong), document(right, 1, corrects=wrong)) == [right]


def test_correction_of_a_correction_leaves_only_the_last() -> None:
    wrong, first, last = entry("accepted"), entry("rejected"), entry("in progress")
    one = document(first, 1, corrects=wrong)
    two = document(last, 2, corrects=first, replaces_sha256=one.sha256())

    assert standing(asked(wrong), one, two) == [last]
    assert standing(asked(wrong), one) == [first]


def test_correction_back_to_the_first_words_shows_them_once() -> None:
    first, other = entry("accepted"), entry("rejected")
    one = document(other, 1, corrects=first)
    two = document(first, 2, corrects=other, replaces_sha256=one.sha256())

    assert standing(asked(first), one, two) == [first]


def test_state_is_that_of_the_newest_day() -> None:
    held = asked(entry("in progress", 9))

    assert with_follow_ups(held, NOON, [document(entry("acknowledged", 2), 1)]).state == "in progress"
    assert with_follow_ups(held, NOON, [document(entry("implemented", 10), 1)]).state == "implemented"
    assert with_follow_ups(asked(), NOON, []).state is None


def test_document_is_read_back_byte_for_byte() -> None:
    one = document(entry(note="Макул болушту."), 1, corrects=entry())

    assert FollowUpDocument.model_validate_json(one.canonical_json()).canonical_json() == one.canonical_json()


@pytest.mark.django_db
def test_what_was_not_published_by_then_is_not_told() -> None:
    row = told(recorded())
    key = row.recommendation

    assert published_follow_ups([key]) == {key: [row.parse()]}
    assert published_follow_ups([key], row.published_at - timedelta(seconds=1)) == {}
    assert published_follow_ups(["another"]) == {}


@pytest.mark.django_db
def test_published_follow_up_never_changes() -> None:
    row = told(recorded())

    with pytest.raises(RecordChanged):
        row.save()
    with pytest.raises(RecordChanged):
        PublishedFollowUp.objects.update(status="rejected")
    with pytest.raises(RecordChanged):
        PublishedFollowUp.objects.all().delete()


def tamper(**columns: Any) -> list[str]:
    """What verify_record finds once these columns of the newest publication are forged, behind the triggers."""
    row = PublishedFollowUp.objects.order_by("-pk")[0]
    connection.check_constraints()
    drop_triggers(connection)
    QuerySet(PublishedFollowUp).filter(pk=row.pk).update(**columns)
    connection.check_constraints()
    install_triggers(connection)
    return [finding.message for found in verify_record() for finding in found]


@pytest.mark.django_db
def test_verify_record_finds_what_was_forged() -> None:
    follow_up = recorded()
    first = told(follow_up)
    mend(follow_up, note="They wrote.")
    row = told(follow_up)
    name = f"follow-up {follow_up.pk} of {row.recommendation}, publication 2"
    forged = row.document.replace("They wrote.", "They paid.")
    actual = row.parse().model_copy(update={"note": "They paid."}).sha256()

    assert tamper(status=row.status) == []
    assert tamper(document=forged) == [
        f"{name}: its document hashes to {actual}, but it was published as {row.sha256}."
    ]
    assert tamper(document=row.document, status="rejected") == [
        f"{name}: its column status says 'rejected', its document 'accepted'."
    ]
    assert tamper(status=row.status, document="{") != []
    assert tamper(document=row.document, number=3) == [
        f"follow-up {follow_up.pk} of {row.recommendation}, publication 3: publication 2 of it is missing."
    ]
    assert tamper(number=2) == []
    assert first.number == 1
