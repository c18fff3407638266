from datetime import UTC, datetime
from typing import Any

from briefs.record.models import Correction, Edition, Withdrawal
from briefs.renditions.history import Note, brief_line, edition_lines, notices


def edition(number: int, **changes: Any) -> Edition:
    values = {
        "slug": "a",
        "title": "T",
        "summary": "S [@k].",
        "language": "en",
        "update_type": "major",
        "sha256": "0" * 64,
    }
    when = datetime(2026, number, 1, tzinfo=UTC)
    return Edition(number=number, live_from=when, **values | {"change_note": f"Note {number}."} | changes)


def corrected(number: int, note: str) -> Edition:
    found = edition(number)
    found.correction = Correction(kind="correction", note=note)
    return found


def withdrawn(number: int) -> Edition:
    found = edition(number)
    found.withdrawal = Withdrawal(withdrawn_at=datetime(2026, 6, 1, tzinfo=UTC), explanation="It is wrong.")
    return found


def annotated(found: Edition, **newest: Any) -> Edition:
    """The edition as a query with its mended notes would give it."""
    for name, value in newest.items():
        setattr(found, f"mended_{name}", value)
    return found


def said(number: int, history: list[Edition]) -> list[tuple[str, str, str]]:
    return [(notice.kind, notice.title, notice.note.text) for notice in notices(number, history)]


def test_first_edition_has_no_notice() -> None:
    assert said(1, [edition(1)]) == []


def test_major_update_says_what_changed_and_minor_one_is_quiet() -> None:
    assert said(2, [edition(2), edition(1)]) == [("update", "Updated", "Note 2.")]
    assert said(2, [edition(2, update_type="minor"), edition(1)]) == []


def test_old_edition_points_to_the_current_one() -> None:
    (notice,) = notices(1, [edition(3), edition(2), edition(1)])
    assert (notice.kind, notice.edition) == ("superseded", 3)


def test_correction_stands_on_its_edition_and_on_those_it_corrects() -> None:
    history = [edition(3, update_type="minor"), corrected(2, "Sixty-six."), edition(1)]
    assert said(3, history) == []
    assert said(2, history)[1] == ("correction", "Correction", "Sixty-six.")
    assert said(1, history)[1] == ("correction", "Correction in edition 2", "Sixty-six.")


def test_withdrawal_comes_first_on_every_edition() -> None:
    history = [withdrawn(2), edition(1)]
    assert said(2, history)[0] == ("withdrawn", "Withdrawn", "It is wrong.")
    assert said(1, history)[0] == ("withdrawn", "Withdrawn", "It is wrong.")


def test_new_edition_ends_the_withdrawal_of_the_one_before() -> None:
    history = [edition(2, update_type="minor"), withdrawn(1)]
    assert said(2, history) == []
    assert said(1, history)[0][0] == "withdrawn"


def test_history_marks_current_withdrawn_and_corrected_editions() -> None:
    lines = edition_lines([withdrawn(3), corrected(2, "Sixty-six."), edition(1)])
    assert [line.is_current for line in lines] == [True, False, False]
    assert [line.is_withdrawn for line in lines] == [True, False, False]
    assert [line.correction_kind for line in lines] == ["", "Correction", ""]
    assert [line.correction.text for line in lines] == ["", "Sixty-six.", ""]
    assert [line.update for line in lines] == ["major update", "major update", "first edition"]


def test_first_edition_that_readers_got_is_no_update_whatever_its_number() -> None:
    history = [edition(3)]
    assert said(3, history) == []
    assert [line.update for line in edition_lines(history)] == ["first edition"]


def test_mended_note_is_shown_with_its_day_and_its_first_text() -> None:
    day = datetime(2026, 7, 1, tzinfo=UTC)
    mended = annotated(edition(2), change_note="Note two.", change_note_at=day)
    (notice,) = notices(2, [mended, edition(1)])
    line, other = edition_lines([mended, edition(1)])
    assert notice.note == line.change_note == Note("Note two.", day, "Note 2.")
    assert other.change_note == Note("Note 1.")


def test_mended_correction_and_withdrawal_are_shown_above_the_title() -> None:
    day = datetime(2026, 7, 1, tzinfo=UTC)
    mended = corrected(2, "Sixtysix.")
    mended.withdrawal = withdrawn(2).withdrawal
    annotated(mended, correction="Sixty-six.", correction_at=day, withdrawal="It was wrong.", withdrawal_at=day)
    assert [text for _, _, text in said(2, [mended, edition(1)])] == ["It was wrong.", "Sixty-six."]


def test_summary_in_a_list_has_no_citations() -> None:
    assert brief_line(edition(1)).summary == "S."
