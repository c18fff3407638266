"""Write claims with their evidence."""

from briefs.desk.models import Actor, Capture, Claim, Country, Evidence, Topic
from briefs.publishing.usage.deletion import replacing_passages

from .articles import anchored
from .files import SeedSet
from .items import Item, plain_values
from .ledger import Ledger, save
from .schemas import ClaimSeed


def load_claims(seeds: SeedSet, ledger: Ledger, captures: dict[str, Capture]) -> None:
    """Write the claims that are to be written; the passages of an updated one are taken anew from its file."""
    for item in seeds.claims:
        claim = ledger.open(item, Claim)
        if claim is None:
            continue
        save(item, claim)
        claim.countries.set(ledger.find(Country, code, item, "countries") for code in item.seed.countries)
        claim.topics.set(ledger.find(Topic, slug, item, "topics") for slug in item.seed.topics)
        with replacing_passages(claim):
            claim.evidence.all().delete()
            _write_evidence(item, claim, ledger, captures)


def _write_evidence(item: Item[ClaimSeed], claim: Claim, ledger: Ledger, captures: dict[str, Capture]) -> None:
    for position, seed in enumerate(item.seed.evidence):
        where = ("evidence", position)
        said_by = seed.attributed_to
        evidence = Evidence(
            **plain_values(seed, Evidence),
            claim=claim,
            capture=captures[seed.article],
            attributed_to=ledger.find(Actor, said_by, item, *where, "attributed_to") if said_by else None,
            position=position,
        )
        save(item, anchored(item, evidence, *where, "exact"), *where)
