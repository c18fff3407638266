"""Briefs as long as the desk writes them, for tests and benchmarks that count what a page costs."""

from briefs.desk.models import Actor, Article, ArticleAuthor, Brief, Claim, Recommendation, RecommendationLineage
from tests.factories import ActorFactory, BriefFactory, ClaimFactory, RecommendationFactory, TopicFactory

SENTENCE = "The court upheld what the ministry had decided, and the newsroom closed its doors to the public"


def large_brief(claims: int, *, slug: str = "large") -> Brief:
    """A brief that cites so many claims, a paragraph each, and makes a recommendation for every ten of them.

    Every kind of thing a draft rests on is there: outlets that are part of others, bylines, lineage.
    """
    cited: list[Claim] = [ClaimFactory(key=f"{slug}-claim-{number}") for number in range(claims)]
    _name_sources()
    paragraphs = [f"## Part {chr(65 + at % 26)}\n\n{SENTENCE} [@{claim.key}]." for at, claim in enumerate(cited)]
    brief = BriefFactory(
        slug=slug,
        title="A large brief",
        summary=f"{SENTENCE} [@{cited[0].key}].",
        key_messages="\n".join(f"{SENTENCE} [@{claim.key}]." for claim in cited[:5]),
        body="\n\n".join(paragraphs),
        claim=cited[0],
        recommendations=[_recommendation(cited[at : at + 3]) for at in range(0, claims, 10)],
    )
    brief.topics.add(TopicFactory())
    return brief


def _name_sources() -> None:
    """Each article has an author, and its outlet belongs to a body that belongs to another."""
    above = ActorFactory(part_of=ActorFactory())
    for article in Article.objects.select_related("outlet"):
        ArticleAuthor.objects.create(article=article, actor=ActorFactory(kind="person"))
        if article.outlet is not None:
            article.outlet.part_of = above
            article.outlet.save()


def _recommendation(claims: list[Claim]) -> Recommendation:
    item: Recommendation = RecommendationFactory(claims=claims, addressees=list(Actor.objects.all()[:2]))
    RecommendationLineage.objects.create(later=item, earlier=RecommendationFactory(), relation="narrows")
    return item
