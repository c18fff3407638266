"""Who wrote what an edition would hold: their work is for somebody else to approve, and to publish."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, Value

from briefs.desk.models import (
    Actor,
    Article,
    ArticleAuthor,
    Brief,
    BriefAuthor,
    BriefRecommendation,
    Capture,
    Claim,
    Country,
    Evidence,
    FollowUp,
    Lever,
    Recommendation,
    RecommendationClaim,
    RecommendationLineage,
    Topic,
)
from briefs.publishing.document.draft import Draft

from .grounds import BEGINNING, Ground, Part, Rests, grounds_of

STATE_CHANGE = "state: "
CONTRIBUTIONS: tuple[tuple[Any, str, str, str], ...] = (
    (Brief, "id", "briefs", "the text"),
    (BriefAuthor, "brief_id", "briefs", "the byline"),
    (BriefRecommendation, "brief_id", "briefs", "the recommendations it makes"),
    (Claim, "id", "claims", "claim {}"),
    (Evidence, "claim_id", "claims", "claim {}"),
    (Article, "id", "articles", "article {}"),
    (ArticleAuthor, "article_id", "articles", "article {}"),
    (Recommendation, "id", "recommendations", "recommendation {}"),
    (RecommendationClaim, "recommendation_id", "recommendations", "recommendation {}"),
    (RecommendationLineage, "later_id", "recommendations", "recommendation {}"),
    (FollowUp, "recommendation_id", "recommendations", "recommendation {}"),
    (Recommendation, "id", "earlier", "recommendation {}"),
    (Actor, "id", "actors", "actor {}"),
    (Lever, "id", "levers", "lever {}"),
    (Topic, "id", "topics", "topic {}"),
    (Country, "id", "countries", "country {}"),
)
"""Every sort of row an edition would hold: the column that says whose it is, what that is one of, and what such rows
are called. Copies of sources have no history; see ``captured_by``."""

NOT_IN_EDITIONS: dict[Any, set[str]] = {
    Brief: {"edited_by_id", "state", "proposed_note"},
    Claim: {"note"},
    Article: {"full_text_allowed"},
    FollowUp: {"recorded_by_id"},
    Lever: {"description", "position"},
    Topic: {"description"},
}
"""The fields no reader gets, besides the version; notes of passages, articles and answers are public."""

IN_EDITIONS_AS_EARLIER = {"key", "text"}
"""All that an edition holds of a recommendation which one of its own goes back to."""


class Line(NamedTuple):
    """A line of the history of one row: whose the row was then, and who wrote it."""

    sort: int
    owner: int
    row: int
    user: int | None
    moment: datetime
    pk: int


Lines = dict[tuple[int, int], list[Line]]
"""The whole history of each row, oldest line first, by the sort of row and its id."""


def contributors(draft: Draft) -> set[int]:
    """The ids of all who changed the draft, or anything an edition of it would hold, since an edition last held it.

    Read from the history; moving a brief through review is no contribution. Constant queries.
    """
    last = draft.brief.edited_by_id
    return writers_of(grounds_of_draft(draft)) | (set() if last is None else {last})


def writers_of(grounds: Mapping[Part, Ground]) -> set[int]:
    """The ids of all who changed any of these parts since it counts. Two queries."""
    return writers_among(grounds, lines_of(grounds), captured_by(grounds))


def writers_among(grounds: Mapping[Part, Ground], lines: Lines, captures: Mapping[int, int]) -> set[int]:
    """The same, where histories and copies were read for more than these parts; no query."""
    ids = {line.user for _, counting in _counting(grounds, lines) for line in counting if line.user is not None}
    return ids | {by for pk, by in captures.items() if _is_new_copy(grounds, pk)}


def last_changed_by(draft: Draft, user: Any) -> list[str]:
    """What of the draft, in words, this user alone changed last since an edition last held it. Constant queries.

    Each row counts by itself: the text, a line of the byline, a claim, a passage, a source, a recommendation, an
    answer, an actor. A save that left what an edition would hold as it was changes nothing, and hides nobody's change.
    """
    found = dict.fromkeys(["the text"] if draft.brief.edited_by_id == user.pk else [])
    grounds = grounds_of_draft(draft)
    theirs: dict[int, list[tuple[Part, list[Line]]]] = defaultdict(list)
    for part, lines in _counting(grounds, lines_of(grounds, user)):
        if any(line.user == user.pk for line in lines):
            theirs[lines[0].sort].append((part, lines))
    for sort, rows in theirs.items():
        reads = _reads(sort, [line.pk for _, lines in rows for line in lines])
        for part, lines in rows:
            changes = [
                line
                for before, line in zip([None, *lines], lines, strict=False)
                if before is None or reads[before.pk] != reads[line.pk]
            ]
            if changes[-1].user == user.pk:
                found[CONTRIBUTIONS[sort][3].format(grounds[part].key)] = None
    if any(_is_new_copy(grounds, pk) for pk in captured_by(grounds, user)):
        found["the copy of a source"] = None
    return list(found)


def grounds_of_draft(draft: Draft) -> dict[Part, Ground]:
    """Everything an edition of the draft would hold, and since when a change of it counts. Constant queries."""
    claims, items = {claim.pk for claim in draft.claims.values()}, {item.pk for item in draft.recommendations}
    return grounds_of([Rests(draft.brief.pk, claims, items)])[draft.brief.pk]


def lines_of(parts: Mapping[Part, Any], user: Any = None) -> Lines:
    """The histories of all rows that belong to these parts or ever did; with ``user``, of those they changed.

    Lines that only moved a brief through review are left out. One query.
    """
    ids: dict[str, set[int]] = defaultdict(set)
    for of, pk in parts:
        ids[of].add(pk)
    rows = []
    for sort, (model, owner, of, _) in enumerate(CONTRIBUTIONS):
        ever = model.history.filter(**{f"{owner}__in": ids[of]})
        lines = ever if owner == "id" else model.history.filter(id__in=ever.values("id"))
        if user is not None:
            lines = lines.filter(id__in=model.history.filter(history_user=user).values("id"))
        if model is Brief:
            lines = lines.exclude(history_change_reason__startswith=STATE_CHANGE)
        columns = (F(owner), F("id"), F("history_user_id"), F("history_date"), F("history_id"))
        rows.append(lines.order_by().values_list(Value(sort), *columns))
    found: Lines = defaultdict(list)
    for line in sorted(map(Line._make, rows[0].union(*rows[1:], all=True)), key=lambda line: (line.moment, line.pk)):
        found[line.sort, line.row].append(line)
    return found


def captured_by(parts: Mapping[Part, Any], user: Any = None) -> dict[int, int]:
    """Who added each copy of a source among these parts, where anybody is named for it. One query."""
    copies = Capture.objects.filter(pk__in={pk for of, pk in parts if of == "captures"}).exclude(captured_by=None)
    return dict((copies if user is None else copies.filter(captured_by=user)).values_list("pk", "captured_by"))


def _is_new_copy(grounds: Mapping[Part, Ground], pk: int) -> bool:
    """Whether no edition holds a passage of this copy of a source; a copy never changes."""
    return ("captures", pk) in grounds and grounds["captures", pk].since == BEGINNING


def _counting(grounds: Mapping[Part, Ground], lines: Lines) -> Iterator[tuple[Part, list[Line]]]:
    """The lines that count, of each row for each of the parts it belongs to or did."""
    for (sort, _), history in lines.items():
        for owner in {line.owner for line in history}:
            part = CONTRIBUTIONS[sort][2], owner
            if part in grounds and (found := _since(history, owner, grounds[part].since)):
                yield part, found


def _since(history: list[Line], owner: int, since: datetime) -> list[Line]:
    """The lines of one row written while it belonged to the owner, the one that took it away, and all that were
    written elsewhere before it was brought in."""
    found: dict[Line, None] = {}
    belongs = False
    for place, line in enumerate(history):
        belonged, belongs = belongs, line.owner == owner
        if line.moment >= since and (belongs or belonged):
            found |= dict.fromkeys(history[: place if not belonged else 0])
            found[line] = None
    return list(found)


def _reads(sort: int, lines: list[int]) -> dict[int, Any]:
    """What an edition would hold of a row, at each of these lines of its history. One query, one more a link."""
    model, _, of, _ = CONTRIBUTIONS[sort]
    hidden = NOT_IN_EDITIONS.get(model, set()) | {"version"}
    columns = [field.attname for field in model.history.model.tracked_fields if field.attname not in hidden]
    linked: dict[int, list[tuple[str, int]]] = {}
    if of == "earlier":
        columns = [name for name in columns if name in IN_EDITIONS_AS_EARLIER]
    else:
        linked = _linked(model, lines)
    rows: QuerySet[Any, Any] = model.history.filter(history_id__in=lines)
    return {
        pk: (kind == "-", reads, linked.get(pk, []))
        for pk, kind, *reads in rows.values_list("history_id", "history_type", *columns)
    }


def _linked(model: Any, lines: list[int]) -> dict[int, list[tuple[str, int]]]:
    """What each history row pointed to by its many-to-many fields; one query a field."""
    found: dict[int, list[tuple[str, int]]] = {}
    for field in model.history.model._history_m2m_fields:
        through = getattr(model.history.model, field.name).model
        target = f"{field.m2m_reverse_field_name()}_id"
        for history_id, target_id in sorted(
            through.objects.filter(history_id__in=lines).values_list("history_id", target)
        ):
            found.setdefault(history_id, []).append((field.name, target_id))
    return found
