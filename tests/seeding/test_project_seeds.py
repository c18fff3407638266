"""The content that ships keeps its promises."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import TestCase

from briefs.desk.models import Article, Brief, Capture, Claim, Evidence, Lever, Recommendation
from briefs.record.models import Edition
from briefs.seeding.load import load_seeds
from briefs.text.citations import number_citations
from tests.conftest import SOURCES

SEEDS = Path(settings.BASE_DIR) / "seeds"
EU = "what-the-eu-should-do-in-kyrgyzstan"
ELECTION = "what-the-election-of-30-november-decides"
DRAFT = "russian-media-in-kyrgyzstan"
QUOTE = 8
"""So many words in a row of a source would be a copy; a quotation stays under it."""


class ProjectSeedsTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_seeds(SEEDS)

    def test_second_load_changes_nothing(self) -> None:
        report = load_seeds(SEEDS)
        assert (report.changed, report.kept) == (False, [])

    def test_every_claim_rests_on_anchored_evidence_that_supports_it(self) -> None:
        assert Claim.objects.count() >= 45
        supported = Claim.objects.filter(evidence__stance=Evidence.Stance.SUPPORTS).distinct()
        assert set(supported) == set(Claim.objects.all())
        states = set(Evidence.objects.values_list("anchor_state", flat=True))
        assert states == {Evidence.AnchorState.ANCHORED}

    def test_every_paragraph_of_the_digests_is_cited(self) -> None:
        cited = set(Evidence.objects.values_list("capture__article__key", "paragraph"))
        captures = Capture.objects.select_related("article")
        written = {(c.article.key, paragraph.number) for c in captures for paragraph in c.paragraphs()}
        assert written - cited == set()

    def test_what_both_articles_carry_has_evidence_from_both(self) -> None:
        articles = Article.objects.all()
        both = Claim.objects.all()
        for article in articles:
            both = both.filter(evidence__capture__article=article)
        assert articles.count() == 2
        assert {"visit-25-27-november", "csto-meeting-in-programme"} <= set(both.values_list("key", flat=True))

    def test_source_without_title_outlet_byline_and_date_has_none(self) -> None:
        article = Article.objects.get(key="unsigned-bishkek-article")
        assert (article.title, article.outlet, article.published_on, article.url) == ("", None, "", "")
        assert article.bylines.count() == 0

    def test_two_briefs_are_published_at_length_and_with_their_claims(self) -> None:
        assert list(Edition.objects.live().order_by("slug").values_list("slug", "number")) == [(ELECTION, 1), (EU, 2)]
        for edition in Edition.objects.all():
            document = edition.parse()
            cited = number_citations(document.summary, *document.key_messages, document.body)
            assert document.word_count >= 900
            assert len(cited) >= 20

    def test_second_edition_of_the_first_brief_is_major_and_says_what_changed(self) -> None:
        edition = Edition.objects.get(slug=EU, number=2)
        assert edition.update_type == "major"
        assert len(edition.change_note.split()) >= 10

    def test_third_brief_is_under_review_and_not_public(self) -> None:
        assert Brief.objects.get(slug=DRAFT).state == Brief.State.IN_REVIEW
        assert not Edition.objects.filter(slug=DRAFT).exists()

    def test_demands_of_others_are_told_from_the_recommendations_of_the_desk(self) -> None:
        by_whom = Recommendation.objects.values_list("proposed_by__slug", flat=True).distinct()
        assert set(by_whom) == {None, "norwegian-helsinki-committee", "un-working-group-arbitrary-detention"}
        assert not Recommendation.objects.filter(claims=None).exists()
        assert not Recommendation.objects.filter(addressees=None).exists()

    def test_levers_of_the_desk_are_those_of_the_file_each_with_a_recommendation(self) -> None:
        slugs = re.findall(r"^- slug: (.+)$", (SEEDS / "levers.yaml").read_text(), re.MULTILINE)
        assert list(Lever.objects.values_list("slug", flat=True)) == slugs
        assert not Lever.objects.filter(recommendations=None).exists()


def runs_of_words(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[start : start + QUOTE]) for start in range(len(words) - QUOTE + 1)}


@pytest.mark.sources
def test_no_sentence_of_a_source_is_copied() -> None:
    copied_from = set().union(*(runs_of_words(path.read_text()) for path in SOURCES.glob("*.txt")))
    assert copied_from
    for path in SEEDS.rglob("*.*"):
        # The title under which an article was published is its name, not a copy of it.
        text = re.sub(r"(?m)^title: .*$", "", path.read_text()) if path.parent.name == "articles" else path.read_text()
        assert runs_of_words(text) & copied_from == set(), path.name
