from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from briefs.management.lookup import brief_named, user_named
from briefs.publishing import NotAllowed, withdraw_brief


class Command(BaseCommand):
    help = (
        "Withdraw the live edition of a brief. Its page stays, with the explanation on top. "
        "Example: manage.py withdraw what-the-eu-should-do --by anna --explanation “A source was forged.”"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="The brief's slug.")
        parser.add_argument("--by", required=True, help="User name of the publisher.")
        parser.add_argument("--explanation", required=True, help="Why, for readers.")

    def handle(self, *args: Any, **options: Any) -> None:
        brief, user = brief_named(options["slug"]), user_named(options["by"])
        try:
            withdrawal = withdraw_brief(brief=brief, by=user, explanation=options["explanation"])
        except NotAllowed as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Withdrew {withdrawal.edition.slug}, edition {withdrawal.edition.number}.")
