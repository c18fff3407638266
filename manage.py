#!/usr/bin/env python3
"""Django's command line; what the surroundings got wrong is told in a sentence (--traceback shows the rest)."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        # Some commands would go on without settings, and end in a traceback about something else.
        _ = settings.INSTALLED_APPS
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"error: {error}")
    except OperationalError as error:
        if "--traceback" in sys.argv:
            raise
        from config.checks import explain_database_error

        sys.exit(f"error: {explain_database_error(error)}")


if __name__ == "__main__":
    main()
