"""manage.py load_seeds parses, calls and prints."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from briefs.desk.models import Topic
from tests.seeding.builder import SeedFiles

pytestmark = pytest.mark.django_db


def run(*args: str) -> list[str]:
    out = StringIO()
    call_command("load_seeds", *args, stdout=out)
    return out.getvalue().splitlines()


def test_command_prints_a_line_a_noun(files: SeedFiles) -> None:
    assert run(str(files.directory)) == [
        "country: 1 created",
        "topic: 1 created",
        "lever: 2 created",
        "actor: 3 created",
        "article: 1 created",
        "capture: 1 created",
        "claim: 2 created",
        "recommendation: 2 created",
        "brief: 2 created",
        "edition: 1 created",
        "Seeds loaded.",
    ]


def test_command_says_that_nothing_changed(files: SeedFiles) -> None:
    run(str(files.directory))
    assert run(str(files.directory))[-1] == "Seeds loaded; nothing changed."


def test_command_names_what_was_kept(files: SeedFiles) -> None:
    Topic.objects.create(slug="media", name="As the desk has it")
    assert run(str(files.directory))[-2:] == [
        "kept: topic media: was made at the desk, and stays as it stands there.",
        "Seeds loaded.",
    ]


def test_check_writes_nothing(files: SeedFiles) -> None:
    assert run(str(files.directory), "--check")[-1] == "The seeds can be loaded. Nothing was written."
    assert Topic.objects.count() == 0


def test_wrong_content_exits_with_1(files: SeedFiles) -> None:
    files.replace("topics.yaml", "  name: Media", "  nmae: Media")
    with pytest.raises(CommandError) as caught:
        run(str(files.directory))
    assert caught.value.returncode == 1
    assert str(caught.value).splitlines() == [
        "2 problems, so nothing was written:",
        "seeds/topics.yaml, line 1, topic media, name: is missing. Write it.",
        "seeds/topics.yaml, line 2, topic media, nmae: is an unknown field. Did you mean name?",
    ]


def test_missing_directory_exits_with_2(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        run(str(tmp_path / "nowhere"))
    assert caught.value.returncode == 2
    assert str(caught.value) == (f"{tmp_path}/nowhere is not a directory. Name the directory that holds the seeds.")


def test_directory_without_seeds_exits_with_2(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        run(str(tmp_path))
    assert caught.value.returncode == 2
    assert str(caught.value).startswith(f"{tmp_path} holds no seeds. Expected are countries.yaml; ")


def test_progress_is_shown_on_a_terminal_alone(files: SeedFiles) -> None:
    terminal, pipe = StringIO(), StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    for stream in (terminal, pipe):
        call_command("load_seeds", str(files.directory), stdout=stream, no_color=True)
    nouns = ["files", "countries", "topics", "levers", "actors", "articles", "claims", "recommendations", "briefs"]
    assert terminal.getvalue().splitlines()[: len(nouns)] == [f"Loading {noun} …" for noun in nouns]
    assert "Loading" not in pipe.getvalue()
