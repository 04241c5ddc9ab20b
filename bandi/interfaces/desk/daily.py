"""What the desk does by itself once a day while it serves: sweeping. An office without timers of the system needs nothing else for it."""

from __future__ import annotations

import logging
import threading

from django.db import connections

from bandi.foundation.vault import sweeping

FIRST_SECONDS = 10 * 60
EVERY_SECONDS = 24 * 60 * 60

log = logging.getLogger(__name__)


def begin(*, first: float = FIRST_SECONDS, every: float = EVERY_SECONDS) -> threading.Event:
    """Start the daily round in a thread of its own; setting the returned event ends it."""
    over = threading.Event()

    def rounds() -> None:
        wait = first
        while not over.wait(wait):
            once()
            wait = every

    threading.Thread(target=rounds, name="bandi-daily", daemon=True).start()
    return over


def once() -> bool:
    """Sweep and return whether that could be done. A fault is logged by its kind alone and tried again the next day."""
    try:
        swept = sweeping.sweep()
        if swept.missing:
            log.warning("%d sealed files are missing: run `bandi files sweep --dry-run`", swept.missing)
        return True
    except Exception as fault:
        log.warning("the daily sweep was not done: %s", type(fault).__name__)
        return False
    finally:
        connections.close_all()
