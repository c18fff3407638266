"""Fill the published indexes from an edition's document. They hold nothing that the editions do not."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from .document import EditionDocument
from .entries import ActorDossier, ArticlePassages, ClaimLine, Passage, TermUse
from .models import (
    Edition,
    PublishedActor,
    PublishedArticle,
    PublishedClaim,
    PublishedCountry,
    PublishedLineage,
    PublishedPart,
    PublishedRecommendation,
    PublishedTopic,
)

INDEXES: tuple[type[PublishedPart], ...] = (
    PublishedClaim,
    PublishedRecommendation,
    PublishedLineage,
    PublishedArticle,
    PublishedActor,
    PublishedTopic,
    PublishedCountry,
)


def index_rows(document: EditionDocument) -> list[PublishedPart]:
    """The rows an edition's document puts into the indexes, not yet bound to an edition and not saved."""
    rows = [*_claims(document), *_recommendations(document), *_articles(document), *_actors(document)]
    return [*rows, *_terms(document, PublishedTopic), *_terms(document, PublishedCountry)]


def index_edition(edition: Edition, document: EditionDocument) -> None:
    """Write the index rows of one edition that has none yet. Runs inside the caller's transaction."""
    rows = index_rows(document)
    for index in INDEXES:
        mine = [row for row in rows if isinstance(row, index)]
        for row in mine:
            row.edition = edition
        index.objects.bulk_create(mine)


def rebuild_indexes() -> Iterator[Edition]:
    """Empty the indexes and fill them again in one transaction, yielding each edition as it is done."""
    with transaction.atomic():
        for index in INDEXES:
            index.objects.all().delete()
        for edition in Edition.objects.order_by("pk").iterator(chunk_size=100):
            index_edition(edition, edition.parse())
            yield edition


def _claims(document: EditionDocument) -> Iterable[PublishedPart]:
    for claim in document.claims:
        yield PublishedClaim(key=claim.key, label=claim.statement, data=claim.model_dump_json())


def _recommendations(document: EditionDocument) -> Iterable[PublishedPart]:
    for recommendation in document.recommendations:
        yield PublishedRecommendation(
            key=recommendation.key, label=recommendation.text, data=recommendation.model_dump_json()
        )
        for line in recommendation.lineage:
            later, earlier = recommendation.key, line.earlier
            yield PublishedLineage(
                key=f"{later} {earlier}", later=later, earlier=earlier, label=line.text, data=line.model_dump_json()
            )


def _passages(document: EditionDocument) -> list[Passage]:
    return [
        Passage(claim=claim.key, number=claim.number, statement=claim.statement, evidence=evidence)
        for claim in document.claims
        for evidence in claim.evidence
    ]


def _articles(document: EditionDocument) -> Iterable[PublishedPart]:
    passages = sorted(_passages(document), key=lambda passage: (passage.evidence.start, passage.number))
    for article in document.articles:
        mine = tuple(p for p in passages if p.evidence.article.key == article.key)
        entry = ArticlePassages(article=article, passages=mine)
        yield PublishedArticle(key=article.key, label=article.label, data=entry.model_dump_json())


def _actors(document: EditionDocument) -> Iterable[PublishedPart]:
    passages = _passages(document)
    for actor in document.actors:
        slug = actor.slug
        entry = ActorDossier(
            actor=actor,
            asked=tuple(r for r in document.recommendations if slug in {a.slug for a in r.addressees}),
            proposed=tuple(r for r in document.recommendations if r.proposed_by and r.proposed_by.slug == slug),
            attributed=tuple(p for p in passages if p.evidence.attributed_to and p.evidence.attributed_to.slug == slug),
            articles=tuple(
                article
                for article in document.articles
                if (article.outlet and article.outlet.slug == slug) or slug in {a.slug for a in article.authors}
            ),
        )
        yield PublishedActor(key=slug, label=actor.name, data=entry.model_dump_json())


def _terms(document: EditionDocument, index: type[PublishedPart]) -> Iterable[PublishedPart]:
    """Rows of the topics, or of the countries, that the brief or any of its claims is filed under."""
    topics = index is PublishedTopic
    of_brief = {t.slug: t.name for t in document.topics} if topics else {c.code: c.name for c in document.countries}
    names, lines = dict(of_brief), dict[str, list[ClaimLine]]()
    for claim in document.claims:
        terms = {t.slug: t.name for t in claim.topics} if topics else {c.code: c.name for c in claim.countries}
        names |= {key: name for key, name in terms.items() if key not in names}
        for key in terms:
            line = ClaimLine(key=claim.key, number=claim.number, statement=claim.statement)
            lines.setdefault(key, []).append(line)
    for key, name in names.items():
        entry = TermUse(key=key, name=name, of_brief=key in of_brief, claims=tuple(lines.get(key, [])))
        yield index(key=key, label=name, data=entry.model_dump_json())
