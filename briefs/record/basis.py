"""Whether the claims a recommendation was published with stand otherwise in a newer edition, of any brief."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q

from .document import ClaimEntry, RecommendationEntry
from .essence import essence_of
from .models import NEWEST_FIRST, Edition, PublishedClaim

ClaimRows = Mapping[str, Sequence[PublishedClaim]]


@dataclass(frozen=True, slots=True)
class MovedClaim:
    """A claim as the recommendation's edition froze it, and as the newest live ``edition`` that makes it says it."""

    old: ClaimEntry
    new: ClaimEntry
    edition: Edition


def claim_rows(keys: Iterable[str], edition: Edition | None = None, at: datetime | None = None) -> ClaimRows:
    """The live rows of these claims, and those of ``edition``, by key, the newest edition first. One query."""
    rows = PublishedClaim.objects.filter(key__in=set(keys))
    rows = rows.filter(Q(edition__in=Edition.objects.standing(at).values("pk")) | Q(edition=edition))
    rows = rows.select_related("edition").defer("edition__document").order_by("key", *NEWEST_FIRST)
    return {key: list(group) for key, group in groupby(rows, key=lambda row: row.key)}


def moved_claims(entry: RecommendationEntry, edition: Edition, rows: ClaimRows) -> list[MovedClaim]:
    """The claims of a recommendation, as ``edition`` makes it, that a newer one puts otherwise. No query.

    ``rows`` are what claim_rows gives of its claims. A wording taken up again by the newest edition has not moved.
    """
    moved = []
    for key in entry.claims:
        frozen = next((row for row in rows.get(key, ()) if row.edition_id == edition.pk), None)
        if frozen is None or (newest := rows[key][0]) is frozen:
            continue
        old, new = frozen.parse(), newest.parse()
        if essence_of(old) != essence_of(new):
            moved.append(MovedClaim(old, new, newest.edition))
    return moved
