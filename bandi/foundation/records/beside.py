"""Work beside the desk: in a process of its own, so that a press is answered at once, can be left, and a web process stays small.

Guarantees: whoever works says every few seconds that it lives, so that a killed process is shown as interrupted and never as running for ever.
May import: Django.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.conf import settings
from django.db import OperationalError, connection

SILENT = timedelta(seconds=60)
"""Whoever has not been heard of for so long is taken to have been killed."""

HEARTBEAT_SECONDS = 3.0


def start(*words: str, told: bytes = b"", **environment: str) -> None:
    """Start a management command as a process that goes on without us. The one seam to the system: tests put another in its place.

    told: what nobody may read from a list of processes, through a pipe. Raises: OSError when no process can be started.
    """
    around = {**os.environ, **environment, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    command = [sys.executable, "-m", "django", *words]
    process = subprocess.Popen(command, env=around, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)
    assert process.stdin
    with suppress(BrokenPipeError):  # it died at once: nobody hears of it, and it is shown as interrupted
        process.stdin.write(told)
        process.stdin.close()


@contextmanager
def beating(beat: Callable[[], object], every: float = HEARTBEAT_SECONDS) -> Iterator[bool]:
    """Call `beat` every so many seconds until the work within is over; yields whether it does.

    In a thread with a connection of its own, because one that is reading a long list cannot write: SQLite refuses it as soon as anybody else has
    written since the reading began. Within a transaction (a test that takes everything back) there is none: the thread would wait for us for ever.
    """
    if connection.in_atomic_block:
        yield False
        return
    over = threading.Event()

    def beats() -> None:
        while not over.wait(every):
            try:
                beat()
            except OperationalError:
                continue  # somebody writes for long; the next beat will tell
        connection.close()

    thread = threading.Thread(target=beats, name="bandi-beat", daemon=True)
    thread.start()
    try:
        yield True
    finally:
        over.set()
        thread.join()
