"""What differs between two contents of one brief: a draft against an edition, or an edition against another.

Frozen views for templates/components/changes.html, built without a query. What only follows from the words, such as
the numbers of claims or the rendered HTML, is not told again.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefs.record.document import ActorRef, ClaimEntry, DraftContent, RecommendationEntry
from briefs.renditions.changed_facts import (
    FactChange,
    Facts,
    actor_facts,
    article_facts,
    changed_facts,
    changed_passages,
    claim_facts,
    content_facts,
    recommendation_facts,
)
from briefs.renditions.words import count_words, sentence_case
from briefs.text.block_diffs import Block, BlockKind, diff_blocks
from briefs.text.diffs import Piece, diff_words, has_changes

_BLANK_LINE = re.compile(r"\n\s*\n")
# A line end inside a paragraph means nothing; before an item, a row, a quotation or code it does.
_LOOSE_LINE_END = re.compile(r" ?\n(?!\s*(?:[-*+>|#:]|\d+[.)]\s)|\s{4}|\s*$)")
_TEXTS = {"key-messages", "body"}
_KIND_WORDS: dict[BlockKind, str] = {"same": "", "changed": "Changed", "added": "New", "removed": "Gone"}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs, or a heading kept in sight above what differs (``kind`` is "same", no ``name``).

    ``words`` hold its whole text, ``facts`` what else differs of it, ``passages`` what differs of a claim's evidence;
    of a new thing they hold all there is. ``moved`` says from where to where. ``skipped`` counts in words what stands
    unchanged before it. Both are empty when there is nothing to say.
    """

    kind: BlockKind
    name: str
    words: tuple[Piece, ...]
    facts: tuple[FactChange, ...] = ()
    passages: tuple[Block, ...] = ()
    moved: str = ""
    skipped: str = ""
    is_heading: bool = False

    @property
    def is_untouched(self) -> bool:
        """Neither it nor its place among the others changed."""
        return self.kind == "same" and not self.moved

    @property
    def kind_words(self) -> str:
        """What happened to it, in one to three words."""
        if not self.moved:
            return _KIND_WORDS[self.kind]
        return "Moved and changed" if self.kind == "changed" else "Moved"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the brief in which something differs; ``skipped`` counts what stands unchanged behind the last."""

    name: str
    title: str
    changes: tuple[Change, ...]
    skipped: str = ""

    @property
    def tally(self) -> str:
        """How much differs, for example "2 changed, 1 moved"."""
        counts = Counter(change.kind_words.lower() for change in self.changes if change.kind_words)
        return ", ".join(f"{count} {words}" for words, count in counts.items())


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs, in the order readers meet it.

    ``is_whole``: there was nothing to compare with, so all of it is shown and nothing is marked. ``only_unseen``: the
    two differ, but in nothing that readers see in words.
    """

    language: str
    sections: tuple[Section, ...]
    is_whole: bool
    only_unseen: bool


def compare(old: DraftContent | None, new: DraftContent) -> Changes:
    """What differs between two contents; without ``old``, everything is new. Pure."""
    was = old or _without_words(new)
    found = (
        _line("title", "Title", was.title, new.title),
        _line("summary", "Summary", was.summary, new.summary),
        _texts("key-messages", "Key messages", "key message", was.key_messages, new.key_messages),
        _texts("body", "Text", "paragraph", _paragraphs(was.body), _paragraphs(new.body)),
        _recommendations(was.recommendations, new.recommendations),
        _claims(was.claims, new.claims),
        _named("sources", "Sources", "source", _sources(was), _sources(new), article_facts),
        _byline(was.authors, new.authors),
        _particulars(was, new),
        _named("actors", "People and bodies", "entry", _actors(was), _actors(new), actor_facts),
    )
    sections = tuple(section for section in found if section)
    unseen = old is not None and not sections and _content(old) != _content(new)
    if old is None:
        sections = tuple(_unmarked(section) for section in sections)
    return Changes(new.language, sections, is_whole=old is None, only_unseen=unseen)


def _without_words(like: DraftContent) -> DraftContent:
    lists: dict[str, object] = {name: () for name, value in like if isinstance(value, tuple)}
    return like.model_copy(update=lists | {"title": "", "summary": "", "body": ""})


def _unmarked(section: Section) -> Section:
    """The section as text to read: nothing stands out, and paragraphs need no names."""

    def plain(words: Sequence[Piece]) -> tuple[Piece, ...]:
        return tuple(Piece("same", piece.text) for piece in words)

    changes = (
        replace(
            change,
            name="" if section.name in _TEXTS else change.name,
            words=plain(change.words),
            facts=tuple(FactChange(fact.label, plain(fact.words)) for fact in change.facts),
        )
        for change in section.changes
    )
    return replace(section, changes=tuple(changes))


def _content(document: DraftContent) -> dict[str, object]:
    return document.model_dump(include=set(DraftContent.model_fields))


def _paragraphs(markdown: str) -> list[str]:
    blocks = [block.strip("\n") for block in _BLANK_LINE.split(markdown) if block.strip()]
    return [block if "```" in block else _LOOSE_LINE_END.sub(" ", block) for block in blocks]


def _sources(content: DraftContent) -> dict[str, tuple[str, Any]]:
    return {item.key: (item.title or item.label or item.key, item) for item in content.articles}


def _actors(content: DraftContent) -> dict[str, tuple[str, Any]]:
    return {item.slug: (item.name, item) for item in content.actors}


def _line(name: str, title: str, old: str, new: str) -> Section | None:
    return _section(name, title, "", [Change(_kind(old, new, old != new), "", diff_words(old, new))])


def _texts(name: str, title: str, noun: str, old: Sequence[str], new: Sequence[str]) -> Section | None:
    """Blocks known by their words alone; a heading stays in sight when something under it differs."""
    blocks = diff_blocks(old, new)
    in_sight = set()
    heading = None
    for at, block in enumerate(blocks):
        if block.new_place and _is_heading(block):
            heading = at
        elif heading is not None and not block.is_untouched:
            in_sight.add(heading)
    changes = [
        _in_sight(block) if at in in_sight and block.is_untouched else _text(block, noun)
        for at, block in enumerate(blocks)
    ]
    return _section(name, title, noun, changes, in_sight)


def _text(block: Block, noun: str) -> Change:
    name = f"{sentence_case(noun)} {block.new_place or block.old_place}"
    return Change(block.kind, name, block.pieces, moved=_moved(block), is_heading=_is_heading(block))


def _in_sight(heading: Block) -> Change:
    return Change("same", "", (Piece("same", heading.pieces[0].text.lstrip("# ")),), is_heading=True)


def _is_heading(block: Block) -> bool:
    return block.pieces[0].text.startswith("#")


def _recommendations(old: Sequence[RecommendationEntry], new: Sequence[RecommendationEntry]) -> Section | None:
    keys = [item.key for item in old], [item.key for item in new]
    changes = []
    for block in diff_blocks([item.text for item in old], [item.text for item in new], keys=keys):
        was = old[block.old_place - 1] if block.old_place else None
        now = new[block.new_place - 1] if block.new_place else None
        facts = changed_facts(was, now, recommendation_facts)
        kind = "changed" if block.kind == "same" and facts else block.kind
        name = f"Recommendation {block.new_place or block.old_place}"
        changes.append(Change(kind, name, block.pieces, facts, moved=_moved(block)))
    return _section("recommendations", "Recommendations", "recommendation", changes)


def _claims(old: Sequence[ClaimEntry], new: Sequence[ClaimEntry]) -> Section | None:
    changes = []
    for key, was, now in _paired({item.key: item for item in old}, {item.key: item for item in new}):
        words = diff_words(was.statement if was else "", now.statement if now else "")
        facts, passages = changed_facts(was, now, claim_facts), changed_passages(was, now)
        differs = bool(facts or passages) or has_changes(words)
        changes.append(Change(_kind(was, now, differs), f"Claim {key}", words, facts, passages))
    return _section("claims", "Claims", "claim", changes)


def _byline(old: Sequence[ActorRef], new: Sequence[ActorRef]) -> Section | None:
    names = [actor.name for actor in old], [actor.name for actor in new]
    blocks = diff_blocks(*names, keys=([actor.slug for actor in old], [actor.slug for actor in new]))
    changes = [Change(block.kind, "", block.pieces, moved=_moved(block)) for block in blocks]
    return _section("authors", "Authors", "author", changes)


def _particulars(old: DraftContent, new: DraftContent) -> Section | None:
    facts = changed_facts(old, new, content_facts)
    return _section("particulars", "Where readers find it", "", [Change("changed" if facts else "same", "", (), facts)])


def _named(
    name: str,
    title: str,
    noun: str,
    old: dict[str, tuple[str, Any]],
    new: dict[str, tuple[str, Any]],
    facts_of: Callable[[Any], Facts],
) -> Section | None:
    """Things in no order of their own, by key, each with its name."""
    changes = []
    for _, was, now in _paired(old, new):
        words = diff_words(was[0] if was else "", now[0] if now else "")
        facts = changed_facts(was and was[1], now and now[1], facts_of)
        changes.append(Change(_kind(was, now, bool(facts) or has_changes(words)), "", words, facts))
    return _section(name, title, noun, changes)


def _paired(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Each key with what it named and names; those that are gone come last."""
    for key in [*new, *(key for key in old if key not in new)]:
        yield key, old.get(key), new.get(key)


def _kind(was: object, now: object, differs: bool) -> BlockKind:
    if not differs:
        return "same"
    return "changed" if was and now else "added" if now else "removed"


def _moved(block: Block) -> str:
    return f"moved from place {block.old_place} to {block.new_place}" if block.moved else ""


def _section(
    name: str, title: str, noun: str, changes: Sequence[Change], in_sight: Collection[int] = ()
) -> Section | None:
    """The section with what differs and what stays in sight; None when nothing differs."""
    if all(change.is_untouched for change in changes):
        return None
    shown = []
    skipped = 0
    for at, change in enumerate(changes):
        if change.is_untouched and at not in in_sight:
            skipped += 1
            continue
        shown.append(replace(change, skipped=_unchanged(skipped, noun)))
        skipped = 0
    return Section(name, title, tuple(shown), _unchanged(skipped, noun))


def _unchanged(count: int, noun: str) -> str:
    return f"{count_words(count, noun)} unchanged" if count else ""
