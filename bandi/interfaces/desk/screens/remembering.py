"""Keeping what was counted until something changes.

Counting a year touches every activity of it. The answer is kept in this process under the newest link of the journal:
every write of meaning appends an entry, so a kept answer can never outlive the records it was counted from.

Not for: what hangs on who asks beyond her sight and her language. Memberships, assignments and emergencies end by the clock, without an entry,
         and the next who asks is somebody else (`tests/test_remembering.py` listens for them).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import cache

from bandi.foundation.audit.models import Entry
from bandi.foundation.reference.statements import Statement

T = TypeVar("T")
KEPT_SECONDS = 24 * 60 * 60
_NEWEST: Statement[bytes] = Statement(lambda: Entry.objects.order_by("-sequence").values_list("link", flat=True)[:1])


def data_version() -> str:
    """Return a word that changes with every write, empty while nothing was ever journalled. One query, by primary key."""
    link = _NEWEST.first()
    return bytes(link).hex() if link is not None else ""


def remembered(key: str, read: Callable[[], T], *, version: str | None = None) -> T:
    """Return what `read` gives, from memory while nothing was written since.

    key: names what is read and for whom ("year:2024:open"); version: as `data_version` gave it, if it was asked already.
    """
    version = data_version() if version is None else version
    if not version:
        return read()
    place = _place(key, version)
    kept = cache.get(place, _NOTHING)
    if kept is _NOTHING:
        kept = read()
        cache.set(place, kept, KEPT_SECONDS)
    return cast(T, kept)


def _place(key: str, version: str) -> str:
    """Return where an answer is kept; a digest, because keys hold what somebody wrote into an address."""
    return f"desk:{hashlib.sha256(f'{key}:{version}'.encode()).hexdigest()}"


_NOTHING = "desk: nothing is kept here"
