"""What the published indexes hold: parts of an edition gathered round one article, actor, topic or country."""

from .document import ActorEntry, ArticleEntry, EvidenceEntry, Part, RecommendationEntry


class Passage(Part):
    """A passage of an article, with the claim it stands for."""

    claim: str
    number: int
    statement: str
    evidence: EvidenceEntry


class ArticlePassages(Part):
    """An article and every passage the edition cites of it, in the order they stand."""

    article: ArticleEntry
    passages: tuple[Passage, ...]


class ActorDossier(Part):
    """An actor, what is asked of it, what it asks, what is attributed to it and what it wrote or published."""

    actor: ActorEntry
    asked: tuple[RecommendationEntry, ...]
    proposed: tuple[RecommendationEntry, ...]
    attributed: tuple[Passage, ...]
    articles: tuple[ArticleEntry, ...]


class ClaimLine(Part):
    """A claim as a list shows it."""

    key: str
    number: int
    statement: str


class TermUse(Part):
    """A topic or country: whether the brief itself is filed under it, and which claims are."""

    key: str
    name: str
    of_brief: bool
    claims: tuple[ClaimLine, ...]
