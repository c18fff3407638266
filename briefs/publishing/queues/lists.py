"""What waits at the desk, and for whom. Each queue is a queryset: a page can count it, and a list show it."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from briefs.desk.models import Brief, Claim, Comment, Event, Evidence, FollowUp, Recommendation, ReviewRequest
from briefs.desk.services.follow_ups import never_dated, unanswered
from briefs.publishing.cascade import out_of_date
from briefs.publishing.document.draft import load_draft
from briefs.publishing.follow_ups import unpublished_follow_ups
from briefs.publishing.review.contributors import last_changed_by
from briefs.record.models import Edition, PublishedRecommendation

from .blocked import Blocked, find_blocked
from .footings import Footing, footings_of
from .hands import with_a_hand_in
from .marks import desk_mark, remembered
from .single_origin import facts_with_one_origin

State = Brief.State
UNPLACED = (Evidence.AnchorState.ORPHANED, Evidence.AnchorState.AMBIGUOUS, Evidence.AnchorState.FUZZY)
TURNS = (Event.Kind.SUBMITTED, Event.Kind.PUBLISHED, Event.Kind.SCHEDULED)
OPENINGS = (Event.Kind.REOPENED, Event.Kind.PUBLISHED, Event.Kind.SCHEDULED)


class Desk:
    """The desk as one user finds it at this moment. What several queues need is read once; keep it for one page."""

    def __init__(self, user: Any) -> None:
        self.user = user

    def my_drafts(self) -> QuerySet[Brief]:
        """Not published as they stand; their last change is mine, I sent them to review, or opened the next edition."""
        turns = Event.objects.filter(noun="brief", object_id=OuterRef("pk"), kind__in=TURNS)
        last = turns.order_by("-happened_at", "-pk")
        openings = Event.objects.filter(noun="brief", object_id=OuterRef("pk"), kind__in=OPENINGS)
        opened = openings.order_by("-happened_at", "-pk")
        briefs = Brief.objects.exclude(state=State.PUBLISHED).annotate(
            turn=Subquery(last.values("kind")[:1]),
            turned_by=Subquery(last.values("by")[:1]),
            opening=Subquery(opened.values("kind")[:1]),
            opened_by=Subquery(opened.values("by")[:1]),
        )
        mine = Q(edited_by=self.user) | Q(turn=Event.Kind.SUBMITTED, turned_by=self.user.pk)
        mine |= Q(opening=Event.Kind.REOPENED, opened_by=self.user.pk)
        return briefs.filter(mine).order_by("state", "title", "pk")

    def to_read(self) -> QuerySet[Brief]:
        """In review: I am asked to read them, or nobody is and I may approve them, having written nothing of them."""
        asked = ReviewRequest.objects.filter(brief=OuterRef("pk"))
        in_review = Brief.objects.filter(state=State.IN_REVIEW)
        open_to_all = []
        if self.user.has_perm("briefs.approve_brief"):
            open_to_all = list(in_review.exclude(Exists(asked)).exclude(edited_by=None).values_list("pk", flat=True))
        unread = set(open_to_all) - (self._with_my_hand if open_to_all else set())
        named = Exists(asked.filter(asked=self.user))
        return in_review.filter(Q(named) | Q(pk__in=unread)).order_by("title", "pk")

    def to_publish(self) -> QuerySet[Brief]:
        """Approved, with nothing against them, and not last changed by me alone."""
        approved = [brief for brief in self._moving if brief.state == State.APPROVED]
        if not approved or not self.user.has_perm("briefs.publish_brief"):
            return Brief.objects.none()
        ready = [brief for brief in approved if brief.pk not in self.blocked_briefs]
        theirs = [
            brief.pk
            for brief in ready
            if brief.pk not in self._with_my_hand or not last_changed_by(load_draft(brief), self.user)
        ]
        return Brief.objects.filter(pk__in=theirs).order_by("title", "pk")

    def to_answer(self) -> QuerySet[Brief]:
        """My drafts with comments of others that nobody has answered or resolved."""
        answered = Comment.objects.filter(answers=OuterRef("pk"))
        comments = Comment.objects.filter(brief=OuterRef("pk"), answers=None, resolved_at=None)
        return self.my_drafts().filter(Exists(comments.exclude(written_by=self.user).exclude(Exists(answered))))

    def blocked(self) -> QuerySet[Brief]:
        """In review or approved, or drafts of mine, that could not be published for what is in them."""
        return Brief.objects.filter(pk__in=self.blocked_briefs).order_by("state", "title", "pk")

    def follow_ups_to_publish(self) -> QuerySet[FollowUp]:
        """Answers that readers have not been told yet."""
        if not self.user.has_perm("briefs.publish_followup"):
            return FollowUp.objects.none()
        return unpublished_follow_ups().select_related("recommendation")

    def scheduled(self) -> QuerySet[Edition]:
        """Editions whose time has not come, the next first."""
        coming = Edition.objects.going_out().filter(live_from__gt=timezone.now())
        return coming.defer("document").order_by("live_from", "pk")

    def unplaced(self) -> QuerySet[Evidence]:
        """Passages without a certain place in their capture."""
        rows = Evidence.objects.filter(anchor_state__in=UNPLACED)
        return rows.select_related("claim").order_by("anchor_state", "claim__key", "pk")

    def one_origin(self) -> QuerySet[Claim]:
        """Facts that one source alone supports."""
        facts = remembered(self.mark, "one-origin", lambda: list(facts_with_one_origin().values_list("pk", flat=True)))
        return Claim.objects.filter(pk__in=facts).order_by("key")

    def unanswered(self) -> QuerySet[Recommendation]:
        """Recommendations asked and never answered, the longest silent first."""
        return unanswered()

    def undated(self) -> QuerySet[Recommendation]:
        """Recommendations that editions readers get make, of which nobody wrote down when they were asked, or more."""
        return never_dated().filter(key__in=PublishedRecommendation.objects.live().values("key"))

    def out_of_date(self) -> list[tuple[Edition, list[str]]]:
        """The newest editions of briefs, each with the keys of what reads otherwise at the desk by now."""
        found = remembered(self.mark, "out-of-date", lambda: [(item.edition.pk, item.key) for item in out_of_date()])
        editions = Edition.objects.defer("document").in_bulk({pk for pk, _ in found})
        keys: dict[int, list[str]] = {pk: [] for pk, _ in found}
        for pk, key in found:
            keys[pk].append(key)
        return [(editions[pk], named) for pk, named in keys.items()]

    @cached_property
    def mark(self) -> str:
        """The desk as it stands for this page."""
        return desk_mark()

    @cached_property
    def blocked_briefs(self) -> dict[int, Blocked]:
        """What stands against each blocked brief, by its id."""
        name = f"blocked-{self.user.pk}"
        known = remembered(
            self.mark,
            name,
            lambda: {pk: (b.issues, b.first) for pk, b in find_blocked(self._moving, self._footings).items()},
        )
        return {pk: Blocked(*values) for pk, values in known.items()}

    @cached_property
    def _moving(self) -> list[Brief]:
        """The briefs on their way to publication, and my drafts."""
        mine = self.my_drafts().order_by().values("pk")
        return list(Brief.objects.filter(Q(state__in=[State.IN_REVIEW, State.APPROVED]) | Q(pk__in=mine)))

    @cached_property
    def _footings(self) -> dict[int, Footing]:
        return footings_of(self._moving)

    @cached_property
    def _with_my_hand(self) -> set[int]:
        name = f"hand-{self.user.pk}"
        return remembered(self.mark, name, lambda: with_a_hand_in(self.user, self._moving, self._footings))


QUEUES: dict[str, dict[str, tuple[str, Callable[[Desk], QuerySet[Any]]]]] = {
    "brief": {
        "mine": ("My drafts", Desk.my_drafts),
        "to-read": ("For me to read", Desk.to_read),
        "to-publish": ("For me to publish", Desk.to_publish),
        "to-answer": ("With comments for me to answer", Desk.to_answer),
        "blocked": ("Blocked", Desk.blocked),
    },
    "followup": {"to-publish": ("For me to publish", Desk.follow_ups_to_publish)},
    "edition": {"scheduled": ("Scheduled", Desk.scheduled)},
    "evidence": {"unplaced": ("Without a certain place", Desk.unplaced)},
    "claim": {"one-origin": ("Facts with one origin", Desk.one_origin)},
    "recommendation": {
        "unanswered": ("Without an answer", Desk.unanswered),
        "undated": ("Live, without the day they were asked", Desk.undated),
    },
}
"""The queues of each noun: the name in an address, the words for it, and its rows."""


def queue_ids(noun: str, name: str, user: Any) -> Iterable[int]:
    """The ids of a queue's rows as this user finds it; raises KeyError for a queue that is none."""
    _, rows = QUEUES[noun][name]
    ids: Iterable[int] = rows(Desk(user)).order_by().values_list("pk", flat=True)
    return ids
