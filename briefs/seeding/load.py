"""The one entry of the room."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from briefs.desk.models import StaleVersion

from .articles import load_articles
from .briefs import load_briefs
from .claims import load_claims
from .files import SeedSet, read_files
from .ledger import Ledger, Report
from .nouns import load_actors, load_countries, load_levers, load_topics
from .problems import Problem, SeedProblems
from .recommendations import load_recommendations
from .references import find_problems
from .staff import Staff


def load_seeds(
    directory: Path, *, check_only: bool = False, progress: Callable[[str], None] = lambda noun: None
) -> Report:
    """Read a directory of seeds into the desk and publish its editions, all of it or nothing.

    Loading again writes only what its files changed, and keeps what was edited at the desk. With ``check_only``
    everything is tried, the publishing too, and taken back. ``progress`` is told each noun before its turn.
    Raises SeedProblems with the whole list, or FileNotFoundError when there is nothing to read.
    """
    progress("files")
    seeds, problems = read_files(directory)
    problems += find_problems(seeds)
    if problems:
        raise SeedProblems(sorted(problems, key=lambda problem: (problem.file, problem.line or 0)))
    try:
        with transaction.atomic():
            report = _write(seeds, progress)
            transaction.set_rollback(check_only)
    except StaleVersion as error:
        raise SeedProblems([Problem(directory.name, f"{error} Then load again.")]) from None
    return report


def _write(seeds: SeedSet, progress: Callable[[str], None]) -> Report:
    ledger, staff = Ledger(), Staff()
    for name, load in (
        ("countries", load_countries),
        ("topics", load_topics),
        ("levers", load_levers),
        ("actors", load_actors),
    ):
        progress(name)
        load(seeds, ledger)
    progress("articles")
    captures = load_articles(seeds, ledger, staff)
    progress("claims")
    load_claims(seeds, ledger, captures)
    progress("recommendations")
    load_recommendations(seeds, ledger)
    progress("briefs")
    load_briefs(seeds, ledger, staff)
    ledger.close()
    return ledger.report
