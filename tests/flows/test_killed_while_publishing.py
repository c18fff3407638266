"""A publisher is killed twenty times at random moments. benchmarks/kill_publishing.py does it two hundred times."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_publisher_killed_at_random_moments_leaves_nothing_half_published_and_loses_nothing(database_url):
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.kill_publishing", "--times", "20"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "0 half-published, 0 lost, 0 findings." in done.stdout
