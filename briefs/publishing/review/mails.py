"""Mails of the workflow: who did what to which address. Never a word of a draft, not even its title: mail is plain.

A mail goes out once the act it tells of is committed; a server that is down undoes and blocks nothing.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from briefs.desk.models import Brief, Event

SUBJECTS = {
    "asked": "Asked: please read a draft",
    "returned": "Returned: a draft is yours again",
    "approved": "Approved: a brief",
    "published": "Published: a brief",
}
LONGEST_NAME = 80
logger = logging.getLogger(__name__)
_unsent: ContextVar[list[str] | None] = ContextVar("unsent", default=None)


@contextmanager
def collect_unsent() -> Iterator[list[str]]:
    """The names of those whom a mail could not reach, as far as acts inside the block have to tell somebody."""
    names: list[str] = []
    token = _unsent.set(names)
    try:
        yield names
    finally:
        _unsent.reset(token)


def tell(what: str, *, brief: Brief, by: Any, to: Iterable[Any], day: str = "") -> None:
    """Write to these users when the transaction is committed; ``by`` knows, and is left out. Never raises."""
    told = [user for user in to if user.pk != by.pk and user.is_active]
    if told:
        transaction.on_commit(partial(_send, what, brief.pk, by, told, day), robust=True)


def writers(brief: Brief) -> list[Any]:
    """Whoever sent the brief to review last, and whose its last change is; each once."""
    sent = Event.objects.filter(noun="brief", object_id=brief.pk, kind=Event.Kind.SUBMITTED).select_related("by")
    event = sent.first()
    users = [event.by if event else None, brief.edited_by]
    return list({user.pk: user for user in users if user is not None}.values())


def _send(what: str, brief_id: int, by: Any, told: list[Any], day: str) -> None:
    """One mail each, over one connection; whom none could reach is noted, and the others still get theirs."""
    collected = _unsent.get()
    unsent = [] if collected is None else collected
    address = settings.SITE_URL.rstrip("/") + reverse("admin:briefs_brief_change", args=[brief_id])
    subject = f"[{settings.SITE_NAME}] {SUBJECTS[what]}"
    context = {"who": plain_name(by), "address": address, "day": day, "site_name": settings.SITE_NAME}
    connection = _open()
    for user in told:
        if not (connection and user.email and _deliver(subject, f"mails/{what}.txt", context, user, connection)):
            unsent.append(plain_name(user))
    if connection is not None:
        _close(connection)


def _deliver(subject: str, template: str, context: dict[str, str], user: Any, connection: Any) -> bool:
    try:
        text = render_to_string(template, context)
        return EmailMessage(subject, text, to=[user.email], connection=connection).send() == 1
    except (OSError, ValueError) as error:
        # Its message may repeat an address or what the server said of it.
        logger.error("No mail was sent to the user with the id %s: %s", user.pk, type(error).__name__)
        return False


def _open() -> Any:
    """A connection to the mail server; None when none is set, or when it does not answer."""
    if settings.EMAIL_BACKEND == "django.core.mail.backends.dummy.EmailBackend":
        return None
    try:
        connection = get_connection()
        connection.open()
    except (OSError, ValueError) as error:
        logger.error("No mail was sent, as the mail server did not answer: %s", type(error).__name__)
        return None
    return connection


def _close(connection: Any) -> None:
    try:
        connection.close()
    except (OSError, ValueError) as error:
        logger.error("The mail server did not say goodbye: %s", type(error).__name__)


def plain_name(user: Any) -> str:
    """A user's name on one short line, so that no name can pass for a part of the mail."""
    words = "".join(c if c.isprintable() else " " for c in user.get_username()).split()
    return " ".join(words)[:LONGEST_NAME]
