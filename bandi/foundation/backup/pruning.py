"""Destroying old key rings: a backup must not bring back, for longer than thirty days, a key that was destroyed on purpose.

Guarantees: the newest key ring stays whatever its age, because without one every data part is lost; data parts are never touched.
Not against: a disk or a store that keeps what was overwritten; switch off versions and snapshots for the folder.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from bandi.foundation.audit import journal
from bandi.foundation.backup import ledger, parts
from bandi.foundation.backup.parts import Found

KEPT_DAYS = 30


@dataclass
class Pruned:
    """Which key rings were destroyed, how many stay, and whether the newest is older than the promise."""

    destroyed: list[str] = field(default_factory=list)
    kept: int = 0
    newest_is_old: bool = False


def prune(folder: Path, *, now: datetime | None = None, only_say: bool = False) -> Pruned:
    """Destroy the keys parts that are older than thirty days, and bring the folder's ledger up to date."""
    oldest = (now or timezone.now()) - timedelta(days=KEPT_DAYS)
    keys = [found for found in parts.found_in(folder) if found.part == "keys"]
    old = [found for found in keys[:-1] if found.made_at < oldest]
    outcome = Pruned([found.file.name for found in old], len(keys) - len(old), bool(keys) and keys[-1].made_at < oldest)
    if only_say:
        return outcome
    ledger.write(folder)
    for found in old:
        _destroy(found)
    parts.sync(folder)
    if old:
        with transaction.atomic():
            journal.append("backup:keys:destroy", by=None, change={"parts": outcome.destroyed})
    return outcome


def _destroy(found: Found) -> None:
    left = found.file.stat().st_size
    with found.file.open("r+b") as handle:
        while left > 0:
            left -= handle.write(secrets.token_bytes(min(left, 1 << 20)))
        handle.flush()
        os.fsync(handle.fileno())
    found.file.unlink()
    found.manifest.unlink(missing_ok=True)
