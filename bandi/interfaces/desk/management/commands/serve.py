"""`bandi serve`: the desk on this machine, one process with four threads; says where it is and how to sign in."""

from __future__ import annotations

import socket
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from bandi.interfaces.desk import daily
from bandi.interfaces.desk.settling import settle


class _Server(BaseApplication):
    def __init__(self, options: dict[str, object]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        application = get_wsgi_application()
        settle()
        return application


class Command(BaseCommand):
    help = "Serve the desk on this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=int, default=settings.PORT, help="port (default: BANDI_PORT or 8000)")
        parser.add_argument("--threads", type=int, default=4)

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(f"port {port} is taken; choose another: BANDI_PORT=8001 make run") from error

        def ready(server: object) -> None:
            self.stdout.write(welcome(f"http://{host}:{port}/"))
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
                "post_worker_init": lambda _worker: daily.begin(),
                "proc_name": "bandi",
            }
        ).run()


def welcome(address: str) -> str:
    """Return the lines that say where the desk is and how to sign in."""
    lines = ["", f"  The desk is open at  {address}   (Ctrl-C closes it)"]
    file = settings.HOME / "sign-in.txt"
    if settings.SAMPLE and file.exists():
        lines.append("  SAMPLE YEAR with throw-away accounts. Do not enter real people here. Sign in as:")
        for line in file.read_text().splitlines():
            username, _, secret = line.partition("\t")
            lines.append(f"    {username:<10} {secret}")
    else:
        lines.append("  Open an account with:  bandi accounts open NAME --role director")
    return "\n".join(lines)
