"""What only shows across files: keys used twice, names of things that are not there, passages that do not stand
where they are said to."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from typing import Any, TypeVar

from briefs.desk.models import Actor, Article, Brief, Claim, Country, Evidence, Lever, Recommendation, Topic
from briefs.text.citations import number_citations
from briefs.text.paragraphs import split_paragraphs

from .files import BriefFiles, SeedSet
from .items import Item, check_values
from .problems import Problem, SeedProblems, did_you_mean
from .schemas import ArticleSeed, ClaimSeed, DraftSeed, Seed

S = TypeVar("S", bound=Seed)

WHERE_DEFINED = {
    "country": "countries.yaml",
    "topic": "topics.yaml",
    "lever": "levers.yaml",
    "actor": "actors.yaml",
    "article": "articles/",
    "claim": "claims/",
    "recommendation": "recommendations/",
}
References = list[tuple[str, str | None, tuple[str | int, ...]]]
"""Noun, key and place of each thing named; None where nothing is."""


def find_problems(seeds: SeedSet) -> list[Problem]:
    """Everything wrong with seeds that could each be read on its own.

    A noun some of which could not be read is not said to lack anything.
    """
    nouns: list[tuple[list[Item[Any]], type[Any]]] = [
        (list(seeds.countries), Country),
        (list(seeds.topics), Topic),
        (list(seeds.levers), Lever),
        (list(seeds.actors), Actor),
        (list(seeds.articles), Article),
        (list(seeds.claims), Claim),
        (list(seeds.recommendations), Recommendation),
    ]
    known = {noun: set[str]() for noun in WHERE_DEFINED if noun not in seeds.broken}
    for items, _ in nouns:
        for item in items:
            known.get(item.noun, set()).add(item.key)
    problems: list[Problem] = []
    for items, model in nouns:
        problems += _duplicates(items)
        for item in items:
            problems += check_values(item, model)
            problems += _unknown(item, _references(item.seed), known)
    articles = {item.key: item.seed for item in seeds.articles}
    for claim in seeds.claims:
        problems += _passages(claim, articles)
    for brief in seeds.briefs:
        problems += _brief_problems(brief, known)
    chains: list[tuple[list[Item[Any]], Callable[[Any], list[str]]]] = [
        (list(seeds.actors), actors_above),
        (list(seeds.recommendations), earlier_ones),
    ]
    for items, needs in chains:
        try:
            in_order(items, needs)
        except SeedProblems as error:
            problems += error.problems
    return problems


def actors_above(seed: Any) -> list[str]:
    """What must be there before an actor is: the body it is part of."""
    return [seed.part_of] if seed.part_of else []


def earlier_ones(seed: Any) -> list[str]:
    """What must be there before a recommendation is: those it takes up."""
    return [line.earlier for line in seed.lineage]


def in_order(items: list[Item[S]], needs: Callable[[S], list[str]]) -> list[Item[S]]:
    """The items so that each comes after those it needs; raises SeedProblems when they go round in a circle."""
    by_key = {item.key: item for item in items}
    try:
        keys = list(TopologicalSorter({key: needs(item.seed) for key, item in by_key.items()}).static_order())
    except CycleError as error:
        circle = error.args[1]
        raise by_key[circle[0]].refused(f"goes round in a circle: {' → '.join(circle)}. Break it.") from None
    return [by_key[key] for key in keys if key in by_key]


def _duplicates(items: Iterable[Item[Any]]) -> Iterator[Problem]:
    first: dict[str, Item[Any]] = {}
    for item in items:
        other = first.setdefault(item.key, item)
        if other is not item:
            name = next(iter(type(item.seed).model_fields))
            there = f"{other.source.name}, line {other.source.line(other.at)}"
            yield item.problem(f"“{item.key}” is taken: {there}. Rename one of the two, or join them.", name)


def _references(seed: Any) -> References:
    """Every thing a seed names by its key, with the place it names it at."""
    found: References = []
    one = {"part_of": "actor", "country": "country", "outlet": "actor", "lever": "lever", "proposed_by": "actor"}
    one |= {"article": "article", "attributed_to": "actor", "earlier": "recommendation", "claim": "claim"}
    many = {"countries": "country", "topics": "topic", "authors": "actor", "addressees": "actor", "claims": "claim"}
    many |= {"recommendations": "recommendation"}
    for name in type(seed).model_fields:
        value = getattr(seed, name)
        if name in one:
            found.append((one[name], value, (name,)))
        elif name in many:
            found += [(many[name], key, (name, number)) for number, key in enumerate(value)]
        elif isinstance(value, list):
            parts = [(number, part) for number, part in enumerate(value) if isinstance(part, Seed)]
            found += [(n, key, (name, i, *where)) for i, part in parts for n, key, where in _references(part)]
    return found


def _unknown(item: Item[Any], references: References, known: dict[str, set[str]]) -> Iterator[Problem]:
    seen: set[tuple[str, str, str | int]] = set()
    for noun, key, where in references:
        if key is None:
            continue
        keys = known.get(noun)
        if keys is not None and key not in keys:
            near = did_you_mean(key, sorted(keys))
            add = f" Correct it, or add it to {WHERE_DEFINED[noun]}"
            yield item.problem(f"no {noun} is called “{key}”.{near or f'{add}.'}", *where)
        elif len(where) == 2 and (noun, key, where[0]) in seen:
            yield item.problem(f"“{key}” is named twice. Keep one.", *where)
        seen.add((noun, key, where[0]))


def _passages(claim: Item[ClaimSeed], articles: dict[str, ArticleSeed]) -> Iterator[Problem]:
    taken: set[tuple[str, int, str]] = set()
    for number, evidence in enumerate(claim.seed.evidence):
        for problem in check_values(Item("evidence", "", evidence, claim.source), Evidence):
            yield claim.problem(problem.message, "evidence", number, problem.field)
        article = articles.get(evidence.article)
        if article is None:
            continue
        if not 1 <= evidence.paragraph <= len(article.digest):
            message = f"{evidence.article} has paragraphs 1 to {len(article.digest)}, not {evidence.paragraph}."
            yield claim.problem(f"{message} Correct the number.", "evidence", number, "paragraph")
            continue
        exact, place = evidence.exact, f"paragraph {evidence.paragraph} of {evidence.article}"
        count = article.digest[evidence.paragraph - 1].count(exact)
        shown = f"“{exact[:60]}{'…' if len(exact) > 60 else ''}”"
        where = ("evidence", number, "exact")
        if count > 1:
            yield claim.problem(f"{shown} stands {count} times in {place}. Quote more of it.", *where)
        elif not count:
            others = [str(n) for n, text in enumerate(article.digest, 1) if exact in text]
            there = f" It stands in paragraph {', '.join(others)}." if others else " Quote it letter by letter."
            yield claim.problem(f"{shown} is not in {place}.{there}", *where)
        elif (evidence.article, evidence.paragraph, exact) in taken:
            yield claim.problem(f"{shown} stands under this claim already. Keep one of the two.", *where)
        taken.add((evidence.article, evidence.paragraph, exact))


def _brief_problems(brief: BriefFiles, known: dict[str, set[str]]) -> Iterator[Problem]:
    for number, item in zip(range(1, len(brief.editions) + 1), brief.editions.values(), strict=True):
        if number not in brief.editions:
            yield item.problem(f"edition-{number}.md is missing. Editions are numbered from 1 without a gap.")
            break
    for text in brief.all():
        yield from check_values(text, Brief, slug=brief.slug)
        yield from _unknown(text, _references(text.seed), known)
        yield from _unknown_citations(text, known.get("claim"))


def _unknown_citations(text: Item[DraftSeed], claims: set[str] | None) -> Iterator[Problem]:
    if claims is None:
        return
    seed = text.seed
    fields = {"summary": [seed.summary], "key_messages": seed.key_messages}
    fields["body"] = [paragraph.text for paragraph in split_paragraphs(seed.body)]
    for field, passages in fields.items():
        for key in number_citations(*passages):
            if key not in claims:
                near = did_you_mean(key, sorted(claims)) or " Correct it, or add the claim."
                problem = text.problem(f"cites [@{key}], but no claim has that key.{near}", field)
                if field == "body":
                    above = seed.body.count("\n", 0, max(0, seed.body.find(f"@{key}")))
                    problem = replace(problem, line=text.source.body_line + above)
                yield problem
