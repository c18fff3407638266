"""Claims and articles as an edition would hold them if it were published now."""

from collections.abc import Iterable

from briefs.desk.models import Article
from briefs.publishing.document.content import claim_entry
from briefs.publishing.document.draft import actors_of, claims_with_evidence
from briefs.publishing.document.sources import article_entry
from briefs.record.document import ArticleEntry, ClaimEntry


def claims_now(keys: Iterable[str]) -> dict[str, ClaimEntry]:
    """The claims of these keys by key, each as number 1; those that are gone are missing. Constant queries."""
    claims = list(claims_with_evidence(texts=False).filter(key__in=set(keys)))
    actors = actors_of(claims)
    return {claim.key: claim_entry(claim, number=1, actors=actors) for claim in claims}


def articles_now(keys: Iterable[str]) -> dict[str, ArticleEntry]:
    """The articles of these keys by key; those that are gone are missing. Two queries."""
    articles = Article.objects.filter(key__in=set(keys)).select_related("outlet").prefetch_related("bylines__actor")
    return {article.key: article_entry(article) for article in articles}
