import pytest
from django.core.management import call_command

from briefs.record.indexes import INDEXES
from briefs.record.models import PublishedActor, PublishedArticle, PublishedClaim
from tests.factories import ClaimFactory, CountryFactory, TopicFactory, published
from tests.record.test_visibility import second_edition

pytestmark = pytest.mark.django_db


def all_rows() -> dict[str, list[tuple[object, ...]]]:
    return {
        index.__name__: sorted(index.objects.values_list("edition_id", "key", "label", "data")) for index in INDEXES
    }


@pytest.fixture
def three_editions():
    claim = ClaimFactory(key="closure")
    claim.topics.add(TopicFactory())
    claim.countries.add(CountryFactory())
    first = published()
    second_edition(first)
    return first, published()


def test_rebuilding_the_indexes_changes_nothing(three_editions, capsys):
    before = all_rows()
    assert all(before[name] for name in ("PublishedClaim", "PublishedRecommendation", "PublishedActor"))
    call_command("rebuild_record")
    assert capsys.readouterr().out == "Indexes rebuilt from 3 editions.\n"
    assert all_rows() == before


def test_rebuilding_the_indexes_restores_rows_that_were_lost(three_editions):
    before = all_rows()
    PublishedClaim.objects.all().delete()
    PublishedActor.objects.update(label="Wrong")
    call_command("rebuild_record", verbosity=0)
    assert all_rows() == before


def test_article_index_gathers_the_passages_cited_of_it():
    edition = published()
    document = edition.parse()
    row = PublishedArticle.objects.filter(edition=edition).first()
    entry = row.parse()
    expected = [
        (claim.key, evidence.exact)
        for claim in document.claims
        for evidence in claim.evidence
        if evidence.article.key == row.key
    ]
    assert [(p.claim, p.evidence.exact) for p in entry.passages] == expected
    assert row.label == entry.article.label


def test_actor_index_holds_what_is_asked_of_it():
    edition = published()
    asked = edition.parse().recommendations[0]
    row = PublishedActor.objects.get(edition=edition, key=asked.addressees[0].slug)
    assert [item.key for item in row.parse().asked] == [asked.key]
