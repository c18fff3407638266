from typing import Any

from django.db import transaction
from django.utils import timezone

from briefs.desk.models import Brief
from briefs.record.models import Edition, Withdrawal
from briefs.text.normalise import normalise

from .approval import require
from .refusals import NotAllowed


def open_to_withdrawal(brief: Brief) -> list[Edition]:
    """The editions of a brief that can be withdrawn now: scheduled ones, newest first, then the live one."""
    editions = Edition.objects.filter(brief=brief, withdrawal=None).defer("document")
    live = Edition.objects.live().filter(brief=brief).values("pk")
    scheduled = editions.filter(live_from__gt=timezone.now()).order_by("-number")
    return [*scheduled, *editions.filter(pk__in=live)]


def withdraw_brief(*, brief: Brief, edition: int, by: Any, explanation: str) -> Withdrawal:
    """Withdraw one edition of a brief, named by number: the live one, or one whose time has not come.

    The live one keeps its page, with the public explanation on top. A scheduled one never goes out, and readers
    are told nothing of it. Raises NotAllowed when it is neither, is withdrawn already, or nothing is explained.
    """
    require(by, "briefs.withdraw_brief", "withdraw a brief")
    try:
        explanation = normalise(explanation).strip()
    except ValueError as error:
        raise NotAllowed(f"explanation: {error}") from None
    if not explanation:
        raise NotAllowed("explanation: is empty. Readers must be told why the brief is withdrawn.")
    with transaction.atomic():
        Brief.objects.select_for_update().filter(pk=brief.pk).first()
        found = next((item for item in open_to_withdrawal(brief) if item.number == edition), None)
        if found is None:
            raise NotAllowed(
                f"Edition {edition} of this brief is neither live nor scheduled, or it is withdrawn already. "
                "Open the brief again to see how it stands."
            )
        return Withdrawal.objects.create(
            edition=found, withdrawn_at=timezone.now(), explanation=explanation, withdrawn_by=by
        )
