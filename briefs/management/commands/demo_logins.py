"""manage.py demo_logins"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from briefs.desk.logins import provide_demo_logins


class Command(BaseCommand):
    help = (
        "Make the accounts author, editor and publisher, each in its role. "
        "Those that exist keep their password, unless DEMO_PASSWORD is set. "
        "Example: DEMO_PASSWORD='a long pass phrase' manage.py demo_logins"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            logins = provide_demo_logins(password=settings.DEMO_PASSWORD)
        except ValidationError as error:
            raise CommandError(f"DEMO_PASSWORD: {' '.join(error.messages)} No login was changed.") from None
        for login in logins:
            password = login.password or "as before; set DEMO_PASSWORD to set it again"
            self.stdout.write(f"Login {login.name} ({login.group}), password: {password}")
