"""Recommendations as readers see them: gathered by who is asked, then by lever, in the order they were written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from briefs.record.document import ActorRef, LineageEntry, RecommendationEntry, Term
from briefs.renditions.claims import ClaimLink
from briefs.renditions.words import UNANSWERED, join_names, sentence_case, state_words


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """A dated answer, or silence. ``claim`` shows it, where one does."""

    status: str
    dated: date
    note: str
    claim: ClaimLink | None


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """An action asked for. ``proposed_by`` names the third party whose demand the desk reports; None is the desk."""

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


def recommendation_view(entry: RecommendationEntry, claims: Mapping[str, ClaimLink]) -> RecommendationView:
    """Readers' view of a recommendation; ``claims`` are the edition's claims by key."""
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
        state=state_words(entry.state),
        is_unanswered=entry.state in UNANSWERED,
        claims=tuple(sorted((claims[key] for key in entry.claims if key in claims), key=lambda link: link.number)),
        follow_ups=tuple(
            FollowUpView(
                status=state_words(item.status),
                dated=item.dated,
                note=item.note,
                claim=claims.get(item.claim) if item.claim else None,
            )
            for item in entry.follow_ups
        ),
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
