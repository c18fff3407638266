"""Two people save one brief again and again, through its form; see that no acknowledged save is lost.

    DATABASE_URL=sqlite:///var/writers.sqlite3 .venv/bin/python -m benchmarks.two_writers --times 300

Two processes open the form, change a paragraph each (every other time the same one) and send it. What a conflict page
shows is settled there and sent again. Every text that was acknowledged must stand in the history, every other one on
the conflict page its writer got. The database must be empty or this script's own. Exit 1 on the first fault.
"""

import argparse
import json
import os
import re
import sys
import time
from dataclasses import asdict, dataclass, field
from html import unescape
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from briefs.desk.models import Brief
from briefs.desk.roles import provide_roles
from tests.admin.pages import change_url, login, open_form, read_form
from tests.factories import author, editor

WRITERS = {"author": author, "editor": editor}
SHARED = "Both write here."


@dataclass
class Tally:
    """What one writer was told."""

    acknowledged: list[str] = field(default_factory=list)
    conflicts: int = 0
    faults: list[str] = field(default_factory=list)


def write(name: str, pk: int, times: int, together: Barrier, results: Any) -> None:
    """Save ``times`` times as one person, and hand in what was acknowledged."""
    tally = Tally()
    client, url = login(WRITERS[name]()), change_url(Brief(pk=pk))
    together.wait()
    for turn in range(times):
        word = f"{name}{turn}"
        form = open_form(client, url)
        form["body"] = changed(form["body"], name if turn % 2 else SHARED.split()[0], word)
        answer = client.post(url, form)
        if answer.status_code == 200:
            page = answer.content.decode()
            if "Two edits met" not in page or word not in page:
                tally.faults.append(f"{word}: refused without a page that shows it")
                continue
            tally.conflicts += 1
            settled = read_form(answer)
            settled |= {choice: mine for choice, mine in yours_of(page).items() if choice in settled}
            answer = client.post(url, settled)
        if answer.status_code == 302:
            tally.acknowledged.append(word)
        elif answer.status_code == 200 and word in answer.content.decode():
            tally.conflicts += 1
        else:
            tally.faults.append(f"{word}: answered {answer.status_code}")
    results.put(json.dumps(asdict(tally)))


def changed(body: str, begins: str, word: str) -> str:
    """The text with a word more in the paragraph that begins so, as a browser posts it."""
    paragraphs = [f"{begins} {word}" if part.startswith(begins) else part for part in body.split("\n\n")]
    return "\r\n\r\n".join(paragraphs)


def yours_of(page: str) -> dict[str, str]:
    """Of each paragraph both changed, the one's own text."""
    radios = re.findall(r'type="radio" name="([^"]+)" value="([^"]*)" id="[^"]+-yours"', page)
    return {name: unescape(value) for name, value in radios}


def run(times: int) -> tuple[list[Tally], Brief, float]:
    """Both writers at once on a new brief; what they were told, the brief, and the seconds it took."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    provide_roles(apps)
    for make in WRITERS.values():
        make()
    body = f"{SHARED}\n\nNobody writes here.\n\nauthor\n\nNor here.\n\neditor"
    brief = Brief.objects.create(slug=f"writers-{os.getpid()}-{time.time_ns()}", title="Two writers", body=body)
    connection.close()
    if connection.vendor == "postgresql" and hasattr(connection, "close_pool"):
        connection.close_pool()
    context = get_context("fork")
    together, results = context.Barrier(len(WRITERS)), context.Queue()
    writers = [context.Process(target=write, args=(name, brief.pk, times, together, results)) for name in WRITERS]
    started = time.monotonic()
    for writer in writers:
        writer.start()
    tallies = [Tally(**json.loads(results.get(timeout=3600))) for _ in writers]
    for writer in writers:
        writer.join()
    return tallies, Brief.objects.get(pk=brief.pk), time.monotonic() - started


def lost_words(tallies: list[Tally], brief: Brief) -> list[str]:
    """Acknowledged texts that no version in the history holds."""
    bodies = brief.history.values_list("body", flat=True)
    there = {word for body in bodies for word in body.split()}
    return [word for tally in tallies for word in tally.acknowledged if word not in there]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=300, help="How often each of the two saves (300).")
    tallies, brief, seconds = run(parser.parse_args().times)
    lost = lost_words(tallies, brief)
    acknowledged = sum(len(tally.acknowledged) for tally in tallies)
    faults = [fault for tally in tallies for fault in tally.faults]
    if brief.version != 1 + acknowledged:
        faults.append(f"the brief has version {brief.version} after {acknowledged} acknowledged saves")
    for fault in [*faults, *(f"{word}: acknowledged and lost" for word in lost)]:
        print(fault, file=sys.stderr)
    conflicts = sum(tally.conflicts for tally in tallies)
    print(
        f"{connection.vendor}: {acknowledged} saves acknowledged, {conflicts} conflicts shown, lost={len(lost)}, "
        f"{len(faults)} faults, {seconds:.0f} s."
    )
    return 1 if faults or lost else 0


if __name__ == "__main__":
    sys.exit(main())
