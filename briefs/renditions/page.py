"""An EditionDocument as the brief page shows it: one frozen view model, built without a query."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString

from briefs.record.document import EditionDocument, Heading
from briefs.renditions.claims import ClaimLink, ClaimView, claim_view
from briefs.renditions.recommendations import (
    AddresseeGroup,
    group_recommendations,
    recommendation_view,
)
from briefs.renditions.safe import body_html, key_messages_html, summary_html
from briefs.renditions.sources import SourceView, source_view
from briefs.renditions.words import count_words, join_names, reading_minutes
from briefs.text.markdown import plain_text

_ANCHOR = re.compile(r"<a\b[^>]*>")
_CITED = re.compile(r'href="#claim-(\d{1,6})"')
_ID = re.compile(r'\bid="([^"]+)"')


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A section in the contents with those below it."""

    heading: Heading
    below: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything the brief page shows of one edition, in the page's order."""

    document: EditionDocument
    description: str
    summary: SafeString
    key_messages: tuple[SafeString, ...]
    body: SafeString
    contents: tuple[ContentsEntry, ...]
    author_names: str
    reading_minutes: int
    own_recommendations: tuple[AddresseeGroup, ...]
    reported_recommendations: tuple[AddresseeGroup, ...]
    claims: tuple[ClaimView, ...]
    sources: tuple[SourceView, ...]
    passages: int
    extent: str


def build_page(document: EditionDocument) -> PageView:
    """The brief page of an edition. Pure: the same document gives the same page."""
    sources = {article.key: source_view(article) for article in document.articles}
    links = claim_links(document)
    cited = find_citation_ids([document.summary_html, *document.key_messages_html, document.body_html])
    published_on = timezone.localdate(document.live_from)
    asked = [recommendation_view(entry, links, today=published_on) for entry in document.recommendations]
    passages = sum(len(claim.evidence) for claim in document.claims)
    return PageView(
        document=document,
        description=plain_text(document.summary),
        summary=summary_html(document),
        key_messages=key_messages_html(document),
        body=body_html(document),
        contents=nest_contents(document.contents),
        author_names=join_names(author.name for author in document.authors),
        reading_minutes=reading_minutes(document.word_count),
        own_recommendations=group_recommendations(view for view in asked if view.proposed_by is None),
        reported_recommendations=group_recommendations(view for view in asked if view.proposed_by),
        claims=tuple(
            claim_view(claim, sources, document.language, cited.get(claim.number, ())) for claim in document.claims
        ),
        sources=tuple(sources.values()),
        passages=passages,
        extent=extent_words(len(document.claims), passages, len(document.articles)),
    )


def claim_links(document: EditionDocument) -> dict[str, ClaimLink]:
    """The edition's claims by key, as links."""
    return {claim.key: ClaimLink(claim.number, claim.key, claim.statement) for claim in document.claims}


def find_citation_ids(parts: Iterable[str]) -> Mapping[int, tuple[str, ...]]:
    """The ids of the citations of each claim number, in the order they stand in the sanitised HTML."""
    found: dict[int, list[str]] = {}
    for part in parts:
        for anchor in _ANCHOR.findall(part):
            cited, name = _CITED.search(anchor), _ID.search(anchor)
            if cited and name:
                found.setdefault(int(cited[1]), []).append(name[1])
    return {number: tuple(ids) for number, ids in found.items()}


def nest_contents(headings: Iterable[Heading]) -> tuple[ContentsEntry, ...]:
    """Headings of level 2, each with the deeper ones that follow it."""
    entries: list[tuple[Heading, list[Heading]]] = []
    for heading in headings:
        if heading.level > 2 and entries:
            entries[-1][1].append(heading)
        else:
            entries.append((heading, []))
    return tuple(ContentsEntry(heading, tuple(below)) for heading, below in entries)


def extent_words(claims: int, passages: int, articles: int) -> str:
    """How much the edition rests on, in one phrase."""
    return (
        f"{count_words(claims, 'claim')}, {count_words(passages, 'located passage')}, {count_words(articles, 'source')}"
    )
