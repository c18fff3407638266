"""What is said of a claim, a recommendation, a source or a body beside its words, as lines that can be compared."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from briefs.record.document import (
    ActorEntry,
    ArticleEntry,
    ClaimEntry,
    DraftContent,
    EvidenceEntry,
    FollowUpEntry,
    RecommendationEntry,
)
from briefs.renditions.sources import date_view
from briefs.renditions.words import (
    confidence_words,
    corroboration_words,
    day_words,
    excerpt,
    join_names,
    kind_words,
    language_words,
    modality_words,
    quotation,
    sentence_case,
    stance_words,
    state_words,
)
from briefs.text.block_diffs import Block, diff_blocks
from briefs.text.diffs import Piece, diff_words

Facts = Mapping[str, str]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class FactChange:
    """One thing said of a noun that differs; of a new noun, one thing said of it, unmarked."""

    label: str
    words: tuple[Piece, ...]


def changed_facts(old: Thing | None, new: Thing | None, facts_of: Callable[[Thing], Facts]) -> tuple[FactChange, ...]:
    """The facts that differ between two states of one thing; all of a new one, none of one that is gone."""
    if new is None:
        return ()
    facts = facts_of(new)
    if old is None:
        return tuple(FactChange(label, (Piece("same", text),)) for label, text in facts.items() if text)
    was = facts_of(old)
    return tuple(FactChange(label, diff_words(was[label], text)) for label, text in facts.items() if was[label] != text)


def changed_passages(old: ClaimEntry | None, new: ClaimEntry | None) -> tuple[Block, ...]:
    """The evidence that differs between two states of a claim; all of a new one, none of one that is gone."""
    if new is None:
        return ()
    before = old.evidence if old else ()
    told = passage_lines([*before, *new.evidence])
    was, lines = told[: len(before)], told[len(before) :]
    if old is None:
        return diff_blocks(lines, lines)
    return tuple(block for block in diff_blocks(was, lines) if block.kind != "same")


def passage_lines(passages: Sequence[EvidenceEntry]) -> list[str]:
    """Each passage as a line; those that read the same but come from different texts name their text, too."""
    lines = [_passage(item) for item in passages]
    texts = defaultdict(set)
    for line, item in zip(lines, passages, strict=True):
        texts[line].add(item.capture.text_sha256)
    return [
        f"{line} Text {item.capture.text_sha256[:12]}." if len(texts[line]) > 1 else line
        for line, item in zip(lines, passages, strict=True)
    ]


def content_facts(content: DraftContent) -> Facts:
    """Where readers find the brief."""
    return {
        "Address": content.slug,
        "Language": language_words(content.language),
        "Topics": join_names(topic.name for topic in content.topics),
        "Countries": join_names(country.name for country in content.countries),
    }


def claim_facts(claim: ClaimEntry) -> Facts:
    """A claim but for its statement and its evidence."""
    occurred = date_view(claim.occurred_on)
    return {
        "Kind": kind_words(claim.kind),
        "When": occurred.words if occurred else "",
        "Countries": join_names(country.name for country in claim.countries),
        "Topics": join_names(topic.name for topic in claim.topics),
        "Confidence": confidence_words(claim.confidence),
        "Reason": claim.confidence_reason,
        "Corroboration": corroboration_words(claim.corroboration),
    }


def recommendation_facts(item: RecommendationEntry) -> Facts:
    """A recommendation but for its text."""
    return {
        "Asked of": join_names(actor.name for actor in item.addressees),
        "Lever": item.lever.name,
        "Strength": sentence_case(item.strength),
        "Time frame": sentence_case(item.time_frame),
        "Demand of": item.proposed_by.name if item.proposed_by else "",
        "Rests on": ", ".join(item.claims),
        "Asked on": day_words(item.asked_on) if item.asked_on else "",
        "State": state_words(item.state),
        "Answers": " / ".join(_answer(answer) for answer in item.follow_ups),
        "Earlier": " / ".join(f"{sentence_case(line.relation)} {line.earlier}: {line.text}" for line in item.lineage),
    }


def article_facts(article: ArticleEntry) -> Facts:
    """A source but for its name."""
    dated = date_view(article.published_on)
    return {
        "Title": article.title or "none",
        "Outlet": article.outlet.name if article.outlet else "unknown",
        "Authors": join_names(author.name for author in article.authors) or "unknown",
        "Genre": sentence_case(article.genre),
        "Date": dated.words if dated else "undated",
        "Language": language_words(article.language),
        "Address": article.url or "",
        "Note": article.note,
    }


def actor_facts(actor: ActorEntry) -> Facts:
    """A person or body but for its name."""
    return {
        "Kind": sentence_case(actor.kind),
        "Part of": actor.part_of.name if actor.part_of else "",
        "Origin": actor.origin.name,
        "Country": actor.country.name if actor.country else "",
        "Web address": actor.url or "",
        "Description": actor.description,
    }


def _passage(item: EvidenceEntry) -> str:
    source = f"{item.article.title or item.article.key}, paragraph {item.paragraph}"
    modality = modality_words(item.modality, item.attributed_to.name if item.attributed_to else None)
    copied = f"copy of {day_words(item.capture.captured_on)}"
    note = f" {item.note}" if item.note else ""
    words = quotation(item.exact) if item.capture.kind == "full text" else excerpt(item.exact)
    return f"{stance_words(item.stance)}: {words} ({source}; {modality}; {copied}){note}"


def _answer(item: FollowUpEntry) -> str:
    shown_by = f" (claim {item.claim})" if item.claim else ""
    return f"{day_words(item.dated)}, {item.status}{shown_by}. {item.note}".strip()
