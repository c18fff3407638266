import os
from pathlib import Path

import pytest

from config.checks import writing_fault


def test_missing_directory_is_made(tmp_path: Path) -> None:
    assert writing_fault(tmp_path / "var" / "b.sqlite3") == ""
    assert (tmp_path / "var").is_dir()


def test_file_in_place_of_a_directory_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    fault = writing_fault(tmp_path / "var" / "b.sqlite3")
    assert fault == f"the directory {tmp_path / 'var'} can't be made (File exists)"


def test_directory_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.sqlite3").mkdir()
    assert writing_fault(tmp_path / "b.sqlite3") == "it is a directory"


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [("", "the directory {} is not writable"), ("b.sqlite3", "the file is not writable")],
)
def test_missing_permission_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str, sentence: str
) -> None:
    (tmp_path / "b.sqlite3").write_text("")
    # Root may write everywhere, so the answer of the system is played here.
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path / refused)
    assert writing_fault(tmp_path / "b.sqlite3") == sentence.format(tmp_path)
