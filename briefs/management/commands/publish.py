from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from briefs.desk.models import StaleVersion
from briefs.management.lookup import brief_named, user_named
from briefs.management.one_act import OneAct
from briefs.publishing import NotAllowed, PublishRefused, publish_edition
from briefs.publishing.editions.scheduling import NoSuchMoment, find_zone, moment_at


class Command(OneAct):
    help = (
        "Publish the approved draft of a brief as its next edition. Refuses with the whole list of issues. "
        "Example: manage.py publish what-the-eu-should-do --by anna --major --note “Adds the vote.”"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="The brief's slug.")
        parser.add_argument("--by", required=True, help="User name of the publisher.")
        parser.add_argument("--major", action="store_true", help="A major edition; needs --note.")
        parser.add_argument("--note", default="", help="What changed, for readers.")
        parser.add_argument(
            "--live-from",
            type=datetime.fromisoformat,
            help="What the clock shows then, ISO 8601; now when left out. 2026-03-01T09:00",
        )
        parser.add_argument("--zone", default="", help="The clock's time zone; the desk's when left out. Asia/Bishkek")
        parser.add_argument(
            "--which", choices=["earlier", "later"], default="", help="Which, of a time that the clock shows twice."
        )
        parser.add_argument("--embargo", default="", help="What those are told who see it before its time.")

    def handle(self, *args: Any, **options: Any) -> None:
        brief, user = brief_named(options["slug"]), user_named(options["by"])
        try:
            zone = find_zone(options["zone"] or timezone.get_default_timezone_name())
            live_from = options["live_from"]
            if live_from is not None and timezone.is_naive(live_from):
                live_from = moment_at(live_from, zone, options["which"])
            edition = publish_edition(
                brief=brief,
                by=user,
                update_type="major" if options["major"] else "minor",
                change_note=options["note"],
                live_from=live_from,
                zone=zone.key,
                embargo=options["embargo"],
            )
        except PublishRefused as refused:
            for issue in refused.issues:
                self.stderr.write(issue.message)
            raise CommandError(f"Nothing was published: {len(refused.issues)} issues, listed above.") from None
        except (NotAllowed, StaleVersion, NoSuchMoment) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Published {edition.slug}, edition {edition.number}, sha256 {edition.sha256}.")
