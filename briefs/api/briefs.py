"""Briefs and their editions. An edition is given as the record keeps it, with what was said of it since."""

import json
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router
from pydantic import AwareDatetime, BaseModel, Field, TypeAdapter

from briefs.record.document import CorrectionNotice, EditionDocument, UpdateType
from briefs.record.mended import mended_notes
from briefs.record.models import Edition, MendedNote
from briefs.record.queries import is_withdrawn, live_edition, live_number, public_edition, standing_editions

from .answers import answer
from .paging import Id, Moment, Paging, Sorting, take_page
from .parts import DETAIL_PROBLEMS, LIST_PROBLEMS
from .problems import Problem, RequestRefused

router = Router(tags=["Briefs"])

NEWEST_FIRST = Sorting(("-live_from", "-pk"), TypeAdapter(tuple[Moment, Id]))
HIGHEST_FIRST = Sorting(("-number",), TypeAdapter(tuple[Id]))
MAX_NUMBER = 2**31 - 1


class WithdrawalNotice(BaseModel):
    """That an edition no longer stands, since when and why."""

    withdrawn_at: AwareDatetime
    explanation: str


class MendedNotice(BaseModel):
    """A note of an edition in which a slip of the pen was put right: how it reads now, and since when.

    The first text stays where it was published: in ``change_note``, ``correction`` or ``withdrawal``.
    """

    kind: Literal["change note", "correction", "withdrawal"]
    text: str
    mended_at: AwareDatetime


class EditionLine(BaseModel):
    """An edition as a list shows it."""

    slug: str
    edition: int
    language: str
    title: str
    summary: str
    live_from: datetime
    update_type: UpdateType
    change_note: str
    correction: CorrectionNotice | None
    withdrawal: WithdrawalNotice | None
    mended_notes: list[MendedNotice]
    sha256: str
    previous_sha256: str | None


class EditionPage(BaseModel):
    """A page of editions, newest first."""

    items: list[EditionLine]
    next: str | None


class Brief(EditionDocument):
    """An edition: its EditionDocument, and four fields beside it that its hash does not cover.

    Take ``sha256``, ``withdrawal``, ``mended_notes`` and ``superseded_by`` away, write the rest as JSON with sorted
    keys, without spaces and in UTF-8: the SHA-256 of that is ``sha256``.
    """

    # The document has a method of that name, hence the alias.
    stored_sha256: str = Field(alias="sha256")
    withdrawal: WithdrawalNotice | None
    mended_notes: list[MendedNotice]
    superseded_by: int | None = Field(description="Number of the live edition, null when it is this one.")


def describe_line(edition: Edition) -> dict[str, Any]:
    """An edition's line, from its columns alone."""
    correction = getattr(edition, "correction", None)
    return {
        "slug": edition.slug,
        "edition": edition.number,
        "language": edition.language,
        "title": edition.title,
        "summary": edition.summary,
        "live_from": moment(edition.live_from),
        "update_type": edition.update_type,
        "change_note": edition.change_note,
        "correction": {"kind": correction.kind, "note": correction.note} if correction else None,
        "withdrawal": describe_withdrawal(edition),
        "mended_notes": describe_mended(edition),
        "sha256": edition.sha256,
        "previous_sha256": edition.previous_sha256,
    }


def describe_edition(edition: Edition, superseded_by: int | None) -> dict[str, Any]:
    """The stored document with the fields beside it."""
    beside = {
        "sha256": edition.sha256,
        "withdrawal": describe_withdrawal(edition),
        "mended_notes": describe_mended(edition),
        "superseded_by": superseded_by,
    }
    return {**json.loads(edition.document), **beside}


def describe_withdrawal(edition: Edition) -> dict[str, str] | None:
    """The notice of an edition that has been withdrawn by now."""
    if not is_withdrawn(edition):
        return None
    withdrawal = edition.withdrawal
    return {"withdrawn_at": moment(withdrawal.withdrawn_at), "explanation": withdrawal.explanation}


def describe_mended(edition: Edition) -> list[dict[str, str]]:
    """The notes that were mended, as they read now."""
    return [
        {"kind": mended.kind, "text": mended.text, "mended_at": moment(mended.mended_at)}
        for mended in mended_notes(edition).values()
        if mended.kind != MendedNote.Kind.WITHDRAWAL or is_withdrawn(edition)
    ]


def moment(value: datetime) -> str:
    """A moment as documents write it."""
    return value.isoformat().replace("+00:00", "Z")


def refuse_unknown(slug: str) -> RequestRefused:
    return RequestRefused(404, f"No brief is published at “{slug}”.")


@router.get("", response={200: EditionPage, **LIST_PROBLEMS}, summary="List the live editions, newest first")
def list_briefs(request: HttpRequest, paging: Query[Paging]) -> HttpResponseBase:
    """Withdrawn briefs are left out. One line for each brief; its detail holds the whole document."""
    editions = standing_editions().select_related("withdrawal").with_mended_notes()
    return answer(request, take_page(request, editions, NEWEST_FIRST, paging).answer(describe_line))


@router.get("/{slug}", response={200: Brief, **DETAIL_PROBLEMS}, by_alias=True, summary="Read a brief's live edition")
def get_brief(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The EditionDocument that readers get now; a withdrawn one too, with its notice in `withdrawal`."""
    edition = None if "\x00" in slug else live_edition(slug)
    if edition is None:
        raise refuse_unknown(slug)
    return answer(request, describe_edition(edition, superseded_by=None))


@router.get(
    "/{slug}/editions",
    response={200: EditionPage, **LIST_PROBLEMS, **DETAIL_PROBLEMS},
    summary="List a brief's editions, newest first",
)
def list_editions(request: HttpRequest, slug: str, paging: Query[Paging]) -> HttpResponseBase:
    """Every edition whose time has come, superseded and withdrawn ones too."""
    if "\x00" in slug:
        raise refuse_unknown(slug)
    page = take_page(request, Edition.objects.history(slug), HIGHEST_FIRST, paging)
    if not page.rows:
        raise refuse_unknown(slug)
    return answer(request, page.answer(describe_line))


@router.get(
    "/{slug}/editions/{edition}",
    response={200: Brief, **DETAIL_PROBLEMS, 422: Problem},
    by_alias=True,
    summary="Read one edition",
)
def get_edition(
    request: HttpRequest, slug: str, edition: Annotated[int, Path(ge=1, le=MAX_NUMBER)]
) -> HttpResponseBase:
    """One numbered edition, as it was published; `superseded_by` says which one readers get now."""
    found = None if "\x00" in slug else public_edition(slug, edition)
    if found is None:
        raise RequestRefused(404, f"No edition {edition} is published of a brief at “{slug}”.")
    live = live_number(slug)
    return answer(request, describe_edition(found, superseded_by=None if live == edition else live))
