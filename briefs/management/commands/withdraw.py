from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from briefs.management.lookup import brief_named, user_named
from briefs.publishing import NotAllowed, open_to_withdrawal, withdraw_brief


class Command(BaseCommand):
    help = (
        "Withdraw an edition of a brief: the live one, whose page stays with the explanation on top, or a scheduled "
        "one, which then never goes out. "
        "Example: manage.py withdraw what-the-eu-should-do --by anna --explanation “A source was forged.”"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="The brief's slug.")
        parser.add_argument("--edition", type=int, help="Its number; the newest that can be withdrawn when left out.")
        parser.add_argument("--by", required=True, help="User name of the publisher.")
        parser.add_argument("--explanation", required=True, help="Why, for readers.")

    def handle(self, *args: Any, **options: Any) -> None:
        brief, user = brief_named(options["slug"]), user_named(options["by"])
        number = options["edition"] or next((edition.number for edition in open_to_withdrawal(brief)), None)
        if number is None:
            raise CommandError("No edition of this brief is live or scheduled, so there is nothing to withdraw.")
        try:
            withdrawal = withdraw_brief(brief=brief, edition=number, by=user, explanation=options["explanation"])
        except NotAllowed as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Withdrew {withdrawal.edition.slug}, edition {withdrawal.edition.number}.")
