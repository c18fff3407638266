"""Write recommendations with the claims they rest on, their lineage and their follow-ups."""

from briefs.desk.models import (
    Actor,
    Claim,
    FollowUp,
    Lever,
    Recommendation,
    RecommendationClaim,
    RecommendationLineage,
)

from .files import SeedSet
from .items import Item, plain_values
from .ledger import Ledger, save
from .references import earlier_ones, in_order
from .schemas import RecommendationSeed


def load_recommendations(seeds: SeedSet, ledger: Ledger) -> None:
    """Earlier ones come before those that take them up."""
    for item in in_order(seeds.recommendations, earlier_ones):
        row = ledger.open(item, Recommendation)
        if row is None:
            continue
        seed = item.seed
        row.lever = ledger.find(Lever, seed.lever, item, "lever")
        row.proposed_by = ledger.find(Actor, seed.proposed_by, item, "proposed_by") if seed.proposed_by else None
        save(item, row)
        row.addressees.set(ledger.find(Actor, slug, item, "addressees") for slug in seed.addressees)
        _write_parts(item, row, ledger)
        ledger.add(row, item.key)


def _write_parts(item: Item[RecommendationSeed], row: Recommendation, ledger: Ledger) -> None:
    # What was published on its own stays, as the record holds it.
    for parts in (row.bases.all(), row.lineage.all(), row.follow_ups.filter(publications=None)):
        parts.delete()
    published = set(row.follow_ups.values_list("status", "dated"))
    for position, key in enumerate(item.seed.claims):
        claim = ledger.find(Claim, key, item, "claims", position)
        save(item, RecommendationClaim(recommendation=row, claim=claim, position=position), "claims", position)
    for number, line in enumerate(item.seed.lineage):
        earlier = ledger.find(Recommendation, line.earlier, item, "lineage", number, "earlier")
        save(item, RecommendationLineage(later=row, earlier=earlier, relation=line.relation), "lineage", number)
    for number, seed in enumerate(item.seed.follow_ups):
        if (seed.status, seed.dated) in published:
            continue
        where = ("follow_ups", number)
        shown = ledger.find(Claim, seed.claim, item, *where, "claim") if seed.claim else None
        save(item, FollowUp(**plain_values(seed, FollowUp), recommendation=row, claim=shown), *where)
