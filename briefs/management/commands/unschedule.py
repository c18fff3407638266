from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from briefs.management.lookup import brief_named, user_named
from briefs.publishing import NotAllowed, scheduled_editions, unschedule_edition


class Command(BaseCommand):
    help = (
        "Undo the schedule of an edition: it never goes out, and the brief can be published now or scheduled again. "
        "Example: manage.py unschedule what-the-eu-should-do --by anna"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="The brief's slug.")
        parser.add_argument("--edition", type=int, help="Its number; the newest that is scheduled when left out.")
        parser.add_argument("--by", required=True, help="User name of the publisher.")

    def handle(self, *args: Any, **options: Any) -> None:
        brief, user = brief_named(options["slug"]), user_named(options["by"])
        number = options["edition"] or next((edition.number for edition in scheduled_editions(brief)), None)
        if number is None:
            raise CommandError("No edition of this brief waits for its time, so there is no schedule to undo.")
        try:
            withdrawal = unschedule_edition(brief=brief, edition=number, by=user)
        except NotAllowed as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Undid the schedule of {withdrawal.edition.slug}, edition {number}.")
