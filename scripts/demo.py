"""What `make demo` does once the requirements are installed: database, seeds, static files, logins, server.

Runs with the settings of production, over http on this machine alone. A second run keeps what was edited.
"""

import io
import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import django  # noqa: E402
from django.core.exceptions import ImproperlyConfigured  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.core.management.base import SystemCheckError  # noqa: E402
from django.db import OperationalError, connections  # noqa: E402

HOST = "127.0.0.1"


def main() -> None:
    port = read_port(os.environ.get("PORT") or "8000")
    refuse_used_port(port)
    address = f"http://{HOST}:{port}"
    os.environ.update(
        DJANGO_SETTINGS_MODULE="config.settings",
        DEBUG="0",
        SITE_URL=address,
        ALLOWED_HOSTS=f"{HOST},localhost",
    )
    prepare()
    connections.close_all()
    print(f"\nOpen {address}/ to read, {address}/admin/ to edit. Stop with Ctrl-C.\n", flush=True)
    os.chdir(ROOT)
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", HOST, "--port", str(port)]
    # A worker that was sent an endless address would otherwise outlive Ctrl-C.
    server += ["--workers-kill-timeout", "5"]
    os.execv(sys.executable, [*server, "--workers", "1", "--blocking-threads", "4", "config.wsgi:application"])


def prepare() -> None:
    """Bring database, content, static files and accounts to where the server can start."""
    try:
        django.setup()
        call_command("check", databases=["default"], stdout=io.StringIO())
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_seeds")
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("demo_logins")
    except SystemCheckError as error:
        sys.exit(str(error))
    except (ImproperlyConfigured, CommandError) as error:
        sys.exit(f"error: {error}")
    except OperationalError as error:
        from config.checks import explain_database_error

        sys.exit(f"error: {explain_database_error(error)}")
    except OSError as error:
        sys.exit(f"error: {error.filename} can't be written ({error.strerror}). Make it writable for this user.")


def read_port(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 6 and 0 < int(text) < 65536:
        return int(text)
    sys.exit(f"error: PORT is {text!r}, but must be a number from 1 to 65535. Example: PORT=8001 make demo")


def refuse_used_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            sys.exit(
                f"error: port {port} can't be used ({error.strerror}). "
                f"Stop what listens there, or take another: make demo PORT={port % 65535 + 1}"
            )


if __name__ == "__main__":
    main()
