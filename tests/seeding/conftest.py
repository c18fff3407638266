from pathlib import Path

import pytest

from tests.seeding.builder import SeedFiles


@pytest.fixture
def files(tmp_path: Path) -> SeedFiles:
    """A directory of seeds that loads."""
    return SeedFiles(tmp_path)
