"""Two people save one brief at once, a few times. benchmarks/two_writers.py does it three hundred times each."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_acknowledged_save_of_two_writers_is_in_the_history_or_in_a_conflict_shown(database_url):
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.two_writers", "--times", "8"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    assert "lost=0, 0 faults" in done.stdout
