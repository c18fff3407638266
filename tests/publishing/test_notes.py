"""Notes put right: readers get the new words, the record keeps the old ones, the edition stays as it is."""

import pytest
from django.db import DatabaseError, connection, transaction

from briefs.desk.models import Event
from briefs.publishing import NotAllowed, mend_note, withdraw_brief
from briefs.publishing.editions.notes import content_sha256_of
from briefs.record.document import CorrectionNotice
from briefs.record.integrity import verify_record
from briefs.record.mended import newest_note
from briefs.record.models import Edition, MendedNote
from briefs.record.queries import live_edition
from briefs.renditions.history import Note, note_of
from tests.factories import author, editor, published, publisher

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """An edition with all three notes."""
    edition = published(correction=CorrectionNotice(kind="correction", note="It was tow outlets."))
    withdraw_brief(brief=edition.brief, edition=1, by=publisher(), explanation="Its sorce was forged.")
    return Edition.objects.get()


def shown(edition: Edition, kind: str) -> Note:
    """The note as readers of the brief get it."""
    live = live_edition(edition.slug)
    assert live is not None
    return note_of(live, kind)


def mend(edition: Edition, kind: str, text: str, by=publisher) -> MendedNote:
    return mend_note(edition=edition, kind=kind, text=text, by=by())


@pytest.mark.parametrize(
    ("kind", "before", "text"),
    [
        ("change note", "First edition.", "The first edition."),
        ("correction", "It was tow outlets.", "It was two outlets."),
        ("withdrawal", "Its sorce was forged.", "Its source was forged."),
    ],
)
def test_note_is_mended_beside_the_edition(edition: Edition, kind: str, before: str, text: str):
    document, sha256 = edition.document, edition.sha256
    mended = mend(edition, kind, f" {text}\r\n")
    assert (mended.before, mended.text, mended.mended_by) == (before, text, publisher())
    stored = Edition.objects.get()
    assert (stored.document, stored.sha256, stored.change_note) == (document, sha256, "First edition.")
    assert shown(edition, kind) == Note(text, mended.mended_at, before)
    assert [finding for found in verify_record() for finding in found] == []


def test_note_mended_twice_keeps_each_text_and_shows_the_first_and_the_last(edition: Edition):
    mend(edition, "change note", "One.")
    last = mend(edition, "change note", "Two.")
    assert last.before == "One."
    assert shown(edition, "change note") == Note("Two.", last.mended_at, "First edition.")
    assert MendedNote.objects.count() == 2


def test_mending_is_told_as_an_event_of_the_brief(edition: Edition):
    mend(edition, "withdrawal", "Its source was forged.")
    event = Event.objects.get(kind="note mended")
    assert (event.noun, event.object_id, event.by) == ("brief", edition.brief_id, publisher())
    assert (event.content_sha256, event.detail) == (content_sha256_of(edition), "Edition 1, withdrawal.")


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("change note", " \n", "text: is empty"),
        ("change note", "First edition.", "text: is what readers see already"),
        ("change note", "a\x00b", "text: "),
        ("change note", "a" * 5_001, "text: has 5,001 characters"),
        ("title", "A", "kind: “title” is no kind of note"),
        ("a\x00" * 99, "A", "kind: "),
    ],
)
def test_bad_note_is_refused_in_a_sentence(edition: Edition, kind: str, text: str, sentence: str):
    with pytest.raises(NotAllowed, match=f"^{sentence}"):
        mend(edition, kind, text)
    assert not MendedNote.objects.exists()


@pytest.mark.parametrize("kind", ["change note", "correction", "withdrawal"])
def test_note_that_was_never_given_cannot_be_mended(kind: str):
    edition = published(update_type="minor", change_note="")
    with pytest.raises(NotAllowed, match=f"edition 1 has no {kind}, so there is nothing to mend"):
        mend(edition, kind, "Words.")


@pytest.mark.parametrize("by", [author, editor])
def test_only_a_publisher_mends(edition: Edition, by):
    with pytest.raises(NotAllowed, match="may not mend a note"):
        mend(edition, "change note", "Words.", by)


def test_mended_note_never_changes(edition: Edition):
    mend(edition, "change note", "Words.")
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE briefs_mendednote SET text = 'Others.'")


def test_first_text_can_be_put_back(edition: Edition):
    mend(edition, "change note", "Words.")
    mend(edition, "change note", "First edition.")
    assert newest_note(edition, "change note") == "First edition."


def test_verify_record_names_a_mended_note_that_does_not_follow_the_one_before(edition: Edition):
    MendedNote.objects.create(
        edition=edition,
        kind="correction",
        before="It never said this.",
        text="It was two.",
        mended_at=edition.published_at,
        mended_by=publisher(),
    )
    messages = [finding.message for found in verify_record() for finding in found]
    assert messages == [
        f"{edition.slug}, edition 1: a mended correction says it replaced “It never said this.”, "
        "but “It was tow outlets.” stood there."
    ]
