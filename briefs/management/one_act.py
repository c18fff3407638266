from typing import Any

from django.core.management.base import BaseCommand

from briefs.desk.acts import act


class OneAct(BaseCommand):
    """A command that writes to the desk: all rows of one run share the id of one act."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        with act():
            return super().execute(*args, **options)
