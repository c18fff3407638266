"""Write countries, topics, levers and actors."""

from briefs.desk.models import Actor, Country, Lever, Topic

from .files import SeedSet
from .ledger import Ledger, save
from .references import actors_above, in_order


def load_countries(seeds: SeedSet, ledger: Ledger) -> None:
    for item in seeds.countries:
        if country := ledger.open(item, Country):
            save(item, country)


def load_topics(seeds: SeedSet, ledger: Ledger) -> None:
    for item in seeds.topics:
        if topic := ledger.open(item, Topic):
            save(item, topic)


def load_levers(seeds: SeedSet, ledger: Ledger) -> None:
    """Levers are shown in the order of their file."""
    for position, item in enumerate(seeds.levers):
        if lever := ledger.open(item, Lever):
            lever.position = position
            save(item, lever)


def load_actors(seeds: SeedSet, ledger: Ledger) -> None:
    """Bodies come before what is part of them."""
    for item in in_order(seeds.actors, actors_above):
        actor = ledger.open(item, Actor)
        if actor is None:
            continue
        seed = item.seed
        actor.part_of = ledger.find(Actor, seed.part_of, item, "part_of") if seed.part_of else None
        actor.country = ledger.find(Country, seed.country, item, "country") if seed.country else None
        save(item, actor)
        ledger.add(actor, item.key)
