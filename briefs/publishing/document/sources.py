"""The source side of the document: articles, the captures behind them, and the passages taken from them."""

from datetime import date

from django.utils import timezone

from briefs.desk.models import Actor, Article, Evidence
from briefs.record.document import (
    ActorRef,
    ArticleEntry,
    ArticleRef,
    CaptureRef,
    EvidenceEntry,
    FuzzyDatePart,
)

from .draft import Draft


def actor_ref(actor: Actor) -> ActorRef:
    """The actor as it is named where it acts."""
    return ActorRef.model_validate({"slug": actor.slug, "name": actor.name, "kind": actor.kind})


def fuzzy_date(edtf: str, earliest: date | None, latest: date | None) -> FuzzyDatePart | None:
    """The three columns of a fuzzy date as one; None when it is unknown."""
    if not edtf or earliest is None or latest is None:
        return None
    return FuzzyDatePart(edtf=edtf, earliest=earliest, latest=latest)


def article_ref(article: Article) -> ArticleRef:
    """The article as a passage names it."""
    return ArticleRef(
        key=article.key,
        title=article.title or None,
        outlet=actor_ref(article.outlet) if article.outlet else None,
        genre=article.genre,
    )


def evidence_entry(evidence: Evidence) -> EvidenceEntry:
    """One located passage; raises pydantic.ValidationError for one that has no place."""
    capture = evidence.capture
    return EvidenceEntry.model_validate(
        {
            "stance": evidence.stance,
            "modality": evidence.modality,
            "attributed_to": evidence.attributed_to and actor_ref(evidence.attributed_to),
            "article": article_ref(capture.article),
            "capture": CaptureRef.model_validate(
                {
                    "kind": capture.kind,
                    "captured_on": timezone.localdate(capture.captured_at),
                    "text_sha256": capture.text_sha256,
                }
            ),
            "paragraph": evidence.paragraph,
            "exact": evidence.exact,
            "prefix": evidence.prefix,
            "suffix": evidence.suffix,
            "start": evidence.start,
            "end": evidence.end,
            "note": evidence.note,
        }
    )


def article_entries(draft: Draft) -> tuple[ArticleEntry, ...]:
    """Every article the draft's claims rest on, in the order they are first met."""
    articles = {
        evidence.capture.article.pk: evidence.capture.article
        for claim in draft.numbered_claims()
        for evidence in claim.evidence.all()
    }
    return tuple(article_entry(article) for article in articles.values())


def article_entry(article: Article) -> ArticleEntry:
    """An article as an edition would hold it; no query when it was read with its outlet and bylines."""
    ref = article_ref(article)
    return ArticleEntry(
        key=ref.key,
        title=ref.title,
        outlet=ref.outlet,
        genre=ref.genre,
        label=ref.title or f"Untitled {ref.genre} ({ref.key})",
        authors=tuple(actor_ref(byline.actor) for byline in article.bylines.all()),
        language=article.language,
        published_on=fuzzy_date(article.published_on, article.published_earliest, article.published_latest),
        url=article.url or None,
        note=article.note,
    )
