"""Keeping what was counted until something changes.

Counting a year touches every activity of it. The answer is kept in this process under the newest link of the journal:
every write of meaning appends an entry, so a kept answer can never outlive the records it was counted from.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import cache

from bandi.foundation.audit.models import Entry

T = TypeVar("T")
KEPT_SECONDS = 24 * 60 * 60


def data_version() -> str:
    """Return a word that changes with every write, empty while nothing was ever journalled. One query, by primary key."""
    link = Entry.objects.order_by("-sequence").values_list("link", flat=True).first()
    return bytes(link).hex() if link is not None else ""


def remembered(key: str, read: Callable[[], T], *, version: str | None = None) -> T:
    """Return what `read` gives, from memory while nothing was written since.

    key: names what is read and for whom ("year:2024:open"); version: as `data_version` gave it, if it was asked already.
    """
    version = data_version() if version is None else version
    if not version:
        return read()
    place = f"desk:{key}:{version}"
    kept = cache.get(place, _NOTHING)
    if kept is _NOTHING:
        kept = read()
        cache.set(place, kept, KEPT_SECONDS)
    return cast(T, kept)


def is_remembered(key: str, *, version: str) -> bool:
    """Return whether an answer for `key` is in memory, so that a page need not wait for it."""
    return bool(version) and cache.get(f"desk:{key}:{version}", _NOTHING) is not _NOTHING


_NOTHING = "desk: nothing is kept here"
