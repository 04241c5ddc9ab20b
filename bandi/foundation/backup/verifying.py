"""Proving that a part is whole: by its digest without a key, or opened to the last byte with the recovery key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bandi.foundation.backup import parts
from bandi.foundation.backup.frames import Begins, Piece, Rows, events
from bandi.foundation.backup.parts import Found
from bandi.locks.pairs import PrivateHalf


@dataclass(frozen=True)
class Verified:
    """What a part holds: counted only when it was opened."""

    part: str
    made_at: str
    bytes: int
    tables: int = 0
    rows: int = 0
    files: int = 0
    was_opened: bool = False


def verify(found: Found, private: PrivateHalf | None = None) -> Verified:
    """Read a part to its last byte. Raises: Damaged; OtherKey."""
    manifest = parts.check(found)
    if private is None:
        return Verified(manifest.part, manifest.made_at, manifest.bytes)
    trailer = count(found, private)
    rows = sum(table["rows"] for table in trailer["tables"].values())
    return Verified(manifest.part, manifest.made_at, manifest.bytes, len(trailer["tables"]), rows, trailer["files"], True)


def count(found: Found, private: PrivateHalf) -> dict[str, Any]:
    """Open a part and return its trailer, after everything in it was checked against it. Raises: Damaged; OtherKey."""
    last: dict[str, Any] = {}
    for event in events(parts.opened(found.file, private)):
        if not isinstance(event, Begins | Rows | Piece):
            last = event
    return last
