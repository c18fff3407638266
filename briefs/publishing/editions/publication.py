"""The only door from the desk to the record."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from briefs.desk.models import Brief, Event
from briefs.desk.services.events import record_event
from briefs.publishing.document.content import build_document, content_of
from briefs.publishing.document.draft import load_draft
from briefs.publishing.issues.finding import approval_issues, find_content_issues
from briefs.publishing.refusals import NotAllowed, PublishIssue, PublishRefused
from briefs.publishing.review import mails
from briefs.publishing.review.contributors import last_changed_by
from briefs.publishing.review.moves import lock_brief, move_brief, require
from briefs.record.document import CorrectionNotice, UpdateType
from briefs.record.models import Edition
from briefs.record.writing import write_edition
from briefs.text.normalise import normalise

from .scheduling import NoSuchMoment, find_zone, moment_words, refusal_of


def publish_edition(
    *,
    brief: Brief,
    by: Any,
    update_type: UpdateType,
    change_note: str,
    live_from: datetime | None = None,
    correction: CorrectionNotice | None = None,
    zone: str = "",
    embargo: str = "",
) -> Edition:
    """Freeze the approved draft into the brief's next edition, live from ``live_from`` (now, unless given).

    ``zone`` names the time zone the moment was chosen in, ``embargo`` what those are told who see a scheduled
    edition before its time. One transaction locks the brief, checks everything again and writes the edition, its
    notices and its indexes. Raises PublishRefused with the whole list of issues, NotAllowed for a user who may not
    publish or who alone made its last changes, or StaleVersion when the draft was saved after ``brief`` was read.
    Nothing is written then.
    """
    require(by, "briefs.publish_brief", "publish a brief")
    with transaction.atomic():
        fresh = lock_brief(brief)
        now = timezone.now().replace(microsecond=0)
        draft = load_draft(fresh)
        content = content_of(draft)
        notes, issues = _public_notes(fresh, change_note, correction, embargo)
        change_note, correction, embargo = notes
        issues = [*find_content_issues(draft), *approval_issues(fresh, content.sha256()), *issues]
        issues += _edition_issues(fresh, now, live_from, update_type, change_note, correction)
        issues += _embargo_issues(fresh, zone, embargo, scheduled=live_from is not None)
        if issues:
            raise PublishRefused(issues)
        refuse_own_work(last_changed_by(draft, by))
        scheduled = live_from is not None and live_from > now
        document = build_document(
            fresh,
            content=content,
            live_from=live_from or now,
            update_type=update_type,
            change_note=change_note,
            correction=correction,
        )
        told = mails.writers(fresh)
        fresh.proposed_note = ""
        move_brief(fresh, to=Brief.State.PUBLISHED, allowed={Brief.State.APPROVED}, act="published")
        moment = moment_words(document.live_from, zone)
        kept_zone = (zone or timezone.get_default_timezone_name()) if scheduled else ""
        edition = write_edition(
            brief=fresh, document=document, by=by, published_at=now, zone=kept_zone, embargo_notice=embargo
        )
        record_event(
            kind=Event.Kind.SCHEDULED if scheduled else Event.Kind.PUBLISHED,
            on=fresh,
            by=by,
            content_sha256=content.sha256(),
            detail=f"Edition {edition.number}, live from {moment}." if scheduled else f"Edition {edition.number}.",
        )
        mails.tell("published", brief=fresh, by=by, to=told, day=moment if scheduled else "")
        return edition


def refuse_own_work(parts: list[str]) -> None:
    """Raise NotAllowed when there is something that nobody but the publisher changed last."""
    if parts:
        more = f" and {len(parts) - 3} more" if len(parts) > 3 else ""
        raise NotAllowed(
            f"Nobody publishes their own last change. Yours is the last of {', '.join(parts[:3])}{more}: "
            "ask another publisher."
        )


def _public_notes(
    brief: Brief, change_note: str, correction: CorrectionNotice | None, embargo: str
) -> tuple[tuple[str, CorrectionNotice | None, str], list[PublishIssue]]:
    """The notes in normal form, as they will stand for ever, and what keeps them from it."""
    issues = []

    def normal(field: str, text: str) -> str:
        try:
            return normalise(text).strip()
        except ValueError as error:
            issues.append(_issue(brief, field, str(error)))
            return text

    note, embargo = normal("change_note", change_note), normal("embargo", embargo)
    if correction is not None:
        correction = correction.model_copy(update={"note": normal("correction", correction.note)})
    return (note, correction, embargo), issues


def _edition_issues(
    brief: Brief,
    now: datetime,
    live_from: datetime | None,
    update_type: str,
    change_note: str,
    correction: CorrectionNotice | None,
) -> list[PublishIssue]:
    """What is wrong with the way this edition is to be published."""
    found = []
    if update_type not in {"major", "minor"}:
        found.append(("update_type", f"“{update_type}” is neither major nor minor. Choose one."))
    if not change_note and (update_type == "major" or correction is not None):
        found.append(("change_note", "is empty. A major edition or a correction tells readers what changed."))
    if correction is not None and not correction.note:
        found.append(("correction", "has no note. Say in a sentence what was wrong and what is right."))
    moment = live_from or now
    later = Edition.objects.going_out().filter(brief=brief, live_from__gt=moment).order_by("-number").first()
    if refusal := refusal_of(moment, now):
        found.append(("live_from", refusal))
    elif later is not None:
        found.append(
            (
                "live_from",
                f"comes before edition {later.number}, which is live from {moment_words(later.live_from)}. "
                "Choose a later time, or undo that schedule first.",
            )
        )
    return [_issue(brief, field, text) for field, text in found]


def _embargo_issues(brief: Brief, zone: str, embargo: str, *, scheduled: bool) -> list[PublishIssue]:
    """What is wrong with how the moment was named, and with what is said until then."""
    found = []
    try:
        if zone and find_zone(zone).key != zone:
            raise NoSuchMoment(f"zone: “{zone[:60]}” is not spelt as the time zone database has it. Correct it.")
    except NoSuchMoment as error:
        found.append(_issue(brief, "zone", str(error).removeprefix("zone: ")))
    if embargo and not scheduled:
        found.append(_issue(brief, "embargo", "is for an edition of a later time. Choose one, or empty the notice."))
    return found


def _issue(brief: Brief, field: str, text: str) -> PublishIssue:
    return PublishIssue("edition", f"{field}: {text}", field, "brief", brief.slug)
