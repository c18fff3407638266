"""The EditionDocument: everything a reader or a program gets of one edition, frozen.

Publishing builds it, the record keeps it as canonical JSON with its SHA-256, renditions read it and the API
gives it as it stands. It never changes once published; a new shape gets a new ``schema_version``.
"""

from datetime import date, datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from briefs.text.canonical import canonical_json, sha256_of

ActorKind = Literal["person", "organisation", "government", "international organisation", "media outlet"]
ClaimKind = Literal["fact", "assessment", "forecast", "position"]
Confidence = Literal["high", "moderate", "low"]
Stance = Literal["supports", "disputes", "qualifies", "context"]
Modality = Literal["asserted", "reported", "hedged", "denied"]
CaptureKind = Literal["full text", "digest"]
UpdateType = Literal["major", "minor"]
CorrectionKind = Literal["correction", "clarification", "addendum", "expression of concern"]


class Part(BaseModel):
    """A piece of the document: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Term(Part):
    """A topic or a lever: its slug and the name readers see."""

    slug: str
    name: str


class CountryRef(Part):
    """A country by its ISO 3166-1 alpha-2 code in lower case."""

    code: str
    name: str


class ActorRef(Part):
    """A person, organisation, government, international organisation or outlet, named where it acts."""

    slug: str
    name: str
    kind: ActorKind


class ActorEntry(ActorRef):
    """An actor the edition names. ``origin`` is the topmost body it is part of, itself when there is none."""

    part_of: ActorRef | None
    origin: ActorRef
    country: CountryRef | None
    url: str | None
    description: str


class FuzzyDatePart(Part):
    """A date as far as it is known: EDTF text, and the first and last day it can mean."""

    edtf: str
    earliest: date
    latest: date


class ArticleRef(Part):
    """A source document as a passage names it. What is unknown is null, never guessed."""

    key: str
    title: str | None
    outlet: ActorRef | None
    genre: str


class ArticleEntry(ArticleRef):
    """A source document the edition rests on; ``label`` names it when it has no title."""

    label: str
    authors: tuple[ActorRef, ...]
    language: str
    published_on: FuzzyDatePart | None
    url: str | None
    note: str


class CaptureRef(Part):
    """The immutable copy a passage was taken from. A digest is in the desk's own words."""

    kind: CaptureKind
    captured_on: date
    text_sha256: str


class EvidenceEntry(Part):
    """One located passage: W3C quote and position selectors over the capture's normalised text (characters)."""

    stance: Stance
    modality: Modality
    attributed_to: ActorRef | None
    article: ArticleRef
    capture: CaptureRef
    paragraph: int
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    note: str


class Corroboration(Part):
    """How many independent origins, and how many articles, support a claim."""

    origins: int
    articles: int


class ClaimEntry(Part):
    """One statement with its evidence. ``number`` is its place in the edition, from 1, by first citation."""

    number: int
    key: str
    statement: str
    kind: ClaimKind
    occurred_on: FuzzyDatePart | None
    countries: tuple[CountryRef, ...]
    topics: tuple[Term, ...]
    confidence: Confidence | None
    confidence_reason: str
    corroboration: Corroboration
    evidence: tuple[EvidenceEntry, ...]


class FollowUpEntry(Part):
    """A dated answer, or silence, to a recommendation. ``claim`` is the key of the claim that shows it."""

    status: str
    dated: date
    note: str
    claim: str | None


class LineageEntry(Part):
    """How a recommendation stands to an earlier one, named by key, with its text as it then read."""

    relation: Literal["reiterates", "strengthens", "narrows", "replaces"]
    earlier: str
    text: str


class RecommendationEntry(Part):
    """An action asked of addressees. ``proposed_by`` is set when a third party asks it and the desk reports it.

    ``state`` is the newest follow-up's status; null while nothing is recorded, as silence is only said to be one
    once somebody has dated it.
    """

    key: str
    text: str
    addressees: tuple[ActorRef, ...]
    lever: Term
    strength: str
    time_frame: str
    proposed_by: ActorRef | None
    claims: tuple[str, ...]
    asked_on: date | None
    state: str | None
    follow_ups: tuple[FollowUpEntry, ...]
    lineage: tuple[LineageEntry, ...]


class Heading(Part):
    """An entry of the contents: the id it has in ``body_html``, its text, its level (2 or 3)."""

    id: str
    text: str
    level: int


class CorrectionNotice(Part):
    """What an edition puts right, in a sentence for readers."""

    kind: CorrectionKind
    note: str


class DraftContent(Part):
    """What an editor approves: all of an edition but its number, times and note.

    ``*_html`` is sanitised and cites claims as ``<a href="#claim-N">``; the source Markdown stands beside it.
    """

    slug: str
    language: str
    translation_group: str
    title: str
    summary: str
    summary_html: str
    key_messages: tuple[str, ...]
    key_messages_html: tuple[str, ...]
    body: str
    body_html: str
    contents: tuple[Heading, ...]
    word_count: int
    authors: tuple[ActorRef, ...]
    topics: tuple[Term, ...]
    countries: tuple[CountryRef, ...]
    claims: tuple[ClaimEntry, ...]
    recommendations: tuple[RecommendationEntry, ...]
    articles: tuple[ArticleEntry, ...]
    actors: tuple[ActorEntry, ...]

    def sha256(self) -> str:
        """The SHA-256 of the canonical JSON, in lower-case hexadecimal."""
        return sha256_of(self.canonical_json())

    def canonical_json(self) -> str:
        """Keys sorted, no spaces, UTF-8 as it is, dates in ISO 8601: the same document gives the same bytes."""
        return canonical_json(self.model_dump(mode="json"))


class EditionDocument(DraftContent):
    """One published edition of a brief. Immutable; ``previous_sha256`` chains it to the edition before."""

    schema_version: Literal[1] = 1
    edition: int
    live_from: datetime
    update_type: UpdateType
    change_note: str
    correction: CorrectionNotice | None
    previous_sha256: str | None

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a stored document; raises pydantic.ValidationError when it is not one."""
        return cls.model_validate_json(text)
