"""Write articles, and their digests as captures; a changed digest takes the evidence along."""

from datetime import UTC, datetime, time
from typing import Any

from django.core.exceptions import ValidationError

from briefs.desk.models import Actor, Article, ArticleAuthor, Capture, Evidence
from briefs.desk.services.anchoring import anchor_evidence
from briefs.desk.services.captures import add_capture
from briefs.text.canonical import sha256_of

from .files import SeedSet
from .items import Item, problems_of
from .ledger import Ledger, save
from .problems import SeedProblems
from .schemas import ArticleSeed
from .staff import Staff

METHOD = "seeds"


def load_articles(seeds: SeedSet, ledger: Ledger, staff: Staff) -> dict[str, Capture]:
    """Write the articles that are to be written; gives the capture of each digest by the article's key.

    A digest is added even to an article edited at the desk: captures never change, so nothing of that edit is lost.
    """
    captures = {}
    for item in seeds.articles:
        if article := ledger.open(item, Article):
            seed = item.seed
            article.outlet = ledger.find(Actor, seed.outlet, item, "outlet") if seed.outlet else None
            save(item, article)
            _write_bylines(item, article, ledger)
            ledger.add(article, item.key)
        captures[item.key] = _capture_digest(item, ledger, staff)
    return captures


def _write_bylines(item: Item[ArticleSeed], article: Article, ledger: Ledger) -> None:
    article.bylines.all().delete()
    for position, slug in enumerate(item.seed.authors):
        actor = ledger.find(Actor, slug, item, "authors", position)
        save(item, ArticleAuthor(article=article, actor=actor, position=position), "authors", position)


def _capture_digest(item: Item[ArticleSeed], ledger: Ledger, staff: Staff) -> Capture:
    article = ledger.find(Article, item.key, item)
    raw_text = "\n".join(item.seed.digest)
    captures = {capture.raw_sha256: capture for capture in article.captures.all()}
    capture = captures.pop(sha256_of(raw_text), None)
    ledger.report.count("capture", "unchanged" if capture else "created")
    if capture is None:
        capture = _add(item, article, raw_text, staff)
    earlier = [c for c in captures.values() if c.kind == Capture.Kind.DIGEST and c.method == METHOD]
    for evidence in Evidence.objects.filter(capture__in=earlier).select_related("claim"):
        _move(evidence, to=capture)
        save(item, evidence, "digest")
    return capture


def _add(item: Item[ArticleSeed], article: Article, raw_text: str, staff: Staff) -> Capture:
    captured_at = datetime.combine(item.seed.captured_on, time(), UTC)
    try:
        return add_capture(
            article=article,
            kind=Capture.Kind.DIGEST,
            raw_text=raw_text,
            captured_at=captured_at,
            method=METHOD,
            by=staff.author,
        )
    except ValidationError as error:
        raise SeedProblems(problems_of(item, error, "digest")) from None


def _move(evidence: Evidence, *, to: Capture) -> None:
    """Find a passage again in a later digest; one that is not there any more says so by its state. Not saved."""
    evidence.capture = to
    evidence.start = evidence.end = None
    anchor_evidence(evidence)
    if evidence.anchor_state == Evidence.AnchorState.ORPHANED and evidence.paragraph is not None:
        evidence.paragraph = None
        anchor_evidence(evidence)


def anchored(item: Item[Any], evidence: Evidence, *where: str | int) -> Evidence:
    """Anchor a passage; raises SeedProblems when it does not stand in the capture."""
    anchor_evidence(evidence)
    if evidence.anchor_state != Evidence.AnchorState.ANCHORED:
        message = f"“{evidence.exact[:60]}” is {evidence.anchor_state} in the digest. Quote more of it."
        raise item.refused(message, *where)
    return evidence
