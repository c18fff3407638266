"""The one API: its routers, a resource each, under /api/v1/."""

from django.conf import settings

from briefs.api import actors, articles, briefs, claims, countries, docs, recommendations, topics
from briefs.api.service import RecordAPI

api = RecordAPI(
    title=f"{settings.SITE_NAME}: API",
    version="1",
    description="What is published, as JSON: briefs, claims with their evidence, recommendations, sources. Read-only.",
    urls_namespace="api",
    docs=docs.PlainDocs(),
    docs_decorator=docs.read_only,
)
api.add_router("", docs.router)
api.add_router("briefs", briefs.router)
api.add_router("claims", claims.router)
api.add_router("recommendations", recommendations.router)
api.add_router("articles", articles.router)
api.add_router("actors", actors.router)
api.add_router("topics", topics.router)
api.add_router("countries", countries.router)
