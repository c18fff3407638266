"""Which editions hold a noun, and how each stands: live, scheduled, superseded, withdrawn, or stopped before."""

import json
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, Model, OuterRef, QuerySet, Value, When, Window
from django.utils import timezone

from briefs.desk.models import Brief, Capture, Evidence, FollowUp, Lever
from briefs.record.models import Edition, PublishedArticle, PublishedClaim, PublishedRecommendation, Withdrawal

from .protection import INDEXES
from .uses import LONGEST, Use, UseGroup

READ = frozenset({"live", "scheduled"})
"""The states of editions that readers get, now or when their time has come."""


def editions_holding(row: Model) -> UseGroup:
    """The editions that hold this row, those readers get first. One query; two for what has no name of its own.

    A passage or follow-up may go although an edition holds it: the edition keeps it, and what readers get then is
    out of date. Everything else that an edition names stays.
    """
    holding = _holding(row)
    return UseGroup("stands in", *_told(holding), blocks=not isinstance(row, Evidence | FollowUp))


def _holding(row: Model) -> QuerySet[Edition]:
    match row:
        case Brief():
            return Edition.objects.filter(brief=row)
        case Evidence():
            return _of_ids(_editions_of_passage(row))
        case FollowUp():
            return _of_ids(_editions_of_follow_up(row))
        case Lever():
            return _of_ids(_editions_of_lever(row))
        case Capture():
            of_article = PublishedArticle.objects.filter(key=row.article.key, data__contains=row.text_sha256)
            return _of_ids(of_article.values("edition"))
        case _:
            field, index = INDEXES[type(row)]
            return _of_ids(index.objects.filter(key=getattr(row, field)).values("edition"))


def _of_ids(ids: Any) -> QuerySet[Edition]:
    return Edition.objects.filter(pk__in=ids)


def _told(editions: QuerySet[Edition]) -> tuple[tuple[Use, ...], int]:
    now = timezone.now()
    live = Exists(Edition.objects.live(now).filter(pk=OuterRef("pk")))
    rows: Any = editions.annotate(
        withdrawn_n=Exists(Withdrawal.objects.filter(edition=OuterRef("pk"))),
        stopped_n=Exists(Withdrawal.objects.filter(edition=OuterRef("pk"), withdrawn_at__lt=OuterRef("live_from"))),
        live_n=Case(When(live, then=Value(True)), default=Value(False), output_field=BooleanField()),
        total_n=Window(Count("pk")),
    ).order_by("-live_n", "-live_from", "-pk")
    fields = ("pk", "title", "number", "live_from", "withdrawn_n", "stopped_n", "live_n", "total_n")
    found = list(rows.values_list(*fields, named=True)[:LONGEST])
    uses = tuple(_use(e, now) for e in found)
    return uses, found[0].total_n if found else 0


def _use(edition: Any, now: Any) -> Use:
    name = f"{edition.title}, edition {edition.number}"
    return Use("edition", edition.pk, name, name, _state(edition, now))


def _state(edition: Any, now: Any) -> str:
    if edition.stopped_n:
        return "schedule undone"
    if edition.withdrawn_n:
        return "withdrawn"
    if edition.live_n:
        return "live"
    return "scheduled" if edition.live_from > now else "superseded"


def _editions_of_passage(evidence: Evidence) -> list[int]:
    """The editions of its claim that hold this passage, from this capture and place."""
    capture = evidence.capture
    wanted = (capture.article.key, capture.text_sha256, evidence.exact, evidence.start)
    rows = PublishedClaim.objects.filter(key=evidence.claim.key, data__contains=capture.text_sha256)
    return [
        edition
        for edition, data in rows.values_list("edition_id", "data")
        if any(
            (item["article"]["key"], item["capture"]["text_sha256"], item["exact"], item["start"]) == wanted
            for item in json.loads(data)["evidence"]
        )
    ]


def _editions_of_follow_up(follow_up: FollowUp) -> list[int]:
    day = follow_up.dated.isoformat()
    rows = PublishedRecommendation.objects.filter(key=follow_up.recommendation.key, data__contains=day)
    return [
        edition
        for edition, data in rows.values_list("edition_id", "data")
        if any(
            (item["status"], item["dated"], item["note"]) == (follow_up.status, day, follow_up.note)
            for item in json.loads(data)["follow_ups"]
        )
    ]


def _editions_of_lever(lever: Lever) -> list[int]:
    rows = PublishedRecommendation.objects.filter(data__contains=f'"slug":"{lever.slug}"')
    return [
        edition
        for edition, data in rows.values_list("edition_id", "data")
        if json.loads(data)["lever"]["slug"] == lever.slug
    ]
