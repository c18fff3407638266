"""Briefs: editions are published in the order of their numbers by three people; a draft goes to review."""

import pytest
from django.contrib.auth import get_user_model

from briefs.desk.models import Brief
from briefs.desk.services.drafts import save_draft
from briefs.publishing import return_brief
from briefs.record.models import Edition
from briefs.seeding.load import load_seeds
from tests.seeding.builder import FILES, SeedFiles, all_rows

pytestmark = pytest.mark.django_db

FIRST = "briefs/after-the-closing/edition-1.md"
SECOND = "briefs/after-the-closing/edition-2.md"
DRAFT = "briefs/what-comes-next/draft.md"

SECOND_TEXT = (
    FILES[FIRST]
    .replace("title: After the closing", "title: Long after the closing")
    .replace("change_note: First edition.", "change_note: The title says when.\ncorrection: {kind: addendum, note: x}")
)


def test_edition_is_published_by_three_people(files: SeedFiles) -> None:
    load_seeds(files.directory)
    edition = Edition.objects.get()
    assert (edition.slug, edition.number, edition.update_type, edition.change_note) == (
        "after-the-closing",
        1,
        "major",
        "First edition.",
    )
    approval = edition.brief.approvals.get()
    assert (approval.edited_by.username, approval.approved_by.username, edition.published_by.username) == (
        "author",
        "editor",
        "publisher",
    )
    document = edition.parse()
    assert [claim.key for claim in document.claims] == ["outlet-closed", "editors-regret"]
    assert [item.key for item in document.recommendations] == ["answer", "answer-in-public"]


def test_accounts_are_made_with_a_role_and_without_a_password(files: SeedFiles) -> None:
    load_seeds(files.directory)
    users = get_user_model().objects.order_by("username")
    assert [(u.username, u.groups.get().name, u.is_staff, u.has_usable_password()) for u in users] == [
        ("author", "Author", True, False),
        ("editor", "Editor", True, False),
        ("publisher", "Publisher", True, False),
    ]


@pytest.mark.parametrize(
    ("username", "problem"),
    [
        ("author", "author may not submit a brief."),
        ("editor", "editor may not approve a brief."),
        ("publisher", "publisher may not publish a brief."),
    ],
)
def test_account_that_may_not_do_its_part_is_named(files: SeedFiles, username: str, problem: str) -> None:
    get_user_model().objects.create_user(username)
    assert files.problems()[0] == (
        "seeds/briefs/after-the-closing/edition-1.md, line 2, brief after-the-closing: "
        f"{problem} Ask somebody whose role allows it."
    )


def test_draft_goes_to_review_and_not_to_the_public(files: SeedFiles) -> None:
    load_seeds(files.directory)
    brief = Brief.objects.get(slug="what-comes-next")
    assert (brief.state, brief.title, brief.editions.count()) == ("in review", "What comes next", 0)
    assert [byline.actor.slug for byline in brief.bylines.all()] == ["union"]


def test_two_editions_are_published_at_the_first_load(files: SeedFiles) -> None:
    files.write(SECOND, SECOND_TEXT)
    load_seeds(files.directory)
    assert list(Edition.objects.order_by("number").values_list("number", "title", "correction__kind")) == [
        (1, "After the closing", None),
        (2, "Long after the closing", "addendum"),
    ]


def test_new_edition_is_published_and_the_old_one_left_alone(files: SeedFiles) -> None:
    load_seeds(files.directory)
    before = all_rows()["Edition"]
    files.write(SECOND, SECOND_TEXT)
    report = load_seeds(files.directory)
    assert dict(report.counts["edition"]) == {"unchanged": 1, "created": 1}
    assert dict(report.counts["brief"]) == {"updated": 1, "unchanged": 1}
    assert all_rows()["Edition"][:1] == before
    assert not load_seeds(files.directory).changed


def test_changed_file_of_a_published_edition_changes_nothing_and_is_named(files: SeedFiles) -> None:
    load_seeds(files.directory)
    before = all_rows()
    files.replace(FIRST, "title: After the closing", "title: Before the closing")
    report = load_seeds(files.directory)
    assert report.kept == [
        "edition after-the-closing/1: is published and never changes. Write the next edition instead."
    ]
    assert all_rows() == before


def test_changed_draft_is_submitted_again(files: SeedFiles) -> None:
    load_seeds(files.directory)
    files.replace(DRAFT, "Nobody knows yet.", "Nobody can know yet.")
    assert dict(load_seeds(files.directory).counts["brief"]) == {"unchanged": 1, "updated": 1}
    brief = Brief.objects.get(slug="what-comes-next")
    assert (brief.state, brief.summary) == ("in review", "Nobody can know yet.")


def test_draft_that_becomes_an_edition_is_published(files: SeedFiles) -> None:
    load_seeds(files.directory)
    text = FILES[DRAFT].replace("authors:", "key_messages: [Wait.]\nupdate_type: minor\nauthors:")
    (files.directory / DRAFT).unlink()
    files.write("briefs/what-comes-next/edition-1.md", text)
    load_seeds(files.directory)
    assert Brief.objects.get(slug="what-comes-next").state == "published"
    assert Edition.objects.filter(slug="what-comes-next").count() == 1


def test_draft_beside_editions_is_submitted_after_they_are_published(files: SeedFiles) -> None:
    files.write("briefs/after-the-closing/draft.md", FILES[DRAFT])
    load_seeds(files.directory)
    brief = Brief.objects.get(slug="after-the-closing")
    assert (brief.state, brief.title, brief.editions.get().title) == (
        "in review",
        "What comes next",
        "After the closing",
    )


def test_brief_edited_at_the_desk_is_kept_whole(files: SeedFiles) -> None:
    load_seeds(files.directory)
    brief = Brief.objects.get(slug="what-comes-next")
    return_brief(brief=brief, by=get_user_model().objects.get(username="editor"), reason="The title.")
    brief.summary = "Written at the desk."
    save_draft(brief=brief, by=get_user_model().objects.get(username="author"))
    files.replace(DRAFT, "Nobody knows yet.", "Nobody can know yet.")
    files.write("briefs/what-comes-next/edition-1.md", SECOND_TEXT)
    report = load_seeds(files.directory)
    assert report.kept == ["brief what-comes-next: was edited at the desk, and stays as it stands there."]
    assert dict(report.counts["edition"]) == {"unchanged": 1, "kept": 1}
    brief.refresh_from_db()
    assert (brief.state, brief.summary, brief.editions.count()) == ("draft", "Written at the desk.", 0)


def test_brief_with_more_editions_than_files_is_kept(files: SeedFiles) -> None:
    files.write(SECOND, SECOND_TEXT)
    load_seeds(files.directory)
    before = all_rows()
    (files.directory / SECOND).unlink()
    assert load_seeds(files.directory).kept == [
        "brief after-the-closing: has more editions (2) than files (1), and stays as it stands."
    ]
    assert all_rows() == before


def test_what_publishing_objects_to_is_named_at_its_place_for_all_briefs(files: SeedFiles) -> None:
    files.replace(FIRST, "key_messages:\n  - The editors regret it [@editors-regret].\n", "")
    files.replace("claims/media.yaml", "paragraph: 1\n", "paragraph: 1\n      stance: context\n")
    files.replace("recommendations/asked.yaml", "  claims: [editors-regret]\n", "")
    files.write("briefs/what-comes-next/edition-1.md", SECOND_TEXT.replace("authors: [union]\n", ""))
    assert files.problems() == [
        "seeds/briefs/after-the-closing/edition-1.md, line 2, brief after-the-closing, key_messages: is empty. Write "
        "it before publishing.",
        "seeds/claims/media.yaml, line 9, claim outlet-closed, evidence: has no passage that supports it. Add one.",
        "seeds/claims/media.yaml, line 2, claim outlet-closed, statement: says April 2024, which none of its passages "
        "holds. Correct it or add the passage.",
        "seeds/recommendations/asked.yaml, line 14, recommendation answer, claims: rests on no claim. Add at least "
        "one.",
        "seeds/briefs/what-comes-next/edition-1.md, line 2, brief what-comes-next, authors: nobody is named. Add at "
        "least one author.",
    ]
