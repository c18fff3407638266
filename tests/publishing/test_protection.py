"""What stands in an edition is not deleted or renamed at the desk, whatever the route; anything else is free."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from briefs.desk.models import Brief, Claim
from briefs.publishing import withdraw_brief
from briefs.record.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db

NOUNS: dict[str, tuple[str, Callable[[], Any]]] = {
    "claim": ("key", lambda: factories.ClaimFactory(key="loose", evidence=False)),
    "recommendation": ("key", lambda: factories.RecommendationFactory(key="loose", claims=[])),
    "article": ("key", lambda: factories.ArticleFactory(key="loose")),
    "actor": ("slug", lambda: factories.ActorFactory(slug="loose")),
    "topic": ("slug", lambda: factories.TopicFactory(slug="loose")),
    "country": ("code", lambda: factories.CountryFactory(code="uz", name="Uzbekistan")),
}


def cut_loose(row: Any) -> None:
    """Take away whatever else at the desk keeps a row from being deleted, so that only publication does."""
    for relation in row._meta.related_objects:
        others = relation.related_model._base_manager.filter(**{relation.field.name: row.pk})
        if relation.field.null:
            others.update(**{relation.field.name: None})
        elif not relation.many_to_many and relation.related_model.__name__ != "Capture":
            others._raw_delete(others.db)


@pytest.fixture
def edition() -> Edition:
    claim = factories.ClaimFactory(key="cited")
    claim.topics.add(factories.TopicFactory(slug="media"))
    claim.countries.add(factories.CountryFactory())
    recommendation = factories.RecommendationFactory(key="asked", claims=[claim])
    return factories.published(factories.BriefFactory(slug="first", claim=claim, recommendations=[recommendation]))


def published_row(edition: Edition, noun: str) -> Any:
    recommendation = edition.brief.recommendations.get()
    claim = recommendation.claims.get()
    rows = {
        "claim": claim,
        "recommendation": recommendation,
        "article": claim.evidence.get().capture.article,
        "actor": recommendation.addressees.get(),
        "topic": claim.topics.get(),
        "country": claim.countries.get(),
    }
    return type(rows[noun]).objects.get(pk=rows[noun].pk)


@pytest.mark.parametrize("noun", sorted(set(NOUNS) - {"article"}))
@pytest.mark.parametrize("bulk", [False, True])
def test_published_noun_is_not_deleted_though_nothing_at_the_desk_needs_it(
    edition: Edition, noun: str, bulk: bool
) -> None:
    row = published_row(edition, noun)
    cut_loose(row)
    name = getattr(row, NOUNS[noun][0])
    with pytest.raises(ProtectedError) as refused:
        type(row).objects.filter(pk=row.pk).delete() if bulk else row.delete()
    assert refused.value.args[0] == (
        f"{noun} {name} stands in a published edition (first, edition 1), so it cannot be deleted; "
        "leave it out of the next edition, or withdraw the brief."
    )
    assert type(row).objects.filter(pk=row.pk).exists()


def test_published_article_without_captures_is_not_deleted(edition: Edition) -> None:
    row = published_row(edition, "article")
    other = factories.ArticleFactory()
    type(row.captures.get()).objects.none()
    type(row).objects.filter(pk=row.pk).update(key="elsewhere")
    type(row).objects.filter(pk=other.pk).update(key=row.key)
    with pytest.raises(ProtectedError, match=rf"^.article {row.key} stands in a published edition"):
        type(row).objects.get(pk=other.pk).delete()


@pytest.mark.parametrize("noun", sorted(NOUNS))
def test_published_name_is_not_changed(edition: Edition, noun: str) -> None:
    row, field = published_row(edition, noun), NOUNS[noun][0]
    old = getattr(row, field)
    setattr(row, field, "zz")
    with pytest.raises(ValidationError) as refused:
        row.save()
    assert refused.value.message_dict == {
        field: [
            f"{field}: {noun} {old} stands in a published edition (first, edition 1), so its {field} stays “{old}”. "
            f"Add a new {noun} instead."
        ]
    }
    stored = type(row).objects.get(pk=row.pk)
    assert (getattr(stored, field), stored.version) == (old, 1)


@pytest.mark.parametrize("noun", sorted(NOUNS))
def test_unpublished_noun_is_renamed_and_deleted(edition: Edition, noun: str) -> None:
    field, make = NOUNS[noun]
    row = make()
    for name in ("aa", "bb"):
        setattr(row, field, name)
        row.save()
        assert getattr(type(row).objects.get(pk=row.pk), field) == name
    row.delete()
    make()
    type(row).objects.filter(**{field: getattr(make(), field) if noun == "country" else "loose"}).delete()
    assert not type(row).objects.filter(**{f"{field}__in": ["loose", "uz", "aa", "bb"]}).exists()


def test_ordinary_save_asks_the_record_nothing_and_a_renaming_asks_once(
    edition: Edition, django_assert_num_queries: Any
) -> None:
    loose = factories.ClaimFactory(evidence=False)
    row = Claim.objects.get(pk=loose.pk)
    with django_assert_num_queries(7) as ordinary:
        row.statement = "Reworded."
        row.save()
    assert not [query for query in ordinary.captured_queries if "published" in query["sql"]]
    row.key = "renamed"
    with django_assert_num_queries(8) as renaming:
        row.save()
    assert len([query for query in renaming.captured_queries if "publishedclaim" in query["sql"]]) == 1
    with django_assert_num_queries(1) as deletion:
        with pytest.raises(ProtectedError):
            _delete_guard_alone(published_row(edition, "claim"))
    assert "publishedclaim" in deletion.captured_queries[0]["sql"]


def _delete_guard_alone(row: Any) -> None:
    from django.db.models.signals import pre_delete

    pre_delete.send(sender=type(row), instance=row, using="default", origin=row)


def test_renaming_is_refused_by_every_way_an_instance_is_saved(edition: Edition) -> None:
    claim = published_row(edition, "claim")
    made = Claim(pk=claim.pk, key="other", statement="Made with an id.", kind="fact")
    partly = Claim.objects.only("statement").get(pk=claim.pk)
    partly.key = "other"
    named = published_row(edition, "claim")
    named.key = "other"
    saves = [made.save, partly.save, lambda: named.save(update_fields=["key"]), lambda: named.save_base()]
    for save in saves:
        with pytest.raises(ValidationError, match="stands in a published edition"):
            save()
    with pytest.raises(ValidationError, match="stands in a published edition"):
        Claim.objects.update_or_create(pk=claim.pk, defaults={"key": "other"})
    named.statement = "Only the statement."
    named.save(update_fields=["statement"])
    assert Claim.objects.get(pk=claim.pk).key == "cited"


def test_scheduled_superseded_and_withdrawn_editions_protect_alike_and_the_newest_is_named() -> None:
    claim = factories.ClaimFactory(key="cited")
    later = timezone.now() + timedelta(days=3)
    first = factories.published(factories.BriefFactory(slug="soon", claim=claim), live_from=later)
    withdrawn = factories.published(factories.BriefFactory(slug="gone", claim=claim))
    withdraw_brief(
        brief=Brief.objects.get(pk=withdrawn.brief_id), edition=1, by=factories.publisher(), explanation="Wrong."
    )
    assert first.live_from > withdrawn.live_from
    claim.key = "other"
    with pytest.raises(ValidationError, match=r"claim cited stands in a published edition \(gone, edition 1\)"):
        claim.save()
