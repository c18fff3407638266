"""Loading: what is written, what loading again does, and what is kept."""

import pytest
from django.contrib.auth import get_user_model

from briefs.desk.models import Actor, Article, Capture, Claim, Evidence, Lever, Recommendation, Topic
from briefs.seeding.ledger import Report
from briefs.seeding.load import load_seeds
from briefs.seeding.problems import SeedProblems
from tests.seeding.builder import SeedFiles, all_rows

pytestmark = pytest.mark.django_db

CLAIMS = "claims/media.yaml"
ARTICLE = "articles/gazette.yaml"


def counts(report: Report) -> dict[str, dict[str, int]]:
    return {noun: dict(acts) for noun, acts in report.counts.items()}


def test_first_load_writes_every_noun(files: SeedFiles) -> None:
    assert counts(load_seeds(files.directory)) == {
        "country": {"created": 1},
        "topic": {"created": 1},
        "lever": {"created": 2},
        "actor": {"created": 3},
        "article": {"created": 1},
        "capture": {"created": 1},
        "claim": {"created": 2},
        "recommendation": {"created": 2},
        "brief": {"created": 2},
        "edition": {"created": 1},
    }


def test_claim_is_written_with_its_anchored_evidence(files: SeedFiles) -> None:
    load_seeds(files.directory)
    claim = Claim.objects.get(key="outlet-closed")
    assert (claim.kind, claim.occurred_on, str(claim.occurred_latest)) == ("fact", "2024-04", "2024-04-30")
    assert [country.code for country in claim.countries.all()] == ["kg"]
    assert [topic.slug for topic in claim.topics.all()] == ["media"]
    evidence = Evidence.objects.get(claim__key="editors-regret")
    assert (evidence.anchor_state, evidence.paragraph) == ("anchored", 2)
    assert evidence.capture.text[evidence.start : evidence.end] == "The editors call it a loss."
    assert (evidence.stance, evidence.modality, evidence.attributed_to) == (
        "supports",
        "reported",
        Actor.objects.get(slug="union"),
    )


def test_article_keeps_the_unknown_unknown_and_its_digest_paragraph_by_paragraph(files: SeedFiles) -> None:
    load_seeds(files.directory)
    article = Article.objects.get()
    assert (article.outlet, article.url, article.published_on) == (None, "", "2024-05")
    assert [byline.actor.slug for byline in article.bylines.all()] == ["reporters"]
    capture = Capture.objects.get()
    assert (capture.kind, capture.method, str(capture.captured_at.date())) == ("digest", "seeds", "2024-06-01")
    assert [paragraph.number for paragraph in capture.paragraphs()] == [1, 2, 3]


def test_recommendation_is_written_with_its_parts_though_the_earlier_one_comes_later(files: SeedFiles) -> None:
    load_seeds(files.directory)
    row = Recommendation.objects.get(key="answer-in-public")
    assert [actor.slug for actor in row.addressees.all()] == ["council"]
    assert (row.lever.slug, row.proposed_by and row.proposed_by.slug, str(row.asked_on)) == (
        "dialogue",
        "union",
        "2024-05-03",
    )
    assert [base.claim.key for base in row.bases.all()] == ["outlet-closed"]
    assert [(line.relation, line.earlier.key) for line in row.lineage.all()] == [("strengthens", "answer")]
    assert [(line.status, str(line.dated)) for line in row.follow_ups.all()] == [("no response", "2024-06-01")]


def test_levers_stand_in_the_order_of_their_file(files: SeedFiles) -> None:
    load_seeds(files.directory)
    files.write("levers.yaml", "- slug: support\n  name: Support\n- slug: dialogue\n  name: Dialogue\n")
    assert counts(load_seeds(files.directory))["lever"] == {"updated": 2}
    assert [lever.slug for lever in Lever.objects.all()] == ["support", "dialogue"]


def test_scalars_stay_text_so_that_the_code_of_norway_is_not_a_truth_value(files: SeedFiles) -> None:
    files.write("countries.yaml", "- code: kg\n  name: Kyrgyzstan\n- code: no\n  name: Norway\n")
    assert counts(load_seeds(files.directory))["country"] == {"created": 2}


def test_second_load_changes_nothing_and_says_so(files: SeedFiles) -> None:
    load_seeds(files.directory)
    before = all_rows()
    report = load_seeds(files.directory)
    assert (report.changed, report.kept) == (False, [])
    assert {act for acts in report.counts.values() for act in acts} == {"unchanged"}
    assert all_rows() == before


def test_changed_file_updates_what_nobody_edited(files: SeedFiles) -> None:
    load_seeds(files.directory)
    files.replace(CLAIMS, "The editors regret the closing.", "The editors regret that it was closed.")
    assert counts(load_seeds(files.directory))["claim"] == {"unchanged": 1, "updated": 1}
    claim = Claim.objects.get(key="editors-regret")
    assert claim.statement == "The editors regret that it was closed."
    assert claim.evidence.count() == 1
    assert not load_seeds(files.directory).changed


def test_edit_at_the_desk_is_kept_and_named(files: SeedFiles) -> None:
    load_seeds(files.directory)
    topic = Topic.objects.get()
    topic.description = "Written at the desk."
    topic.save()
    files.replace("topics.yaml", "Who may report.", "Who may report what.")
    report = load_seeds(files.directory)
    assert report.kept == ["topic media: was edited at the desk, and stays as it stands there."]
    assert Topic.objects.get().description == "Written at the desk."
    assert load_seeds(files.directory).kept == report.kept


def test_edit_at_the_desk_of_an_unchanged_file_is_left_alone_without_a_word(files: SeedFiles) -> None:
    load_seeds(files.directory)
    topic = Topic.objects.get()
    topic.description = "Written at the desk."
    topic.save()
    report = load_seeds(files.directory)
    assert (report.changed, report.kept) == (False, [])
    assert Topic.objects.get().description == "Written at the desk."


def test_edited_evidence_counts_as_an_edit_of_its_claim(files: SeedFiles) -> None:
    load_seeds(files.directory)
    evidence = Evidence.objects.get(claim__key="editors-regret")
    evidence.stance = "context"
    evidence.save()
    files.replace(CLAIMS, "The editors regret the closing.", "They regret it.")
    assert load_seeds(files.directory).kept == [
        "claim editors-regret: was edited at the desk, and stays as it stands there."
    ]
    assert Evidence.objects.get(claim__key="editors-regret").stance == "context"


def test_deleted_evidence_counts_as_an_edit_of_its_claim(files: SeedFiles) -> None:
    load_seeds(files.directory)
    passages = Evidence.objects.filter(claim__key="editors-regret")
    passages._raw_delete(passages.db)
    files.replace(CLAIMS, "The editors regret the closing.", "They regret it.")
    assert counts(load_seeds(files.directory))["claim"] == {"unchanged": 1, "kept": 1}
    assert Claim.objects.get(key="editors-regret").evidence.count() == 0


def test_thing_made_at_the_desk_is_kept(files: SeedFiles) -> None:
    Topic.objects.create(slug="media", name="Media, as the desk has it")
    report = load_seeds(files.directory)
    assert report.kept == ["topic media: was made at the desk, and stays as it stands there."]
    assert Topic.objects.get().name == "Media, as the desk has it"
    assert [topic.slug for topic in Claim.objects.get(key="outlet-closed").topics.all()] == ["media"]


def test_thing_deleted_at_the_desk_stays_deleted(files: SeedFiles) -> None:
    load_seeds(files.directory)
    Lever.objects.get(slug="support").delete()
    assert load_seeds(files.directory).kept == ["lever support: was deleted at the desk, and stays so."]
    assert [lever.slug for lever in Lever.objects.all()] == ["dialogue"]


def test_naming_what_was_deleted_at_the_desk_is_refused(files: SeedFiles) -> None:
    load_seeds(files.directory)
    Lever.objects.get(slug="support").delete()
    files.replace("recommendations/asked.yaml", "lever: dialogue\n  claims", "lever: support\n  claims")
    assert files.problems() == [
        "seeds/recommendations/asked.yaml, line 17, recommendation answer, lever: “support” was deleted at the desk. "
        "Take it out here, or add it there again."
    ]


def test_changed_digest_is_a_new_capture_and_takes_the_evidence_along(files: SeedFiles) -> None:
    load_seeds(files.directory)
    files.replace(ARTICLE, "The editors call", "In a letter of May they answer. The editors call")
    report = load_seeds(files.directory)
    assert counts(report)["capture"] == {"created": 1}
    assert counts(report)["claim"] == {"unchanged": 2}
    newest = Capture.objects.latest("pk")
    assert Capture.objects.count() == 2
    for evidence in Evidence.objects.all():
        assert (evidence.capture, evidence.anchor_state) == (newest, "anchored")
        assert newest.text[evidence.start : evidence.end] == evidence.exact
    files.replace(CLAIMS, "The editors regret the closing.", "They regret it.")
    assert counts(load_seeds(files.directory))["claim"] == {"unchanged": 1, "updated": 1}


def test_evidence_of_the_desk_that_a_new_digest_does_not_hold_is_orphaned(files: SeedFiles) -> None:
    load_seeds(files.directory)
    evidence = Evidence.objects.get(claim__key="editors-regret")
    evidence.pk, evidence.exact = None, "The council is asked to answer the editors in public."
    evidence._state.adding, evidence.start, evidence.end = True, 70, 90
    evidence.save()
    files.replace(ARTICLE, "The council is asked to answer the editors in public.", "Nobody else is heard.")
    load_seeds(files.directory)
    assert Evidence.objects.get(pk=evidence.pk).anchor_state == "orphaned"


def test_load_that_fails_while_writing_leaves_nothing(files: SeedFiles) -> None:
    before = all_rows()
    files.replace("briefs/after-the-closing/edition-1.md", "The outlet is closed [", "In 2019 it closed.\n\nIt is [")
    assert files.problems() == [
        "seeds/briefs/after-the-closing/edition-1.md, line 14, brief after-the-closing, body: “In 2019 it closed. …” "
        "gives 2019, which no claim cited there holds. Cite one that does, or leave the figure out."
    ]
    assert all_rows() == before
    assert get_user_model().objects.count() == 0


def test_check_tries_everything_and_writes_nothing(files: SeedFiles) -> None:
    before = all_rows()
    assert counts(load_seeds(files.directory, check_only=True))["edition"] == {"created": 1}
    assert all_rows() == before
    files.replace("briefs/after-the-closing/edition-1.md", "change_note: First edition.", "change_note: ''")
    with pytest.raises(SeedProblems, match="change_note: is empty"):
        load_seeds(files.directory, check_only=True)
