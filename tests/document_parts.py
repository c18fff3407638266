"""Parts of sample editions for tests. Outlets, people and articles are made up."""

from datetime import date
from typing import Any

from briefs.record.document import (
    ActorEntry,
    ActorKind,
    ActorRef,
    ArticleEntry,
    CaptureRef,
    ClaimEntry,
    Corroboration,
    CountryRef,
    EvidenceEntry,
    FuzzyDatePart,
    RecommendationEntry,
    Term,
    sha256_of,
)

KYRGYZSTAN = CountryRef(code="kg", name="Kyrgyzstan")
MEDIA = Term(slug="media-freedom", name="Media freedom")
ELECTIONS = Term(slug="elections", name="Elections")
CONDITIONS = Term(slug="conditionality", name="Human-rights conditionality")
SUPPORT = Term(slug="media-support", name="Support for independent media")


def actor(slug: str, name: str, kind: ActorKind = "organisation") -> ActorRef:
    """An actor named in a part of the document."""
    return ActorRef(slug=slug, name=name, kind=kind)


EU = actor("european-union", "European Union", "international organisation")
MEMBER_STATES = actor("eu-member-states", "EU member states", "government")
LEDGER = actor("northern-ledger", "Northern Ledger", "media outlet")
WATCH = actor("civic-watch", "Civic Watch")
AUTHOR = actor("aigul-sadykova", "Айгүл Садыкова", "person")
MINISTRY = actor("ministry-of-culture", "Ministry of Culture", "government")

LAW = ArticleEntry(
    key="ledger-2024-law",
    title="Parliament passes the register of associations",
    outlet=LEDGER,
    genre="news report",
    label="Parliament passes the register of associations",
    authors=(AUTHOR,),
    language="en",
    published_on=FuzzyDatePart(edtf="2024-04", earliest=date(2024, 4, 1), latest=date(2024, 4, 30)),
    url="https://ledger.example/2024/law",
    note="",
)
APPEAL = ArticleEntry(
    key="watch/appeal:2025",
    title="Өкмөткө кайрылуу: журналисттерди бошоткула",
    outlet=WATCH,
    genre="opinion",
    label="Appeal of Civic Watch",
    authors=(WATCH,),
    language="ky",
    published_on=FuzzyDatePart(edtf="2025-11-20", earliest=date(2025, 11, 20), latest=date(2025, 11, 20)),
    url="https://watch.example/appeal",
    note="",
)
UNDATED = ArticleEntry(
    key="unsigned-analysis",
    title=None,
    outlet=None,
    genre="analysis",
    label="Analysis without title or byline, on the early election",
    authors=(),
    language="en",
    published_on=None,
    url=None,
    note="Found without title, outlet or date; kept as it came.",
)


def evidence(article: ArticleEntry = LAW, **changes: Any) -> EvidenceEntry:
    """A located passage of one of the sample articles."""
    kind = "digest" if article is UNDATED else "full text"
    values: dict[str, Any] = {
        "stance": "supports",
        "modality": "asserted",
        "attributed_to": None,
        "article": {key: getattr(article, key) for key in ("key", "title", "outlet", "genre")},
        "capture": CaptureRef(kind=kind, captured_on=date(2025, 12, 1), text_sha256=sha256_of(article.key)),
        "paragraph": 4,
        "exact": "The register was adopted in April 2024 by 66 votes to five.",
        "prefix": "After a short debate. ",
        "suffix": " Observers objected.",
        "start": 210,
        "end": 268,
        "note": "",
    }
    return EvidenceEntry.model_validate(values | changes)


def claim(number: int, key: str, statement: str, **changes: Any) -> ClaimEntry:
    """A claim with one supporting passage unless told otherwise."""
    values: dict[str, Any] = {
        "number": number,
        "key": key,
        "statement": statement,
        "kind": "fact",
        "occurred_on": None,
        "countries": (KYRGYZSTAN,),
        "topics": (MEDIA,),
        "confidence": "moderate",
        "confidence_reason": "One outlet with a record of accuracy; no document seen.",
        "corroboration": Corroboration(origins=1, articles=1),
        "evidence": (evidence(),),
    }
    return ClaimEntry.model_validate(values | changes)


def recommendation(key: str, text: str, **changes: Any) -> RecommendationEntry:
    """The desk's own recommendation to the EU unless told otherwise."""
    values: dict[str, Any] = {
        "key": key,
        "text": text,
        "addressees": (EU,),
        "lever": CONDITIONS,
        "strength": "strong",
        "time_frame": "before the next cooperation council",
        "proposed_by": None,
        "claims": ("law", "vote:2024"),
        "asked_on": date(2025, 12, 3),
        "state": None,
        "follow_ups": (),
        "lineage": (),
    }
    return RecommendationEntry.model_validate(values | changes)


def cite(number: int, place: str = "body") -> str:
    """A citation as rendered into the sanitised HTML."""
    anchor = f'<a class="citation" href="#claim-{number}" id="cite-{place}-{number}-1" aria-label="Claim {number}">'
    return f'<span class="citations">[{anchor}{number}</a>]</span>'


def actor_entry(ref: ActorRef, **changes: Any) -> ActorEntry:
    """An actor of the edition; its own origin unless told otherwise."""
    values = {"part_of": None, "origin": ref, "country": None, "url": None, "description": ""}
    return ActorEntry.model_validate(ref.model_dump() | values | changes)
