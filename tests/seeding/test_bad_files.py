"""Each wrong file is named with its line, its cause and what to write; nothing is written."""

import pytest

from briefs.desk.models.briefs import MAX_BODY
from tests.seeding.builder import FILES, SeedFiles, all_rows

pytestmark = pytest.mark.django_db

CLAIMS = "claims/media.yaml"


def test_tab_is_refused(files: SeedFiles) -> None:
    files.replace(CLAIMS, "  kind: fact", "\tkind: fact")
    assert files.problems() == [
        "seeds/claims/media.yaml, line 3: holds a tab, which YAML cannot count as indentation. Write spaces instead."
    ]


def test_broken_yaml_is_refused_with_its_line(files: SeedFiles) -> None:
    files.replace(CLAIMS, "One article says so.", "One article: says so.")
    assert files.problems() == [
        "seeds/claims/media.yaml, line 8: is not YAML here (mapping values are not allowed in this context). Check "
        "the indentation; put a text that holds “: ” or begins with a sign between quotation marks."
    ]


def test_field_that_stands_twice_is_refused(files: SeedFiles) -> None:
    files.replace(CLAIMS, "  kind: fact", "  kind: fact\n  kind: position")
    assert files.problems() == [
        "seeds/claims/media.yaml, line 4, 1, kind: “kind” stands here twice, first in line 3. Keep one."
    ]


def test_nul_byte_is_refused(files: SeedFiles) -> None:
    files.replace(CLAIMS, "One article", "One\0article")
    assert files.problems() == [
        "seeds/claims/media.yaml: Line 8 holds the control character U+0000, which no text may hold: remove it, or "
        "copy the text again from its source."
    ]


def test_nul_written_as_an_escape_is_refused(files: SeedFiles) -> None:
    files.replace(CLAIMS, "One article says so.", '"One\\0article"')
    assert files.problems() == [
        "seeds/claims/media.yaml, line 8, 1, confidence_reason: holds a control character, which no text may hold. "
        "Remove it."
    ]


def test_text_that_is_not_utf_8_is_refused(files: SeedFiles) -> None:
    files.write("topics.yaml", FILES["topics.yaml"].replace("Media", "Médias").encode("latin-1"))
    assert files.problems() == ["seeds/topics.yaml, line 2: byte 0xe9 is not UTF-8. Save the file as UTF-8."]


def test_alias_bomb_is_refused_without_being_expanded(files: SeedFiles) -> None:
    files.write("topics.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n")
    assert files.problems() == ["seeds/topics.yaml, line 1: uses the anchor or alias “a”. Write the value out."]


def test_python_tag_is_refused(files: SeedFiles) -> None:
    files.write("topics.yaml", "- slug: !!python/object/apply:os.system [true]\n")
    assert files.problems() == [
        "seeds/topics.yaml, line 1: uses the tag tag:yaml.org,2002:python/object/apply:os.system. Leave it out; "
        "seeds are plain text."
    ]


def test_deep_nesting_is_refused(files: SeedFiles) -> None:
    files.write("topics.yaml", "[" * 100_000)
    assert files.problems() == ["seeds/topics.yaml, line 1: is nested more than 20 deep. Close a bracket."]


def test_body_over_the_limit_is_refused(files: SeedFiles) -> None:
    files.write("briefs/what-comes-next/draft.md", "---\ntitle: Long\nauthors: [union]\n---\n" + "word " * 200_000)
    assert files.problems() == [
        f"seeds/briefs/what-comes-next/draft.md, line 5, brief what-comes-next, body: has 999999 characters, and "
        f"{MAX_BODY} fit. Shorten it, or make two briefs of it."
    ]


def test_file_of_many_megabytes_is_refused_unread(files: SeedFiles) -> None:
    files.write("topics.yaml", b"#" * 5_000_001)
    assert files.problems() == ["seeds/topics.yaml: is larger than 5 MB. Split it."]


def test_brief_without_front_matter_is_refused(files: SeedFiles) -> None:
    files.write("briefs/what-comes-next/draft.md", "# What comes next\n")
    assert files.problems() == [
        "seeds/briefs/what-comes-next/draft.md, line 1: has no front matter. Begin with a line ---, the fields, and "
        "another line ---."
    ]


def test_file_that_nothing_reads_is_named(files: SeedFiles) -> None:
    files.write("claims/more.yml", "")
    files.write("topic.yaml", "")
    files.write("README.md", "How to edit these files.")
    layout = (
        "Expected are countries.yaml; topics.yaml; levers.yaml; actors.yaml; articles/KEY.yaml; claims/*.yaml; "
        "recommendations/*.yaml; briefs/SLUG/edition-N.md, draft.md."
    )
    assert files.problems() == [
        f"seeds/claims/more.yml: is no file that is read here. {layout}",
        f"seeds/topic.yaml: is no file that is read here. Did you mean topics.yaml? {layout}",
    ]


def test_gap_between_editions_is_refused(files: SeedFiles) -> None:
    files.write("briefs/after-the-closing/edition-3.md", FILES["briefs/after-the-closing/edition-1.md"])
    files.write("briefs/after-the-closing/edition-02.md", FILES["briefs/after-the-closing/edition-1.md"])
    assert files.problems() == [
        "seeds/briefs/after-the-closing/edition-02.md: is neither draft.md nor edition-N.md, N being a number from "
        "1. Rename it.",
        "seeds/briefs/after-the-closing/edition-3.md, line 2, brief after-the-closing: edition-2.md is missing. "
        "Editions are numbered from 1 without a gap.",
    ]


def test_all_problems_of_all_files_come_at_once_and_nothing_is_written(files: SeedFiles) -> None:
    before = all_rows()
    files.replace("topics.yaml", "  name: Media", "\tname: Media")
    files.replace(CLAIMS, "2024-04\n", "2024-13\n")
    files.replace("actors.yaml", "kind: person", "kind: human")
    assert [problem.split(":")[0] for problem in files.problems()] == [
        "seeds/actors.yaml, line 3, actor reporters, kind",
        "seeds/claims/media.yaml, line 4, claim outlet-closed, occurred_on",
        "seeds/topics.yaml, line 2",
    ]
    assert all_rows() == before
