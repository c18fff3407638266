from typing import Any

from django.core.management.base import BaseCommand

from briefs.record.indexes import rebuild_indexes


class Command(BaseCommand):
    help = (
        "Fill the indexes of published claims, recommendations, articles, actors, topics and countries again from "
        "the editions alone, in one transaction. Safe to run twice. Example: manage.py rebuild_record"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for edition in rebuild_indexes():
            done += 1
            if self.stdout.isatty():
                self.stdout.write(f"{done}: {edition}")
        self.stdout.write(f"Indexes rebuilt from {done} editions.")
