"""Recommendations that live editions link to one another, however many links lie between them."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from .models import NEWEST_FIRST, Edition, PublishedLineage, PublishedRecommendation

# UNION drops what was found before, so that links in a circle end. Both databases read it alike.
_LINKED = """
WITH RECURSIVE link (here, there) AS (
    SELECT later, earlier FROM {table} WHERE edition_id IN ({standing})
    UNION ALL SELECT earlier, later FROM {table} WHERE edition_id IN ({standing})
), linked (key) AS (
    SELECT CAST(%s AS text) UNION SELECT CAST(link.there AS text) FROM linked JOIN link ON link.here = linked.key
)
SELECT key FROM linked
"""


def linked_rows(key: str, at: datetime | None = None) -> QuerySet[Any]:
    """The live rows of a recommendation and of all it is linked to, newest edition first, each with its edition."""
    standing, values = Edition.objects.standing(at).order_by().values("pk").query.sql_with_params()
    sql = _LINKED.format(table=PublishedLineage._meta.db_table, standing=standing)
    rows = PublishedRecommendation.objects.live(at).filter(key__in=RawSQL(sql, [*values, *values, key]))  # noqa: S611
    return rows.select_related("edition").defer("edition__document").order_by(*NEWEST_FIRST)
