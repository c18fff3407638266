"""The only door from the desk to the record."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from briefs.desk.models import Brief
from briefs.record.document import CorrectionNotice, UpdateType
from briefs.record.models import Edition
from briefs.record.writing import write_edition
from briefs.text.normalise import normalise

from .approval import lock_brief, move_brief, require
from .content import build_document, content_of
from .draft import load_draft
from .issues import approval_issues, find_content_issues
from .refusals import PublishIssue, PublishRefused


def publish_edition(
    *,
    brief: Brief,
    by: Any,
    update_type: UpdateType,
    change_note: str,
    live_from: datetime | None = None,
    correction: CorrectionNotice | None = None,
) -> Edition:
    """Freeze the approved draft into the brief's next edition, live from ``live_from`` (now, unless given).

    One transaction locks the brief, checks everything again and writes the edition, its correction and its
    indexes. Raises PublishRefused with the whole list of issues, NotAllowed for a user who may not publish, or
    StaleVersion when the draft was saved after ``brief`` was read. Nothing is written then.
    """
    require(by, "briefs.publish_brief", "publish a brief")
    with transaction.atomic():
        fresh = lock_brief(brief)
        now = timezone.now().replace(microsecond=0)
        draft = load_draft(fresh)
        content = content_of(draft)
        notes, note_issues = _public_notes(fresh, change_note, correction)
        change_note, correction = notes
        issues = [*find_content_issues(draft), *approval_issues(fresh, content.sha256()), *note_issues]
        issues += _edition_issues(fresh, now, live_from, update_type, change_note, correction)
        if issues:
            raise PublishRefused(issues)
        document = build_document(
            fresh,
            content=content,
            live_from=live_from or now,
            update_type=update_type,
            change_note=change_note,
            correction=correction,
        )
        move_brief(fresh, to=Brief.State.PUBLISHED, allowed={Brief.State.APPROVED}, act="published")
        return write_edition(brief=fresh, document=document, by=by, published_at=now)


def _public_notes(
    brief: Brief, change_note: str, correction: CorrectionNotice | None
) -> tuple[tuple[str, CorrectionNotice | None], list[PublishIssue]]:
    """The notes in normal form, as they will stand for ever, and what keeps them from it."""
    issues = []

    def normal(field: str, text: str) -> str:
        try:
            return normalise(text).strip()
        except ValueError as error:
            issues.append(_issue(brief, field, str(error)))
            return text

    note = normal("change_note", change_note)
    if correction is not None:
        correction = correction.model_copy(update={"note": normal("correction", correction.note)})
    return (note, correction), issues


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
    if moment < now:
        found.append(("live_from", "lies in the past. Leave it empty to publish now, or choose a later time."))
    elif later is not None:
        begins = f"{timezone.localtime(later.live_from):%d %B %Y, %H:%M}"
        found.append(
            (
                "live_from",
                f"comes before edition {later.number}, which is live from {begins}. Choose a later time, or "
                "withdraw that edition first.",
            )
        )
    return [_issue(brief, field, text) for field, text in found]


def _issue(brief: Brief, field: str, text: str) -> PublishIssue:
    return PublishIssue("edition", f"{field}: {text}", field, "brief", brief.slug)
