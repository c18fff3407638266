"""The page that shows the draft against what readers have."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefs.admin.briefs.changes import changes_of
from briefs.desk.models import Brief, BriefRecommendation
from tests.factories import BriefFactory, ClaimFactory, RecommendationFactory, author, published

pytestmark = pytest.mark.django_db
AsRole = Callable[[str], Client]


def url(brief: Brief) -> str:
    return f"/admin/briefs/brief/{brief.pk}/changes/"


def redrafted(brief: Brief, **fields: Any) -> Brief:
    """The brief with another text, saved as a draft."""
    brief = Brief.objects.get(pk=brief.pk)
    for name, value in {"state": "draft", "edited_by": author(), **fields}.items():
        setattr(brief, name, value)
    brief.save()
    return brief


def with_three_asks() -> Brief:
    asks = [RecommendationFactory(text=f"Ask number {word}.") for word in ("one", "two", "three")]
    return published(BriefFactory(recommendations=asks)).brief


def sections(answer: Any) -> dict[str, list[str]]:
    return {part.title: [change.kind_words for change in part.changes] for part in answer.context["changes"].sections}


def test_draft_is_shown_against_the_live_edition(as_role: AsRole) -> None:
    brief = with_three_asks()
    placements = list(brief.placements.all())
    for place, placement in enumerate([placements[2], *placements[:2]]):
        BriefRecommendation.objects.filter(pk=placement.pk).update(position=place)
    redrafted(brief, title=f"{brief.title} again")

    answer = as_role("author").get(url(brief))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert sections(answer) == {"Title": ["Changed"], "Recommendations": ["Moved"]}
    assert "moved from place 3 to 1" in page
    assert '<ins><span class="diff-aloud">[added: </span> again<span class="diff-aloud">]</span></ins>' in page
    assert "What the draft, as it is stored, changes in edition 1, which readers get now." in page


def test_unchanged_draft_says_that_nothing_differs(as_role: AsRole) -> None:
    answer = as_role("editor").get(url(published().brief))
    assert sections(answer) == {}
    assert "Nothing differs." in answer.content.decode()


def test_brief_without_an_edition_is_shown_whole(as_role: AsRole) -> None:
    brief = BriefFactory()
    page = as_role("author").get(url(brief)).content.decode()
    assert "Nothing of this brief is published yet, so all of it is new." in page
    assert "The court upheld it" in page
    assert ("<ins>" in page, "<select" in page) == (False, False)


def second_edition() -> Brief:
    brief = redrafted(published().brief, title="The second title")
    published(brief)
    return redrafted(brief, title="The third title")


@pytest.mark.parametrize(
    ("query", "words", "gone"),
    [
        ("", "edition 2, which readers get now.", "second"),
        ("?edition=2", "edition 2, which readers get now.", "second"),
        ("?edition=1", "edition 1, which readers got from ", "Brief"),
    ],
)
def test_any_edition_can_be_chosen(as_role: AsRole, query: str, words: str, gone: str) -> None:
    answer = as_role("editor").get(url(second_edition()) + query)
    page = answer.content.decode()
    removed = [
        piece.text for piece in answer.context["changes"].sections[0].changes[0].words if piece.kind == "removed"
    ]

    assert answer.status_code == 200
    assert words in page
    assert "Edition 2, live" in page
    assert any(gone in text for text in removed)


@pytest.mark.parametrize("number", ["9", "0", "-1", "1.0", "x", "٣", "²", "9" * 4_000, "\x00", "1 OR 1=1"])
def test_edition_that_is_none_of_this_brief_is_named_and_the_live_one_shown(as_role: AsRole, number: str) -> None:
    published()
    answer = as_role("editor").get(url(published().brief), {"edition": number})
    assert answer.status_code == 404
    assert answer.context["error"].startswith("edition: this brief has none with the number ")
    assert answer.context["error"].endswith(". Edition 1 is shown instead.")


def test_scheduled_edition_is_compared_with_before_anything_is_live(as_role: AsRole) -> None:
    edition = published(live_from=datetime(2029, 3, 1, 10, tzinfo=UTC))
    page = as_role("publisher").get(url(edition.brief)).content.decode()
    assert "edition 1, which readers will get from 1 March 2029, 10:00" in page


def test_nobody_outside_the_desk_sees_a_draft(client: Client, as_role: AsRole) -> None:
    brief = BriefFactory()
    assert client.get(url(brief)).status_code == 302
    bare = as_role("author")
    author().groups.clear()
    assert bare.get(url(brief)).status_code == 403


def test_brief_that_is_gone_leads_back(root_client: Client) -> None:
    assert root_client.get("/admin/briefs/brief/99999999999999999999/changes/").status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_brief(as_role: AsRole, count: int) -> None:
    claims = [ClaimFactory() for _ in range(count)]
    asks = [RecommendationFactory(claims=claims) for _ in range(count)]
    brief = published(BriefFactory(recommendations=asks)).brief
    for _ in range(count - 1):
        published(redrafted(brief, title=Brief.objects.get(pk=brief.pk).title + " again"))
    brief = redrafted(brief, title="Another title")
    with CaptureQueriesContext(connection) as queries:
        assert changes_of(brief)["changes"].sections[0].title == "Title"
    assert len(queries) == 16
