"""What stands in an edition is not deleted or renamed at the desk, whatever the route; anything else is free."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefs.desk.models import Claim
from tests import factories
from tests.documents import sample_document
from tests.publications import publish_document, withdraw

pytestmark = pytest.mark.django_db

# Each noun's field, its name in the sample edition, and how to make one that nothing at the desk needs.
NOUNS: dict[str, tuple[str, str, Callable[..., Any]]] = {
    "claim": ("key", "law", lambda **name: factories.ClaimFactory(evidence=False, **name)),
    "recommendation": ("key", "fund", lambda **name: factories.RecommendationFactory(claims=[], **name)),
    "article": ("key", "ledger-2024-law", factories.ArticleFactory),
    "actor": ("slug", "european-union", factories.ActorFactory),
    "topic": ("slug", "media-freedom", factories.TopicFactory),
    "country": ("code", "kg", factories.CountryFactory),
}
EDITION = "stands in a published edition (after-the-register, edition 1)"


@pytest.fixture(params=sorted(NOUNS))
def noun(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def make(noun: str, name: str) -> Any:
    """A row as it is read from the database."""
    field, _, maker = NOUNS[noun]
    row = maker(**{field: name})
    return type(row).objects.get(pk=row.pk)


def named(row: Any, field: str, name: str) -> Any:
    setattr(row, field, name)
    return row


@pytest.mark.parametrize("bulk", [False, True])
def test_published_noun_is_not_deleted(noun: str, bulk: bool) -> None:
    publish_document(sample_document())
    name = NOUNS[noun][1]
    row = make(noun, name)
    with pytest.raises(ProtectedError) as refused, transaction.atomic():
        type(row).objects.all().delete() if bulk else row.delete()
    assert refused.value.args[0] == (
        f"{noun} {name} {EDITION}, so it cannot be deleted; leave it out of the next edition, or withdraw the brief."
    )
    assert type(row).objects.filter(pk=row.pk).exists()


def test_published_name_is_not_changed(noun: str) -> None:
    publish_document(sample_document())
    field, name, _ = NOUNS[noun]
    row = make(noun, name)
    with pytest.raises(ValidationError) as refused:
        named(row, field, "zz").save()
    assert refused.value.message_dict == {
        field: [f"{field}: {noun} {name} {EDITION}, so its {field} stays “{name}”. Add a new {noun} instead."]
    }
    stored = type(row).objects.get(pk=row.pk)
    assert (getattr(stored, field), stored.version) == (name, 1)


def test_unpublished_noun_is_renamed_and_deleted(noun: str) -> None:
    publish_document(sample_document())
    field = NOUNS[noun][0]
    row = make(noun, "xx")
    for name in ("yy", "zz"):
        named(row, field, name).save()
        assert getattr(type(row).objects.get(pk=row.pk), field) == name
    row.delete()
    model = type(make(noun, "xx"))
    model.objects.filter(**{field: "xx"}).delete()
    assert not model.objects.filter(**{f"{field}__in": ["xx", "zz"]}).exists()


def test_ordinary_save_asks_the_record_nothing_and_a_renaming_or_deletion_asks_once() -> None:
    row = make("claim", "loose")

    def queries(act: Callable[[], Any]) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            act()
        return [query["sql"] for query in captured]

    row.statement = "Reworded."
    ordinary = queries(row.save)
    renaming = queries(named(row, "key", "renamed").save)
    deletion = queries(row.delete)
    assert [sql for sql in ordinary if "published" in sql] == []
    assert (len(renaming) - len(ordinary), len([sql for sql in renaming if "publishedclaim" in sql])) == (1, 1)
    assert len([sql for sql in deletion if "published" in sql]) == 1


def test_renaming_is_refused_by_every_way_an_instance_is_saved() -> None:
    publish_document(sample_document())
    claim = make("claim", "law")
    made = Claim(pk=claim.pk, key="other", statement="Made with an id.", kind="fact")
    partly = named(Claim.objects.only("statement").get(pk=claim.pk), "key", "other")
    named(claim, "key", "other")
    ways: list[Callable[[], Any]] = [
        made.save,
        partly.save,
        lambda: claim.save(update_fields=["key"]),
        claim.save_base,
        lambda: Claim.objects.update_or_create(pk=claim.pk, defaults={"key": "other"}),
    ]
    for save in ways:
        with pytest.raises(ValidationError, match="stands in a published edition"):
            save()
    claim.statement = "Only the statement."
    claim.save(update_fields=["statement"])
    stored = Claim.objects.get(pk=claim.pk)
    assert (stored.key, stored.statement) == ("law", "Only the statement.")


def test_deletion_is_refused_though_the_instance_was_renamed_in_memory() -> None:
    publish_document(sample_document())
    with pytest.raises(ProtectedError, match="claim law stands"):
        named(make("claim", "law"), "key", "other").delete()


@pytest.mark.parametrize("kind", ["scheduled", "superseded", "withdrawn"])
def test_editions_that_are_not_live_protect_too(kind: str) -> None:
    later = timezone.now() + timedelta(days=3)
    first = publish_document(sample_document(**({"live_from": later} if kind == "scheduled" else {})))
    if kind == "withdrawn":
        withdraw(first)
    if kind == "superseded":
        second = datetime(2026, 1, 1, tzinfo=UTC)
        changes = {"edition": 2, "live_from": second, "previous_sha256": first.sha256, "claims": ()}
        publish_document(sample_document(**changes))
    with pytest.raises(ProtectedError, match="edition 1"):
        make("claim", "law").delete()


def test_newest_edition_is_the_one_named() -> None:
    publish_document(sample_document())
    publish_document(sample_document(slug="another"))
    with pytest.raises(ProtectedError, match=r"published edition \(another, edition 1\)"):
        make("claim", "law").delete()
