"""`bandi serve`: the desk on this machine, one process with four threads; says where it is and how to sign in.

What the pages are drawn with (styles, scripts, fonts) is gathered first where it is missing or older than the program: after `bandi init`,
after a restore and after an upgrade nothing else need be typed.
"""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from gunicorn.app.base import BaseApplication

from bandi.foundation.access.models import Account
from bandi.foundation.audit.terminal import spoken
from bandi.interfaces.desk import ahead, daily
from bandi.interfaces.desk.serving import loaded_application


class _Server(BaseApplication):
    def __init__(self, options: dict[str, object]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        return loaded_application()


class Command(BaseCommand):
    help = "Serve the desk on this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=int, default=settings.PORT, help="port (default: BANDI_PORT or 8000)")
        parser.add_argument("--threads", type=int, default=4)

    def handle(self, *args: Any, **options: Any) -> None:
        with spoken():
            self._serve(options)

    def _serve(self, options: dict[str, Any]) -> None:
        host, port = options["host"], options["port"]
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(_("port %(port)s is taken; choose another: bandi serve --port %(other)s") % {"port": port, "other": port + 1}) from error
        if not is_gathered():
            self.stdout.write(_("Gathering what the pages are drawn with; this is needed once."))
            self.stdout.flush()
            call_command("collectstatic", interactive=False, verbosity=0)
        lines = welcome(f"http://{_name_of(host)}:{port}/")

        def ready(server: object) -> None:
            self.stdout.write(lines)
            self.stdout.flush()

        _Server(
            {
                "bind": f"{host}:{port}",
                "workers": 1,
                "worker_class": "gthread",
                "threads": options["threads"],
                "loglevel": "warning",
                "preload_app": True,
                "when_ready": ready,
                "post_worker_init": lambda _worker: (daily.begin(), ahead.begin()),
                "proc_name": "bandi",
            }
        ).run()


def welcome(address: str) -> str:
    """Return the lines that say where the desk is and how to sign in."""
    lines = ["", "  " + _("The desk is open at  %(address)s   (Ctrl-C closes it)") % {"address": address}]
    file = settings.HOME / "sign-in.txt"
    if settings.SAMPLE and file.exists():
        lines.append("  " + _("SAMPLE YEAR with throw-away accounts. Do not enter real people here. Sign in as:"))
        for line in file.read_text().splitlines():
            username, secret = line.split("\t", 1)
            lines.append(f"    {username:<10} {secret}")
    elif Account.objects.filter(is_active=True).exists():
        lines.append("  " + _("Sign in with your name and your passphrase."))
    else:
        lines.append("  " + _("Nobody has an account yet. Set the organisation up with:  bandi init"))
    return "\n".join(lines)


def is_gathered() -> bool:
    """Return whether styles, scripts and fonts were gathered since the program last changed."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return False
    made = manifest.stat().st_mtime
    return all(Path(storage.path(name)).stat().st_mtime <= made for finder in get_finders() for name, storage in finder.list([]))


def _name_of(host: str) -> str:
    """Return how to call this machine: security keys know it as `localhost` and not by its number."""
    return "localhost" if host == "127.0.0.1" and settings.KEY_HOST == "localhost" else host
