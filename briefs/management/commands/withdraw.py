from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from briefs.management.lookup import brief_named, user_named
from briefs.management.one_act import OneAct
from briefs.publishing import NotAllowed, open_to_withdrawal, withdraw_brief


class Command(OneAct):
    help = (
        "Withdraw the live edition of a brief: its page stays, with the explanation on top. The schedule of one that "
        "waits for its time is undone with unschedule. "
        "Example: manage.py withdraw what-the-eu-should-do --by anna --explanation “A source was forged.”"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="The brief's slug.")
        parser.add_argument("--edition", type=int, help="Its number; the live one when left out.")
        parser.add_argument("--by", required=True, help="User name of the publisher.")
        parser.add_argument("--explanation", required=True, help="Why, for readers.")

    def handle(self, *args: Any, **options: Any) -> None:
        brief, user = brief_named(options["slug"]), user_named(options["by"])
        number = options["edition"] or next((edition.number for edition in open_to_withdrawal(brief)), None)
        if number is None:
            raise CommandError("No edition of this brief is live and stands, so there is nothing to withdraw.")
        try:
            withdrawal = withdraw_brief(brief=brief, edition=number, by=user, explanation=options["explanation"])
        except NotAllowed as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Withdrew {withdrawal.edition.slug}, edition {withdrawal.edition.number}.")
