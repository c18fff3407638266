"""Who wrote what an edition would hold: their work is for somebody else to approve, and to publish."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from briefs.desk.models import (
    Article,
    ArticleAuthor,
    Brief,
    BriefAuthor,
    BriefRecommendation,
    Claim,
    Evidence,
    FollowUp,
    Recommendation,
    RecommendationClaim,
    RecommendationLineage,
)
from briefs.publishing.document.draft import Draft
from briefs.record.models import Edition

STATE_CHANGE = "state: "
NOT_IN_EDITIONS = {"version", "edited_by_id", "state", "proposed_note", "recorded_by_id", "full_text_allowed"}


@dataclass(frozen=True)
class Part:
    """The changes of one sort of row since the last edition; ``names`` says in words what each row belongs to."""

    rows: QuerySet[Any]
    owner: str
    names: dict[int, str]


def contributors(draft: Draft) -> set[int]:
    """The ids of all who changed the draft, or anything an edition of it would hold, since its last edition.

    Read from the history; moving a brief through review is no contribution. Constant queries.
    """
    ids = {draft.brief.edited_by_id}
    for part in _parts(draft):
        ids |= set(part.rows.order_by().values_list("history_user_id", flat=True))
    return {pk for pk in ids if pk is not None}


def last_changed_by(draft: Draft, user: Any) -> list[str]:
    """What of the draft, in words, this user alone changed last since its last edition. Constant queries.

    Each row counts by itself: the text, a line of the byline, a claim, a passage, a source, a recommendation, an
    answer. A save that left what an edition would hold as it was changes nothing, and hides nobody's change.
    """
    found = dict.fromkeys(["the text"] if draft.brief.edited_by_id == user.pk else [])
    for part in _parts(draft):
        for row in _last_changes(part.rows):
            if row.history_user_id == user.pk:
                found[part.names[getattr(row, part.owner)]] = None
    return list(found)


def _parts(draft: Draft) -> Iterator[Part]:
    """Everything an edition of the draft would hold, as the histories of its rows."""
    published_at = Edition.objects.filter(brief=draft.brief).order_by("-number").values_list("published_at", flat=True)
    since = published_at.first() or datetime.min.replace(tzinfo=UTC)
    text = {draft.brief.pk: "the text"}
    claims = {claim.pk: f"claim {claim.key}" for claim in draft.claims.values()}
    items = {item.pk: f"recommendation {item.key}" for item in draft.recommendations}
    articles = {
        evidence.capture.article_id: f"article {evidence.capture.article.key}"
        for claim in draft.claims.values()
        for evidence in claim.evidence.all()
    }
    for model, owner, names in (
        (Brief, "id", text),
        (BriefAuthor, "brief_id", {draft.brief.pk: "the byline"}),
        (BriefRecommendation, "brief_id", {draft.brief.pk: "the recommendations it makes"}),
        (Claim, "id", claims),
        (Evidence, "claim_id", claims),
        (Article, "id", articles),
        (ArticleAuthor, "article_id", articles),
        (Recommendation, "id", items),
        (RecommendationClaim, "recommendation_id", items),
        (RecommendationLineage, "later_id", items),
        (FollowUp, "recommendation_id", items),
    ):
        rows = model.history.filter(**{f"{owner}__in": names}, history_date__gte=since)
        if model is Brief:
            rows = rows.exclude(history_change_reason__startswith=STATE_CHANGE)
        yield Part(rows, owner, names)


def _last_changes(rows: QuerySet[Any]) -> list[Any]:
    """The newest history row of each row that changed what an edition would hold.

    The oldest of the rows given counts as a change, as what stood there before is not among them.
    """
    found = list(rows.order_by("history_date", "history_id"))
    columns = [f.attname for f in rows.model.tracked_fields if f.attname not in NOT_IN_EDITIONS]
    linked = _linked(rows.model, found)
    before: dict[int, Any] = {}
    last: dict[int, Any] = {}
    for row in found:
        reads = row.history_type == "-", [getattr(row, name) for name in columns], linked.get(row.pk, [])
        if before.get(row.id) != reads:
            last[row.id] = row
        before[row.id] = reads
    return list(last.values())


def _linked(model: Any, rows: list[Any]) -> dict[int, list[tuple[str, int]]]:
    """What each history row pointed to by its many-to-many fields; one query a field."""
    found: dict[int, list[tuple[str, int]]] = {}
    for field in model._history_m2m_fields:
        through = getattr(model, field.name).model
        target = f"{field.m2m_reverse_field_name()}_id"
        ids = through.objects.filter(history_id__in=[row.pk for row in rows]).values_list("history_id", target)
        for history_id, target_id in sorted(ids):
            found.setdefault(history_id, []).append((field.name, target_id))
    return found
