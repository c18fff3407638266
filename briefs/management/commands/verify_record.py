from typing import Any

from django.core.management.base import BaseCommand, CommandError

from briefs.record.integrity import verify_record


class Command(BaseCommand):
    help = (
        "Check the record: every edition is hashed again, its chain and columns compared, the triggers counted. "
        "Exit 1 when anything differs from what was published. Example: manage.py verify_record"
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        checked, findings = 0, []
        for found in verify_record():
            checked += 1
            findings += found
            for finding in found:
                self.stderr.write(finding.message)
            if self.stdout.isatty():
                self.stdout.write(f"\r{checked} checked\r", ending="")
        editions = checked - 1
        if findings:
            raise CommandError(
                f"{len(findings)} findings in {editions} editions: the record is not what was published."
            )
        self.stdout.write(f"{editions} editions checked, each is what was published.")
