import pytest

from briefs.desk.models import FollowUp
from briefs.seeding.load import load_seeds
from tests.factories import editor
from tests.follow_ups import told
from tests.seeding.builder import SeedFiles

pytestmark = pytest.mark.django_db

PATH = "recommendations/asked.yaml"


def add(files: SeedFiles, after: str, status: str, day: str) -> None:
    """Load the seeds with one more follow-up."""
    line = f"      dated: {after}\n"
    files.replace(PATH, line, f"{line}    - status: {status}\n      dated: {day}\n")
    load_seeds(files.directory)


def test_loading_again_keeps_what_was_published_on_its_own(files: SeedFiles) -> None:
    load_seeds(files.directory)
    add(files, "2024-06-01", "accepted", "2024-07-01")
    row = told(FollowUp.objects.get(status="accepted"), by=editor())

    add(files, "2024-07-01", "rejected", "2024-08-01")

    found = FollowUp.objects.values_list("status", "dated__month")
    assert list(found) == [("no response", 6), ("accepted", 7), ("rejected", 8)]
    assert FollowUp.objects.get(status="accepted").publications.get() == row
