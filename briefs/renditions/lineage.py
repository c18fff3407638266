"""How recommendations stand to one another: what came before one, what came after, and who else asks the same."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefs.renditions.words import excerpt_of, sentence_case

SAME = "reiterates"
SUCCESSION = "replaces"
PASSIVE = {
    "reiterates": "reiterated",
    "strengthens": "strengthened",
    "narrows": "narrowed",
    "replaces": "replaced",
}


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a lineage: the later recommendation's key, how it stands to the earlier one, and that one's key."""

    later: str
    relation: str
    earlier: str


@dataclass(frozen=True, slots=True)
class Step:
    """A recommendation in another's line: how it got there, and from which one."""

    key: str
    relation: str
    other: str


@dataclass(frozen=True, slots=True)
class Line:
    """All that a recommendation goes back to and all that goes back to it, nearest first; ``asking`` ask it, too."""

    earlier: tuple[Step, ...]
    later: tuple[Step, ...]
    asking: frozenset[str]


def earlier_words(step: Step, key: str, texts: Mapping[str, str]) -> str:
    """How an earlier recommendation stands to the one of ``key``, or to another between them."""
    return f"{sentence_case(PASSIVE.get(step.relation, step.relation))} by {_other(step, key, texts)}"


def later_words(step: Step, key: str, texts: Mapping[str, str]) -> str:
    """How a later recommendation stands to the one of ``key``, or to another between them."""
    return f"{sentence_case(step.relation)} {_other(step, key, texts)}"


def _other(step: Step, key: str, texts: Mapping[str, str]) -> str:
    return "this one" if step.other == key else f"“{excerpt_of(texts.get(step.other, step.other))}”"


def trace(key: str, links: Collection[Link]) -> Line:
    """The line of one recommendation through all links given. Links in a circle end where they began.

    ``asking`` holds what reiterates it or is reiterated by it, over any number of steps, and what it takes further or
    is taken further by (strengthened, narrowed): two demands that narrow a third are not the same demand, and what was
    replaced is no longer asked.
    """
    return Line(
        earlier=tuple(_steps(key, ((link.later, Step(link.earlier, link.relation, link.later)) for link in links))),
        later=tuple(_steps(key, ((link.earlier, Step(link.later, link.relation, link.earlier)) for link in links))),
        asking=frozenset((_reach(key, links, up=True) | _reach(key, links, up=False)) - {key}),
    )


def _steps(key: str, moves: Iterable[tuple[str, Step]]) -> Iterator[Step]:
    """Every step that leads on from ``key``, the nearest first, each recommendation once."""
    by_start: dict[str, list[Step]] = {}
    for start, step in moves:
        by_start.setdefault(start, []).append(step)
    seen, waiting = {key}, [key]
    while waiting:
        for step in by_start.get(waiting.pop(0), ()):
            if step.key not in seen:
                seen.add(step.key)
                waiting.append(step.key)
                yield step


def _reach(key: str, links: Iterable[Link], *, up: bool) -> set[str]:
    """What is reached by equals and, in one direction only, by steps further."""
    moves: dict[str, set[str]] = {}
    for link in links:
        if link.relation == SUCCESSION:
            continue
        if up or link.relation == SAME:
            moves.setdefault(link.later, set()).add(link.earlier)
        if not up or link.relation == SAME:
            moves.setdefault(link.earlier, set()).add(link.later)
    seen, waiting = {key}, [key]
    while waiting:
        for other in moves.get(waiting.pop(), set()) - seen:
            seen.add(other)
            waiting.append(other)
    return seen
