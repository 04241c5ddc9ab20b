"""The language of a page and the place where the desk is mounted, kept in the thread's own memory.

A page asks some hundred and fifty times for its language and as often for its mounting. Django keeps both in an object that is made for code
running as tasks beside each other in one thread; each asking goes through four calls there. The desk answers every request in one thread
from beginning to end (`serving.py`), so the thread's own memory holds the same, and answers ten times as fast.

Not for: answering requests as asynchronous tasks; that would need Django's own object again (leave out the call in `apps.py`).
May import: Django.
"""

from __future__ import annotations

import threading
from typing import Any

from django.urls import base
from django.utils.translation import trans_real

PLACES = ((trans_real, "_active"), (base, "_prefixes"))


def keep_in_the_thread() -> None:
    """Let Django keep both in the thread's own memory from now on; what this thread has set stays set."""
    for module, name in PLACES:
        before = getattr(module, name)
        own = threading.local()
        if (value := getattr(before, "value", _NOTHING)) is not _NOTHING:
            own.value = value
        setattr(module, name, own)


_NOTHING: Any = object()
