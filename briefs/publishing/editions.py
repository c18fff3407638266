"""The only door from the desk to the record."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from briefs.desk.models import Brief
from briefs.record.document import CorrectionNotice, UpdateType
from briefs.record.models import Edition, Withdrawal
from briefs.record.writing import write_edition

from .approval import NotAllowed, approval_issues, lock_brief, require
from .content import build_document, content_of
from .draft import load_draft
from .issues import PublishIssue, PublishRefused, find_content_issues


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
        previous = Edition.objects.filter(brief=fresh).order_by("-number").first()
        draft = load_draft(fresh)
        content = content_of(draft)
        issues = [*find_content_issues(draft), *approval_issues(fresh, content.sha256())]
        issues += _edition_issues(fresh, previous, now, live_from, update_type, change_note.strip(), correction)
        if issues:
            raise PublishRefused(issues)
        document = build_document(
            content,
            edition=previous.number + 1 if previous else 1,
            live_from=live_from or now,
            update_type=update_type,
            change_note=change_note.strip(),
            correction=correction,
            previous_sha256=previous.sha256 if previous else None,
        )
        fresh.state = Brief.State.PUBLISHED
        fresh.save()
        return write_edition(brief=fresh, document=document, by=by, published_at=now)


def withdraw_brief(*, brief: Brief, by: Any, explanation: str) -> Withdrawal:
    """Withdraw the live edition of a brief with a public explanation. The page stays, with its notice on top.

    Raises NotAllowed when nothing is live, when it is withdrawn already, or when the explanation is empty.
    """
    require(by, "briefs.withdraw_brief", "withdraw a brief")
    if not explanation.strip():
        raise NotAllowed("explanation: is empty. Readers must be told why the brief is withdrawn.")
    with transaction.atomic():
        Brief.objects.select_for_update().filter(pk=brief.pk).first()
        live = Edition.objects.live().filter(brief=brief).first()
        if live is None:
            raise NotAllowed("No edition of this brief is live, so there is nothing to withdraw.")
        if Withdrawal.objects.filter(edition=live).exists():
            raise NotAllowed(f"Edition {live.number} is withdrawn already.")
        return Withdrawal.objects.create(
            edition=live, withdrawn_at=timezone.now(), explanation=explanation.strip(), withdrawn_by=by
        )


def _edition_issues(
    brief: Brief,
    previous: Edition | None,
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
    if correction is not None and not correction.note.strip():
        found.append(("correction", "has no note. Say in a sentence what was wrong and what is right."))
    if live_from is not None and live_from < now:
        found.append(("live_from", "lies in the past. Leave it empty to publish now, or choose a later time."))
    if previous is not None and (live_from or now) < previous.live_from:
        found.append(
            (
                "live_from",
                f"comes before edition {previous.number}, which is live from "
                f"{timezone.localtime(previous.live_from):%d %B %Y, %H:%M}. Choose a later time.",
            )
        )
    return [PublishIssue("edition", f"{field}: {text}", field, "brief", brief.slug) for field, text in found]
