"""An editor says, with a reason, that an edition stands although the desk reads otherwise by now."""

from typing import Any

from django.db import transaction

from briefs.desk.models import Brief, Event, StandingReason
from briefs.desk.services.events import record_event
from briefs.publishing.editions.notes import public_text
from briefs.publishing.refusals import NotAllowed
from briefs.publishing.review.moves import require
from briefs.record.models import Edition

from .out_of_date import out_of_date


def say_it_stands(*, edition: Edition, noun: str, key: str, entry_sha256: str, reason: str, by: Any) -> StandingReason:
    """Take a changed claim or article of an edition off the queue, until it changes again.

    ``entry_sha256`` names it as the editor read it. Raises NotAllowed for a user who may not, without a reason, or
    when it reads otherwise by now or is not out of date any more.
    """
    require(by, "briefs.uphold_edition", "say that an edition stands")
    reason = public_text("reason", reason, why="Say why readers can go on relying on the edition.")
    with transaction.atomic():
        Brief.objects.select_for_update().filter(pk=edition.brief_id).first()
        found = next(
            (
                item
                for item in out_of_date(briefs=[edition.slug])
                if (item.edition.pk, item.noun, item.key) == (edition.pk, noun, key)
            ),
            None,
        )
        if found is None:
            raise NotAllowed(
                f"{noun} {key}: is not out of date in edition {edition.number} of {edition.slug} any more. "
                "Open the queue again to see what is."
            )
        if found.entry_sha256 != entry_sha256:
            raise NotAllowed(f"{noun} {key}: was changed after you opened the queue. Read the difference again first.")
        record_event(
            kind=Event.Kind.STANDS,
            on=found.brief,
            by=by,
            content_sha256=found.edition.sha256,
            detail=f"Edition {edition.number}, {noun} {key}: {reason}",
        )
        return StandingReason.objects.create(
            edition=found.edition, noun=noun, key=key, entry_sha256=entry_sha256, reason=reason, given_by=by
        )
