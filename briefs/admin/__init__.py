"""The editors' rooms: every noun of the desk and the record in the Django admin."""

from django.conf import settings
from django.contrib import admin

from . import actors, articles, briefs, captures, claims, evidence, recommendations, record, vocabularies

__all__ = [
    "actors",
    "articles",
    "briefs",
    "captures",
    "claims",
    "evidence",
    "recommendations",
    "record",
    "vocabularies",
]

admin.site.site_header = f"{settings.SITE_NAME} desk"
admin.site.site_title = f"{settings.SITE_NAME} desk"
admin.site.index_title = "The desk"
