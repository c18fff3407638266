"""Recommendations as readers see them: gathered by who is asked, then by lever, in the order they were written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefs.record.document import ActorRef, LineageEntry, RecommendationEntry, Term
from briefs.record.follow_ups import ToldFollowUp
from briefs.renditions.claims import ClaimLink
from briefs.renditions.follow_ups import FollowUpView, follow_up_view
from briefs.renditions.words import UNANSWERED, count_words, day_words, join_names, sentence_case, state_words


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """An action asked for. ``proposed_by`` names the third party whose demand the desk reports; None is the desk.

    ``state`` says what became of it, ``state_on`` the day of the answer that says so.
    """

    key: str
    text: str
    addressees: tuple[ActorRef, ...]
    addressee_names: str
    lever: Term
    strength: str
    time_frame: str
    proposed_by: ActorRef | None
    asked_on: date | None
    state: str
    state_on: date | None
    is_unanswered: bool
    claims: tuple[ClaimLink, ...]
    follow_ups: tuple[FollowUpView, ...]
    lineage: tuple[LineageEntry, ...]


@dataclass(frozen=True, slots=True)
class LeverGroup:
    """What is asked of the same addressees with one lever."""

    lever: Term
    recommendations: tuple[RecommendationView, ...]


@dataclass(frozen=True, slots=True)
class AddresseeGroup:
    """All that is asked of one set of addressees."""

    addressees: tuple[ActorRef, ...]
    levers: tuple[LeverGroup, ...]


def silence_words(asked_on: date, today: date) -> str:
    """How long nobody has answered, as far as is recorded: silence is only what the desk knows of."""
    days = (today - asked_on).days
    if days < 1:
        return f"Asked on {day_words(asked_on)}, no answer recorded yet"
    return f"Asked on {day_words(asked_on)}, no answer recorded for {count_words(days, 'day')}"


def is_silent(statuses: Iterable[str | None]) -> bool:
    """Whether nobody ever answered: silence after an answer is none, as the answer is recorded."""
    return all(status in UNANSWERED for status in statuses)


def standing_words(statuses: Sequence[str], asked_on: date | None, today: date) -> str:
    """What has become of a recommendation: the newest of its follow-ups, or since when there is no answer at all."""
    if is_silent(statuses) and asked_on is not None and asked_on <= today:
        return silence_words(asked_on, today)
    return state_words(statuses[-1] if statuses else None)


def recommendation_view(
    entry: RecommendationEntry,
    claims: Mapping[str, ClaimLink],
    *,
    today: date,
    told: Sequence[ToldFollowUp] = (),
) -> RecommendationView:
    """Readers' view of a recommendation on one day; ``claims`` are the edition's claims by key.

    ``told`` are the entry's own follow-ups with what is known of their publication, where a page shows that.
    """
    statuses = [item.status for item in entry.follow_ups]
    is_unanswered = is_silent(statuses)
    told = told or [ToldFollowUp(item) for item in entry.follow_ups]
    return RecommendationView(
        key=entry.key,
        text=entry.text,
        addressees=entry.addressees,
        addressee_names=join_names(actor.name for actor in entry.addressees),
        lever=entry.lever,
        strength=sentence_case(entry.strength),
        time_frame=sentence_case(entry.time_frame),
        proposed_by=entry.proposed_by,
        asked_on=entry.asked_on,
        state=standing_words(statuses, entry.asked_on, today),
        state_on=entry.follow_ups[-1].dated if entry.follow_ups and not is_unanswered else None,
        is_unanswered=is_unanswered,
        claims=tuple(sorted((claims[key] for key in entry.claims if key in claims), key=lambda link: link.number)),
        follow_ups=tuple(follow_up_view(item, claims) for item in told),
        lineage=entry.lineage,
    )


def group_by_lever(views: Iterable[RecommendationView]) -> tuple[LeverGroup, ...]:
    """By lever; groups stand in the order they first appear."""
    levers: dict[str, list[RecommendationView]] = {}
    for view in views:
        levers.setdefault(view.lever.slug, []).append(view)
    return tuple(LeverGroup(lever=asked[0].lever, recommendations=tuple(asked)) for asked in levers.values())


def group_recommendations(views: Iterable[RecommendationView]) -> tuple[AddresseeGroup, ...]:
    """By the same set of addressees, then by lever; groups stand in the order they first appear."""
    groups: dict[frozenset[str], list[RecommendationView]] = {}
    for view in views:
        groups.setdefault(frozenset(actor.slug for actor in view.addressees), []).append(view)
    return tuple(
        AddresseeGroup(addressees=asked[0].addressees, levers=group_by_lever(asked)) for asked in groups.values()
    )
