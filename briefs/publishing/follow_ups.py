"""Publish what became of a recommendation between editions, on its own, and find what waits for that."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from briefs.desk.models import Claim, Event, FollowUp, StaleVersion
from briefs.desk.services.events import record_event
from briefs.desk.services.follow_ups import event_detail
from briefs.record.document import FollowUpEntry
from briefs.record.follow_up_document import FollowUpDocument
from briefs.record.follow_ups import published_follow_ups, told_follow_ups
from briefs.record.models import NEWEST_FIRST, Edition, PublishedClaim, PublishedFollowUp, PublishedRecommendation
from briefs.record.writing import write_follow_up

from .document.content import claim_entry
from .document.draft import actors_of, claims_with_evidence
from .document.sources import article_entry
from .issues.claims import issues_of_claim
from .issues.follow_ups import follow_up_issues, issue_of
from .refusals import NotAllowed, PublishIssue, PublishRefused
from .review.contributors import writers_of
from .review.grounds import BEGINNING, Rests, grounds_of
from .review.moves import require

# An edition's moment is kept to the second: what was saved within that second may be in it.
SECOND = timedelta(seconds=1)


def publish_follow_up(*, follow_up: FollowUp, by: Any) -> PublishedFollowUp:
    """Tell readers now what became of a recommendation that a live edition makes; a later one corrects it.

    Raises NotAllowed for those whose work it is, or when readers know it already, StaleVersion when it changed after
    it was read, PublishRefused with the whole list of issues. Nothing is written then.
    """
    require(by, "briefs.publish_followup", "publish a follow-up")
    with transaction.atomic():
        fresh = FollowUp.objects.select_for_update().filter(pk=follow_up.pk).first()
        if fresh is None or fresh.version != follow_up.version:
            raise StaleVersion(follow_up)
        previous = fresh.publications.order_by("-number").first()
        claim = claim_of(fresh)
        if by.pk in _whose_work(fresh, claim, previous):
            raise NotAllowed(
                "Nobody publishes their own follow-up: ask somebody who changed neither it nor the claim that shows it."
            )
        if issues := list(dict.fromkeys(find_follow_up_issues(fresh, claim))):
            raise PublishRefused(issues)
        newest = PublishedRecommendation.objects.for_key(fresh.recommendation.key)[0]
        told = _told_before(fresh, previous, newest)
        if told == entry_of(fresh):
            raise NotAllowed("Readers know this already, word for word. There is nothing to publish.")
        document = FollowUpDocument(
            recommendation=fresh.recommendation.key,
            language=newest.edition.language,
            status=fresh.status,
            dated=fresh.dated,
            note=fresh.note,
            claim=claim_entry(claim, number=1, actors=actors_of([claim])) if claim else None,
            articles=tuple(article_entry(article) for article in _articles(claim)),
            published_at=timezone.now().astimezone(UTC),
            corrects=told,
            replaces_sha256=previous.sha256 if previous else None,
        )
        row = write_follow_up(follow_up=fresh, document=document, replaces=previous, by=by)
        kind = Event.Kind.FOLLOW_UP_PUBLISHED
        record_event(kind=kind, on=fresh, by=by, content_sha256=row.sha256, detail=event_detail(fresh))
        return row


def claim_of(follow_up: FollowUp) -> Claim | None:
    """The claim that shows it, with its passages. Constant queries."""
    return None if follow_up.claim_id is None else claims_with_evidence().get(pk=follow_up.claim_id)


def find_follow_up_issues(follow_up: FollowUp, claim: Claim | None) -> Iterable[PublishIssue]:
    """Everything that keeps a follow-up from being published on its own; ``claim`` as claim_of reads it."""
    item = follow_up.recommendation
    if not PublishedRecommendation.objects.for_key(item.key).exists():
        message = "no live edition makes this recommendation. Its follow-ups go out with the next one that does."
        yield issue_of(item, "not-public", message)
    before = follow_up.publications.order_by("-number").first()
    if before is not None and before.recommendation != item.key:
        message = f"this one was published as an answer to {before.recommendation}. Move it back, and add a new one."
        yield issue_of(item, "moved", message)
    yield from follow_up_issues(item, follow_up, claim)
    if claim is not None:
        yield from issues_of_claim(claim)


def unpublished_follow_ups() -> QuerySet[FollowUp]:
    """What was recorded or changed since readers were last told, of recommendations that live editions make.

    The others go out with their edition. Oldest day first. Three queries at most before the one that reads it.
    """
    live = PublishedRecommendation.objects.live().filter(key=OuterRef("recommendation__key")).order_by(*NEWEST_FIRST)
    changed = FollowUp.history.filter(id=OuterRef("pk")).order_by("-history_date")
    told = PublishedFollowUp.objects.filter(follow_up=OuterRef("pk")).order_by("-number")
    candidates = FollowUp.objects.select_related("recommendation", "claim").annotate(
        frozen_at=Subquery(live.values("edition__published_at")[:1]),
        changed_at=Subquery(changed.values("history_date")[:1]),
        told_at=Subquery(told.values("published_at")[:1]),
    )
    since_told = Q(told_at=None) | Q(changed_at__gt=F("told_at"))
    candidates = candidates.filter(since_told, Q(changed_at=None) | Q(changed_at__gte=F("frozen_at")))
    waiting = list(candidates.exclude(frozen_at=None))
    known = known_to_readers(item.recommendation.key for item in waiting)
    pks = [item.pk for item in waiting if entry_of(item) not in known[item.recommendation.key]]
    return FollowUp.objects.filter(pk__in=pks).order_by("dated", "pk")


def entry_of(follow_up: Any) -> FollowUpEntry:
    """A follow-up, or a row of its history, as an edition holds it."""
    claim = follow_up.claim.key if follow_up.claim else None
    return FollowUpEntry(status=follow_up.status, dated=follow_up.dated, note=follow_up.note, claim=claim)


def known_to_readers(keys: Iterable[str]) -> dict[str, set[FollowUpEntry]]:
    """What readers know has become of each of these recommendations, of those live editions make. Two queries."""
    keys = set(keys)
    rows = PublishedRecommendation.objects.live().filter(key__in=keys).select_related("edition")
    published = published_follow_ups(keys) if keys else {}
    known: dict[str, set[FollowUpEntry]] = {}
    for row in rows.defer("edition__document").order_by(*NEWEST_FIRST):
        if row.key not in known:
            told = told_follow_ups(row.parse(), row.edition.published_at, published.get(row.key, ()))
            known[row.key] = {item.entry for item in told}
    return known


def told_before(key: str) -> set[FollowUpEntry]:
    """What readers were ever told of a recommendation, by editions since withdrawn or superseded, too. Two queries."""
    rows = PublishedRecommendation.objects.filter(key=key, edition__in=Edition.objects.public().values("pk"))
    told = {entry for row in rows for entry in row.parse().follow_ups}
    return told | {document.entry() for document in published_follow_ups({key}).get(key, ())}


def _told_before(
    follow_up: FollowUp, previous: PublishedFollowUp | None, newest: PublishedRecommendation
) -> FollowUpEntry | None:
    """What readers know of this follow-up as it last was: from its own publication, or from the newest edition."""
    frozen_at = newest.edition.published_at
    if previous is not None and previous.published_at >= frozen_at:
        return previous.parse().entry()
    frozen = set(newest.parse().follow_ups)
    past = FollowUp.history.filter(id=follow_up.pk, history_date__lt=frozen_at + SECOND).select_related("claim")
    entries = (entry_of(row) for row in past.order_by("-history_date", "-history_id"))
    return next((entry for entry in entries if entry in frozen), None)


def _whose_work(follow_up: FollowUp, claim: Claim | None, previous: PublishedFollowUp | None) -> set[int]:
    """The ids of all who changed the follow-up since it was last published, or what it would show of its claim (its
    passages, their sources, whom these name) since an edition last held that."""
    since = previous.published_at if previous else BEGINNING
    own = FollowUp.history.filter(id=follow_up.pk, history_date__gte=since).order_by()
    ids = {*own.values_list("history_user_id", flat=True), None if previous else follow_up.recorded_by_id}
    if claim is not None:
        editions = PublishedClaim.objects.filter(key=claim.key, edition__in=Edition.objects.going_out().values("pk"))
        brief = editions.order_by("-edition__published_at").values_list("edition__brief_id", flat=True).first() or 0
        ids |= writers_of(grounds_of([Rests(brief, {claim.pk}, text=False)])[brief])
    return {pk for pk in ids if pk is not None}


def _articles(claim: Claim | None) -> list[Any]:
    """The articles a claim's passages come from, each once, in their order."""
    evidence = claim.evidence.all() if claim else []
    return list({item.capture.article_id: item.capture.article for item in evidence}.values())
