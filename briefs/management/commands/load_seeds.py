"""manage.py load_seeds"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from briefs.management.one_act import OneAct
from briefs.seeding.load import load_seeds
from briefs.seeding.problems import SeedProblems


class Command(OneAct):
    help = (
        "Read a directory of seeds (YAML and Markdown files) into the desk and publish its editions; all of it or "
        "nothing. Loading twice changes nothing, and what was edited at the desk is kept. "
        "Exit code 1: the files need correcting; 2: there is no such directory. "
        "Example: manage.py load_seeds seeds --check"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", nargs="?", metavar="DIR", help="The directory to read. Default: seeds.")
        parser.add_argument("--check", action="store_true", help="Try everything, and write nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        directory = Path(options["directory"] or settings.BASE_DIR / "seeds")
        try:
            report = load_seeds(directory, check_only=options["check"], progress=self.show_progress)
        except FileNotFoundError as error:
            raise CommandError(str(error), returncode=2) from None
        except SeedProblems as error:
            count = len(error.problems)
            lead = f"{count} problem{'s' if count > 1 else ''}, so nothing was written:"
            raise CommandError(f"{lead}\n{error}", returncode=1) from None
        for noun, acts in report.counts.items():
            counts = ", ".join(f"{acts[act]} {act}" for act in ("created", "updated", "unchanged", "kept") if acts[act])
            self.stdout.write(f"{noun}: {counts}")
        for sentence in report.kept:
            self.stdout.write(f"kept: {sentence}")
        if options["check"]:
            self.stdout.write("The seeds can be loaded. Nothing was written.")
        else:
            self.stdout.write("Seeds loaded." if report.changed else "Seeds loaded; nothing changed.")

    def show_progress(self, noun: str) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"Loading {noun} …")
