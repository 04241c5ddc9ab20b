"""Reading files beside the desk: in a process of its own, so that a page answers at once and can be left.

May import: this package, Django.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from bandi.work.advocacy.models import IncomingFile
from bandi.work.advocacy.models.incoming import SILENT

AGAIN_SECONDS = 5
_last = 0.0


def ensure_reading() -> bool:
    """See to it that somebody reads the files that wait; return whether a process was started.

    None is started while one is heard of, nor more often than every few seconds; raises OSError when none can be started.
    """
    global _last
    waiting = IncomingFile.objects.filter(state=IncomingFile.State.WAITING).exists()
    reading = IncomingFile.objects.filter(state=IncomingFile.State.READING, seen_at__gt=timezone.now() - SILENT + timedelta(seconds=1)).exists()
    if not waiting or reading or time.monotonic() - _last < AGAIN_SECONDS:
        return False
    _last = time.monotonic()
    launch()
    return True


def launch() -> None:
    """Start the process that reads. The one seam to the system: tests put another in its place."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    command = [sys.executable, "-m", "django", "advocacy_read"]
    subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)
