"""Reading files beside the desk: in a process of its own, so that a page answers at once and can be left.

May import: the foundation, this package, Django.
"""

from __future__ import annotations

import time
from datetime import timedelta

from django.utils import timezone

from bandi.foundation.records import beside
from bandi.work.advocacy.models import IncomingFile

AGAIN_SECONDS = 5
_last = 0.0


def ensure_reading() -> bool:
    """See to it that somebody reads the files that wait; return whether a process was started.

    None is started while one is heard of, nor more often than every few seconds; raises OSError when none can be started.
    """
    global _last
    waiting = IncomingFile.objects.filter(state=IncomingFile.State.WAITING).exists()
    reading = IncomingFile.objects.filter(state=IncomingFile.State.READING, seen_at__gt=timezone.now() - beside.SILENT + timedelta(seconds=1)).exists()
    if not waiting or reading or time.monotonic() - _last < AGAIN_SECONDS:
        return False
    _last = time.monotonic()
    launch()
    return True


def launch() -> None:
    """Start the process that reads. The one seam to the system: tests put another in its place."""
    beside.start("advocacy_read")
