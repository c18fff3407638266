"""What pages say of a source article and of a passage located in it. Frozen views, built by pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from briefs.record.document import ActorRef, ArticleEntry, EvidenceEntry, FuzzyDatePart, Stance
from briefs.renditions.words import (
    day_words,
    excerpt,
    join_names,
    language_words,
    modality_words,
    quotation,
    sentence_case,
    stance_words,
)
from briefs.text.dates import describe_edtf

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class DateView:
    """A date in words; ``machine`` is its ISO form for a time element, empty when it has no exact one."""

    words: str
    machine: str = ""


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source article. ``name`` is its title, or the desk's label where it has none (``titled`` is false)."""

    key: str
    name: str
    titled: bool
    outlet: ActorRef | None
    authors: tuple[ActorRef, ...]
    byline: str
    genre: str
    date: DateView
    language: str
    language_name: str
    url: str
    note: str

    @property
    def imprint(self) -> str:
        """Outlet, genre and date in a phrase; what is unknown is said."""
        outlet = self.outlet.name if self.outlet else "outlet unknown"
        return f"{outlet}, {self.genre.lower()}, {self.date.words}"


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One located passage. ``quoted`` is false for a digest, whose words are the desk's own."""

    stance: Stance
    stance_words: str
    modality: str
    passage: str
    quoted: bool
    language: str
    source: SourceView
    imprint: str
    paragraph: int
    note: str


def date_view(part: FuzzyDatePart | None) -> DateView | None:
    """A fuzzy date in words, or None when there is none."""
    if part is None:
        return None
    exact = part.earliest == part.latest and part.edtf == part.earliest.isoformat()
    return DateView(words=describe_edtf(part.edtf), machine=part.edtf if exact else "")


def web_address(url: str | None) -> str:
    """The address if a reader may follow it (http or https with a host), else an empty string."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return url or "" if parts.scheme in ("http", "https") and parts.netloc else ""


def source_view(article: ArticleEntry) -> SourceView:
    """What pages show of an article; a missing title or date is said, never filled in."""
    return SourceView(
        key=article.key,
        name=article.title or article.label or article.key,
        titled=bool(article.title),
        outlet=article.outlet,
        authors=article.authors,
        byline=join_names(author.name for author in article.authors),
        genre=sentence_case(article.genre),
        date=date_view(article.published_on) or DateView(UNDATED),
        language=article.language,
        language_name=language_words(article.language),
        url=web_address(article.url),
        note=article.note,
    )


def evidence_view(evidence: EvidenceEntry, sources: Mapping[str, SourceView], language: str) -> EvidenceView:
    """A passage for readers. ``language`` is the edition's, which a digest is written in."""
    article = evidence.article
    source = sources.get(article.key) or SourceView(
        key=article.key,
        name=article.title or article.key,
        titled=bool(article.title),
        outlet=article.outlet,
        authors=(),
        byline="",
        genre=sentence_case(article.genre),
        date=DateView(UNDATED),
        language=language,
        language_name=language_words(language),
        url="",
        note="",
    )
    quoted = evidence.capture.kind == "full text"
    return EvidenceView(
        stance=evidence.stance,
        stance_words=stance_words(evidence.stance),
        modality=modality_words(evidence.modality, evidence.attributed_to.name if evidence.attributed_to else None),
        passage=quotation(evidence.exact) if quoted else excerpt(evidence.exact),
        quoted=quoted,
        language=source.language if quoted else language,
        source=source,
        imprint=_imprint_as_read(source, evidence.capture.captured_on),
        paragraph=evidence.paragraph,
        note=evidence.note,
    )


def _imprint_as_read(source: SourceView, captured_on: date) -> str:
    """The imprint; an article without a date is dated by the day the desk read it."""
    if source.date.words != UNDATED:
        return source.imprint
    return f"{source.imprint}, read on {day_words(captured_on)}"
