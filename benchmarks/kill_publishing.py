"""Kill a publisher with SIGKILL at random moments; see that nothing is half-published and nothing acknowledged lost.

    DATABASE_URL=sqlite:///var/kill.sqlite3 .venv/bin/python -m benchmarks.kill_publishing --times 200

Each time a child process publishes an approved draft and acknowledges the edition through a pipe; it is killed at a
random moment between its start and half as long again as publishing takes. The database must be empty or this
script's own. Exit 1 on the first fault.
"""

import argparse
import os
import random
import select
import signal
import sys
import time
import uuid

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from briefs.desk.models import Brief
from briefs.desk.roles import provide_roles
from briefs.publishing import approve_brief, build_content, publish_edition, submit_brief
from briefs.record.indexes import INDEXES
from briefs.record.integrity import verify_record
from briefs.record.models import Edition
from tests.factories import BriefFactory, author, editor, published, publisher

LETTERS = str.maketrans("0123456789", "ghijklmnop")


def make_ready(pk: int) -> Brief:
    """A new approved draft of the brief, wherever the last kill left it."""
    brief = Brief.objects.get(pk=pk)
    if brief.state in {"draft", "published"}:
        brief.state, brief.title, brief.edited_by = "draft", f"Title {uuid.uuid4().hex.translate(LETTERS)}", author()
        brief.save()
        submit_brief(brief=brief, by=author())
    if brief.state == "in review":
        approve_brief(brief=brief, by=editor(), content_sha256=build_content(brief).sha256())
    return Brief.objects.get(pk=pk)


def publish_once(brief: Brief) -> Edition:
    return publish_edition(brief=brief, by=publisher(), update_type="major", change_note="Again.")


def run_and_kill(brief: Brief, wait: float | None) -> list[tuple[int, str]]:
    """Publish in a child, kill it after ``wait`` seconds, give what it acknowledged: edition number and hash.

    Without ``wait`` it is killed once it has acknowledged.
    """
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        edition = publish_once(brief)
        os.write(writing, f"{edition.number} {edition.sha256}\n".encode())
        time.sleep(60)
    os.close(writing)
    if wait is None:
        select.select([reading], [], [])
    else:
        time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        lines = [line.split() for line in pipe.read().splitlines()]
    return [(int(number), sha256) for number, sha256 in lines]


def faults(pk: int, acknowledged: list[tuple[int, str]], first: int) -> list[str]:
    """What is wrong with the editions from number ``first`` on."""
    found = []
    editions = {e.number: e for e in Edition.objects.filter(brief=pk, number__gte=first)}
    for number, sha256 in acknowledged:
        if number not in editions or editions[number].sha256 != sha256:
            found.append(f"edition {number} was acknowledged and is lost")
    for edition in editions.values():
        document = edition.parse()
        rows = sum(index.objects.filter(edition=edition).count() for index in INDEXES)
        expected = len(document.claims) + len(document.recommendations) + len(document.articles) + len(document.actors)
        if rows != expected:
            found.append(f"edition {edition.number} has {rows} index rows instead of {expected}")
    brief = Brief.objects.get(pk=pk)
    newest = Edition.objects.filter(brief=pk).order_by("-number").first()
    if brief.state == "published" and (newest is None or newest.title != brief.title):
        found.append("the brief says published, but its newest edition is another")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200, help="How often to kill (200).")
    parser.add_argument("--seed", type=int, help="Seed of the random moments; random when left out.")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(10**6)
    chance = random.Random(seed)
    call_command("migrate", run_syncdb=True, verbosity=0)
    provide_roles(apps)
    pk = published(BriefFactory(slug=f"kill-{os.getpid()}-{time.time_ns()}")).brief_id
    brief = make_ready(pk)
    started = time.monotonic()
    run_and_kill(brief, None)
    longest = 1.5 * (time.monotonic() - started)
    total, first = 0, 1
    for turn in range(1, options.times + 1):
        acknowledged = run_and_kill(make_ready(pk), chance.uniform(0.0, longest))
        total += len(acknowledged)
        found = faults(pk, acknowledged, first)
        if found:
            print(f"Kill {turn} (seed {seed}): " + "; ".join(found), file=sys.stderr)
            return 1
        first = Edition.objects.filter(brief=pk).count() + 1
    findings = [finding.message for found_here in verify_record() for finding in found_here]
    for message in findings:
        print(message, file=sys.stderr)
    editions = Edition.objects.filter(brief=pk).count() - 2
    print(
        f"{options.times} kills (seed {seed}): {total} editions acknowledged, {editions} there, "
        f"0 half-published, 0 lost, {len(findings)} findings."
    )
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
