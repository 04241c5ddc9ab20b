"""One load at a time: a second one waits until the first is done.

Guards against: two loads that each remember what they read and then write the same row. On PostgreSQL an advisory lock
                holds for every machine; on SQLite a lock on a file beside the database, which the system lets go when a
                process dies.
May import: Django.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

_LOCK = 0x79656172  # "year"


@contextmanager
def alone() -> Iterator[None]:
    """Hold the lock of loading while the block runs."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    with (Path(settings.HOME) / "load.lock").open("a") as handle:
        _wait_for(handle.fileno())
        yield


def _wait_for(descriptor: int) -> None:
    """Lock an open file; closing it lets go. Where the system has no such locks, loading is not guarded."""
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX)
