"""What live editions link to one another, over any number of links, in one query."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from briefs.record.document import LineageEntry, RecommendationEntry
from briefs.record.lineage import linked_rows
from tests.document_parts import recommendation
from tests.documents import sample_document
from tests.publications import publish_document, withdraw

pytestmark = pytest.mark.django_db


def asked(key: str, *earlier: str) -> RecommendationEntry:
    lines = (LineageEntry.model_validate({"relation": "narrows", "earlier": k, "text": k.upper()}) for k in earlier)
    return recommendation(key, key.upper(), lineage=tuple(lines))


def publish(slug: str, *recommendations: RecommendationEntry, day: int = 1, **changes: Any) -> Any:
    when = datetime(2026, 1, day, tzinfo=UTC)
    return publish_document(sample_document(slug=slug, live_from=when, recommendations=recommendations, **changes))


def linked(key: str, at: datetime | None = None) -> list[str]:
    return sorted({row.key for row in linked_rows(key, at)})


def test_links_lead_on_in_both_directions_across_briefs() -> None:
    publish("one", asked("a"), asked("b", "a"))
    publish("two", asked("c", "b"), asked("apart"))
    publish("three", asked("d", "a"))

    assert linked("c") == linked("a") == ["a", "b", "c", "d"]
    assert linked("apart") == ["apart"]
    assert linked("nothing") == []


def test_links_in_a_circle_end() -> None:
    publish("one", asked("a", "b"), asked("b", "a"), asked("c", "a", "b"))

    assert linked("c") == ["a", "b", "c"]


def test_links_of_editions_that_do_not_stand_lead_nowhere() -> None:
    publish("one", asked("a"))
    edition = publish("two", asked("b", "a"), day=5)

    assert linked("a", datetime(2026, 1, 4, tzinfo=UTC)) == ["a"]
    assert linked("a") == ["a", "b"]
    withdraw(edition)
    assert linked("a") == ["a"]


def test_key_is_taken_as_it_is() -> None:
    publish("one", asked("a"))

    assert linked("a' OR '1'='1") == linked("%s") == []


def test_it_is_one_query_for_a_long_line(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    publish("one", asked("k0"), *(asked(f"k{n}", f"k{n - 1}") for n in range(1, 40)))

    with django_assert_num_queries(1):
        assert len(linked("k39")) == 40
