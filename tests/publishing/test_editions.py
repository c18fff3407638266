from datetime import timedelta

import pytest
from django.utils import timezone

from briefs.desk.models import Brief, StaleVersion
from briefs.publishing import NotAllowed, PublishRefused, publish_edition
from briefs.record.document import CorrectionNotice
from briefs.record.models import Correction, Edition, PublishedClaim
from tests.factories import BriefFactory, approved, author, editor, published, publisher

pytestmark = pytest.mark.django_db


def refused(brief: Brief, **publication) -> list[str]:
    publication = {"update_type": "major", "change_note": "First edition.", **publication}
    with pytest.raises(PublishRefused) as error:
        publish_edition(brief=brief, by=publisher(), **publication)
    assert not Edition.objects.exists()
    return [issue.message for issue in error.value.issues]


def test_publish_edition_freezes_the_draft_and_indexes_it():
    brief = approved()
    edition = publish_edition(brief=brief, by=publisher(), update_type="major", change_note="First edition.")
    document = edition.parse()
    assert (document.slug, document.edition, document.title) == (brief.slug, 1, brief.title)
    assert document.sha256() == edition.sha256
    assert document.previous_sha256 is None
    assert 'href="#claim-1"' in document.body_html
    assert PublishedClaim.objects.get(edition=edition, key=document.claims[0].key).parse() == document.claims[0]
    assert Brief.objects.get(pk=brief.pk).state == "published"


def test_next_edition_is_numbered_and_chained_to_the_one_before():
    first = published()
    brief = Brief.objects.get(pk=first.brief_id)
    brief.title, brief.state = "Another title", "draft"
    brief.save()
    second = published(brief, change_note="A new title.")
    assert (second.number, second.previous_sha256) == (2, first.sha256)
    assert second.parse().previous_sha256 == first.sha256


def test_publish_edition_rejects_a_draft_that_is_not_approved():
    assert refused(BriefFactory()) == ["state: the brief is draft. Have it approved before publishing."]


def test_publish_edition_rejects_text_edited_after_its_approval():
    brief = approved()
    brief.body += "\n\nMore."
    brief.save()
    assert refused(brief) == [
        "state: the text or what it rests on changed after it was approved. Ask for approval again."
    ]


def test_publish_edition_rejects_a_claim_edited_after_approval():
    brief = approved()
    claim = brief.recommendations.get().claims.get()
    claim.statement = "A court overturned the closure of the outlet."
    claim.save()
    assert refused(brief) == [
        "state: the text or what it rests on changed after it was approved. Ask for approval again."
    ]


def test_publish_edition_gives_all_issues_at_once():
    brief = BriefFactory(body="See [@nothing].", authors=[])
    assert refused(brief, change_note=" ", update_type="huge") == [
        "authors: nobody is named. Add at least one author.",
        "body: cites [@nothing], but no claim has that key. Correct or add it.",
        "state: the brief is draft. Have it approved before publishing.",
        "update_type: “huge” is neither major nor minor. Choose one.",
    ]


def test_major_edition_and_correction_need_a_change_note():
    brief = approved()
    message = "change_note: is empty. A major edition or a correction tells readers what changed."
    assert refused(brief, change_note="") == [message]
    notice = CorrectionNotice(kind="correction", note="It was two outlets.")
    assert refused(brief, change_note="", update_type="minor", correction=notice) == [message]


def test_publish_edition_rejects_a_time_in_the_past():
    past = timezone.now() - timedelta(minutes=5)
    assert refused(approved(), live_from=past) == [
        "live_from: lies in the past. Leave it empty to publish now, or choose a later time."
    ]


def test_publish_edition_rejects_a_time_before_the_edition_it_follows():
    first = published(live_from=timezone.now() + timedelta(days=9))
    brief = Brief.objects.get(pk=first.brief_id)
    brief.title, brief.state = "Another title", "draft"
    brief.save()
    with pytest.raises(PublishRefused, match="comes before edition 1"):
        published(brief)
    assert Edition.objects.get() == first


def test_publish_edition_refuses_users_who_may_not():
    for user in (author(), editor()):
        with pytest.raises(NotAllowed, match="may not publish a brief"):
            publish_edition(brief=approved(), by=user, update_type="major", change_note="First.")


def test_publish_edition_refuses_a_stale_version():
    brief = approved()
    other = Brief.objects.get(pk=brief.pk)
    other.save()
    with pytest.raises(StaleVersion):
        publish_edition(brief=brief, by=publisher(), update_type="major", change_note="First.")


def test_correction_is_published_with_its_edition():
    edition = published(correction=CorrectionNotice(kind="correction", note="It was two outlets."))
    assert Correction.objects.get(edition=edition).note == "It was two outlets."
    assert edition.parse().correction == CorrectionNotice(kind="correction", note="It was two outlets.")


def test_publishing_again_without_a_change_is_refused():
    edition = published()
    with pytest.raises(PublishRefused, match="nothing has changed since it was published"):
        publish_edition(
            brief=Brief.objects.get(pk=edition.brief_id), by=publisher(), update_type="minor", change_note=""
        )


def test_notes_are_published_in_normal_form():
    edition = published(
        change_note=" One\r\ntwo\u00a0three ", correction=CorrectionNotice(kind="correction", note="It was\u00a0two.")
    )
    assert (edition.change_note, edition.correction.note) == ("One\ntwo three", "It was two.")


def test_note_with_a_control_character_is_refused_by_field():
    (message,) = refused(approved(), change_note="One\x01")
    assert message.startswith("change_note: ")


def test_first_of_two_publishers_wins_and_the_second_is_told():
    brief = approved()
    seen_by_both = Brief.objects.get(pk=brief.pk)
    publish_edition(brief=brief, by=publisher(), update_type="major", change_note="First.")
    with pytest.raises(StaleVersion):
        publish_edition(brief=seen_by_both, by=publisher(), update_type="major", change_note="Second.")
    assert Edition.objects.get().change_note == "First."


def test_correction_without_a_note_is_refused():
    notice = CorrectionNotice(kind="correction", note=" \n")
    assert refused(approved(), correction=notice) == [
        "correction: has no note. Say in a sentence what was wrong and what is right."
    ]
