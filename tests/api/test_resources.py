from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pydantic import BaseModel

from briefs.api.actors import Actor
from briefs.api.articles import Article
from briefs.api.briefs import Brief, EditionLine
from briefs.api.claims import Claim
from briefs.api.countries import Country
from briefs.api.recommendations import Recommendation
from briefs.api.topics import Topic
from briefs.record.models import Edition
from tests.documents import (
    APPEAL,
    KYRGYZSTAN,
    LAW,
    MEDIA,
    MINISTRY,
    UNDATED,
    WATCH,
    claim,
    evidence,
    sample_claims,
)

from .conftest import LIVE, publish

pytestmark = pytest.mark.django_db

HERE = [{"slug": "after-the-register", "edition": 1}]
SHAPES: list[tuple[str, str, type[BaseModel]]] = [
    ("claims", "key", Claim),
    ("recommendations", "key", Recommendation),
    ("articles", "key", Article),
    ("actors", "slug", Actor),
    ("topics", "slug", Topic),
    ("countries", "code", Country),
]


def read(client: Client, address: str) -> Any:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content
    return response.json()


@pytest.mark.parametrize(("noun", "name", "shape"), SHAPES)
def test_list_and_detail_give_the_same_in_the_documented_shape(
    client: Client, edition: Edition, noun: str, name: str, shape: type[BaseModel]
) -> None:
    items = read(client, noun)["items"]
    assert items
    for item in items:
        shape.model_validate(item, extra="forbid")
        assert set(item) == set(shape.model_fields)
        assert read(client, f"{noun}/{item[name]}") == item


def test_briefs_have_the_documented_shapes(client: Client, edition: Edition) -> None:
    for address in ("briefs", "briefs/after-the-register/editions"):
        line = read(client, address)["items"][0]
        EditionLine.model_validate(line, extra="forbid")
        assert set(line) == set(EditionLine.model_fields)
    for address in ("briefs/after-the-register", "briefs/after-the-register/editions/1"):
        Brief.model_validate(read(client, address), extra="forbid")


def test_claim_is_as_published_with_the_editions_that_cite_it(client: Client, edition: Edition) -> None:
    published = sample_claims()[0].model_dump(mode="json", exclude={"number"})
    assert read(client, "claims/law") == {**published, "cited_in": HERE}


def test_recommendation_is_as_published(client: Client, edition: Edition) -> None:
    published = next(r for r in edition.parse().recommendations if r.key == "fund").model_dump(mode="json")
    follow_ups = [{**item, "document": None, "sha256": None} for item in published["follow_ups"]]
    beside = {"silent_since": None, "follow_ups": follow_ups, "basis_changed": [], "cited_in": HERE}
    assert read(client, "recommendations/fund") == {**published, **beside}


def test_article_without_title_outlet_or_date_has_null_for_each(client: Client, edition: Edition) -> None:
    claims = ["signal", "outcome"]
    assert read(client, "articles/unsigned-analysis") == {
        **UNDATED.model_dump(mode="json"),
        "claims": claims,
        "cited_in": HERE,
    }
    assert (UNDATED.title, UNDATED.outlet, UNDATED.published_on) == (None, None, None)


def test_actor_says_what_it_is_asked_proposes_said_and_wrote(client: Client, edition: Edition) -> None:
    watch = read(client, f"actors/{WATCH.slug}")
    told = {name: watch[name] for name in ("asked", "proposed", "attributed", "articles")}
    passage = {"stance": "qualifies", "modality": "reported", "article": APPEAL.key, "paragraph": 2}
    assert told == {
        "asked": [],
        "proposed": ["condemn"],
        "attributed": [{"claim": "closures", **passage}, {"claim": "кыргыз-талап", **passage}],
        "articles": [APPEAL.key],
    }
    assert read(client, "actors/european-union")["asked"] == ["review", "fund", "condemn"]
    assert read(client, "actors/eu-member-states")["part_of"]["slug"] == "european-union"


def test_denial_of_an_actor_is_told_as_one_and_from_the_newest_edition(client: Client, edition: Edition) -> None:
    newer = evidence(stance="qualifies", modality="hedged", attributed_to=MINISTRY, paragraph=2)
    publish("another", claims=(claim(1, "closures", "Some closed.", evidence=(newer,)),), recommendations=())
    attributed = read(client, f"actors/{MINISTRY.slug}")["attributed"]
    assert [(a["claim"], a["stance"], a["modality"], a["paragraph"]) for a in attributed] == [
        ("closures", "qualifies", "hedged", 2),
        ("visit", "supports", "reported", 7),
        ("ministry", "disputes", "denied", 9),
    ]


def test_topic_and_country_list_their_briefs_and_claims(client: Client, edition: Edition) -> None:
    assert read(client, "topics/elections") == {
        "slug": "elections",
        "name": "Elections",
        "briefs": ["after-the-register"],
        "claims": ["signal", "outcome"],
    }
    kyrgyzstan = read(client, "countries/kg")
    assert (kyrgyzstan["name"], len(kyrgyzstan["claims"])) == ("Kyrgyzstan", 8)


def test_item_of_two_briefs_is_told_once_from_the_one_published_last(client: Client, edition: Edition) -> None:
    newer = claim(1, "law", "The register became law in 2024.", evidence=(evidence(LAW),))
    asks = edition.parse().recommendations[:1]
    publish("another", claims=(newer,), recommendations=asks, articles=(LAW,), topics=(), countries=())
    law = read(client, "claims/law")
    both = [{"slug": "another", "edition": 1}, *HERE]
    assert (law["statement"], law["cited_in"]) == ("The register became law in 2024.", both)
    assert [item["key"] for item in read(client, "claims")["items"]].count("law") == 1
    article = read(client, f"articles/{LAW.key}")
    assert article["cited_in"] == both
    assert article["claims"] == ["law", "vote:2024", "closures", "visit", "ministry"]
    assert read(client, f"topics/{MEDIA.slug}")["briefs"] == ["after-the-register"]
    assert read(client, f"countries/{KYRGYZSTAN.code}")["briefs"] == ["after-the-register"]


def test_item_is_told_from_the_edition_that_went_live_last_though_it_was_written_first(client: Client) -> None:
    newer = claim(1, "law", "The register became law in 2024.")
    publish("scheduled", claims=(newer,), recommendations=(), live_from=LIVE + timedelta(days=30))
    publish("another")
    both = [{"slug": "scheduled", "edition": 1}, {"slug": "another", "edition": 1}]
    law = read(client, "claims/law")
    assert (law["statement"], law["cited_in"]) == ("The register became law in 2024.", both)
    assert [item for item in read(client, "claims")["items"] if item["key"] == "law"] == [law]


def test_what_the_live_edition_dropped_is_gone(client: Client, edition: Edition) -> None:
    publish(claims=(claim(1, "new", "A new claim."),), recommendations=())
    assert [item["key"] for item in read(client, "claims")["items"]] == ["new"]
    assert client.get("/api/v1/claims/law").status_code == 404
    assert read(client, "recommendations")["items"] == []


@pytest.mark.parametrize("address", ["claims/кыргыз-талап", "claims/vote:2024", "articles/watch/appeal:2025"])
def test_keys_with_other_letters_colons_and_slashes_are_addresses(
    client: Client, edition: Edition, address: str
) -> None:
    assert read(client, address)["key"] == address.partition("/")[2]


def test_key_with_a_question_mark_is_read_when_it_is_escaped(client: Client) -> None:
    publish(claims=(claim(1, "why?2024", "Why not."),), recommendations=())
    assert read(client, "claims/why%3F2024")["statement"] == "Why not."
