"""Processor time of opening the workbench for a brief that cites 40 claims.

    DATABASE_URL=sqlite:///var/bench.sqlite3 .venv/bin/python -m benchmarks.workbench --times 50

Tables are made in the database named, which must be empty or this script's own. Prints the queries a request makes
and the processor time of this process, median and 95th percentile. Exit 1 when either is above its limit.
"""

import argparse
import os
import sys
import time
from statistics import median, quantiles

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefs.desk.models import Brief
from briefs.desk.roles import provide_roles
from tests.factories import author
from tests.large_briefs import large_brief

MOST_QUERIES = 25
MOST_MILLISECONDS = 80
CLAIMS = 40


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=50, help="how many requests are measured")
    times = max(2, parser.parse_args().times)
    call_command("migrate", run_syncdb=True, verbosity=0)
    provide_roles(apps)
    brief = Brief.objects.filter(slug="large").first() or large_brief(CLAIMS)
    client = Client()
    client.force_login(author())
    url = f"/admin/briefs/brief/{brief.pk}/change/"
    for _ in range(3):
        answer = client.get(url)
        if answer.status_code != 200:
            print(f"The workbench answered {answer.status_code}.")
            return 1
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
        asked = len(queries)
    taken = []
    for _ in range(times):
        began = time.process_time()
        client.get(url)
        taken.append((time.process_time() - began) * 1000)
    print(f"{CLAIMS} claims, {len(answer.content):,} bytes, {connection.vendor}")
    print(f"queries: {asked} (at most {MOST_QUERIES})")
    print(f"processor time: median {median(taken):.1f} ms, 95th percentile {quantiles(taken, n=20)[-1]:.1f} ms")
    return 0 if asked <= MOST_QUERIES and median(taken) <= MOST_MILLISECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
