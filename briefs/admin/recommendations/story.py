"""How a recommendation stands: since when it is asked, who answered, what came before and after, who asks it, too."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from briefs.desk.models import FollowUp, Recommendation, RecommendationLineage
from briefs.publishing.follow_ups import entry_of, known_to_readers, told_before
from briefs.renditions.lineage import Link, Step, earlier_words, later_words, trace
from briefs.renditions.recommendations import is_silent, standing_words
from briefs.renditions.words import day_words


@dataclass(frozen=True)
class AnswerLine:
    """A follow-up with whether readers know it, and whether this person may tell them now."""

    follow_up: FollowUp
    publication: str
    may_publish: bool


@dataclass(frozen=True)
class RelatedLine:
    """Another recommendation of the same line, how it belongs to it, and how it stands."""

    item: Recommendation
    how: str
    standing: str


@dataclass(frozen=True)
class Story:
    """All of it, as the desk knows it now; readers may not yet know the newest answers."""

    item: Recommendation
    standing: str
    answers: tuple[AnswerLine, ...]
    earlier: tuple[RelatedLine, ...]
    later: tuple[RelatedLine, ...]
    also_asked: tuple[RelatedLine, ...]
    may_record: bool
    statuses: tuple[tuple[str, str], ...]


def story_of(item: Recommendation, user: Any) -> Story:
    """The story of one recommendation. Constant queries."""
    rows = RecommendationLineage.objects.values_list("later__key", "relation", "earlier__key")
    line = trace(item.key, [Link(*row) for row in rows])
    keys = {item.key, *line.asking, *(step.key for step in (*line.earlier, *line.later))}
    found = Recommendation.objects.filter(key__in=keys).select_related("proposed_by").prefetch_related("follow_ups")
    items = {one.key: one for one in found}
    texts = {key: one.text for key, one in items.items()}

    def related(steps: Iterable[Step], words: Any) -> tuple[RelatedLine, ...]:
        return tuple(
            RelatedLine(items[step.key], words(step, item.key, texts), standing_of(items[step.key])) for step in steps
        )

    others = [items[key] for key in sorted(line.asking)]
    return Story(
        item=item,
        standing=standing_of(items[item.key]),
        answers=answer_lines(item, user),
        earlier=related(line.earlier, earlier_words),
        later=related(line.later, later_words),
        also_asked=tuple(
            RelatedLine(other, str(other.proposed_by), standing_of(other))
            for other in others
            if other.proposed_by is not None and other.proposed_by_id != item.proposed_by_id
        ),
        may_record=user.has_perm("briefs.add_followup"),
        statuses=tuple(FollowUp.Status.choices),
    )


def standing_of(item: Recommendation) -> str:
    """What has become of a recommendation read with its follow-ups, as the desk knows it."""
    follow_ups = list(item.follow_ups.all())
    statuses = [follow_up.status for follow_up in follow_ups]
    words = standing_words(statuses, item.asked_on, timezone.localdate())
    return words if is_silent(statuses) else f"{words}, {day_words(follow_ups[-1].dated)}"


def answer_lines(item: Recommendation, user: Any) -> tuple[AnswerLine, ...]:
    """Its follow-ups, newest first, with what readers know of them. At most five queries."""
    known = known_to_readers([item.key]).get(item.key)
    may = user.has_perm("briefs.publish_followup")
    told = told_before(item.key) if known is None else set()
    lines = []
    for follow_up in item.follow_ups.select_related("claim", "recorded_by").order_by("-dated", "-pk"):
        waits = known is not None and entry_of(follow_up) not in known
        own = may and follow_up.recorded_by_id == user.pk
        words = _publication(known, waits=waits, own=own, told=entry_of(follow_up) in told)
        lines.append(AnswerLine(follow_up, words, may_publish=waits and may and not own))
    return tuple(lines)


def _publication(known: Any, *, waits: bool, own: bool, told: bool) -> str:
    if known is None and told:
        return "Readers have been told it. No edition that stands makes the recommendation now."
    if known is None:
        return "No live edition makes the recommendation: it goes out with the next one that does."
    if not waits:
        return "Readers know it."
    if own:
        return "Readers do not know it yet. You recorded it, so somebody else publishes it."
    return "Readers do not know it yet."
