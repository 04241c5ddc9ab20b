"""Taking away what nobody needs any more: sealed files that no row knows, and what upper packages say has had its time.

Guards against: a disk that fills with what crashes and interrupted uploads left; keeping what should be gone.
Guarantees:     never a file that a row knows, never one younger than a day (it may be arriving, or be put back by a restore that is not done), and
                nothing at all when the database looks like another one's.
Sealed files without a row are unreadable already: their key died with the process, or with their row.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from bandi.foundation.audit import journal
from bandi.foundation.vault import blobs
from bandi.foundation.vault.models import Blob

GRACE = timedelta(days=1)
STRANGE = 20
"""So many orphans, and more of them than files that are known, look like the folder of another database."""
_BATCH = 500

_others: dict[str, Callable[[bool], int]] = {}


class OtherDatabase(Exception):
    """Most sealed files are not known to this database: it is probably not the one they belong to."""


@dataclass
class Swept:
    """What was taken away, or would be. missing: files that a row knows and the disk does not have."""

    orphans: int = 0
    bytes: int = 0
    missing: int = 0
    others: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def register(name: str, sweep: Callable[[bool], int]) -> None:
    """Let a package take away what has had its time. sweep: told whether to only count; returns how many. Called from `AppConfig.ready`."""
    _others[name] = sweep


def sweep(*, only_say: bool = False, by: uuid.UUID | None = None) -> Swept:
    """Take away what nobody needs any more and return what that was.

    Raises: OtherDatabase before anything is taken away.
    """
    swept, known, orphans = Swept(), 0, list[Path]()
    for names in _in_batches(_old_files()):
        rows = {key.hex for key in Blob.objects.filter(pk__in=list(names)).values_list("pk", flat=True)}
        known += len(rows)
        orphans += [path for name, path in names.items() if name.hex not in rows]
    if len(orphans) > max(STRANGE, known):
        raise OtherDatabase
    for path in orphans:
        swept.orphans += 1
        swept.bytes += path.stat().st_size
        if not only_say:
            path.unlink(missing_ok=True)
    swept.missing = sum(not blobs.path_of(key).exists() for key in Blob.objects.filter(is_complete=True, subject__erased_at=None).values_list("pk", flat=True))
    swept.others = {name: other(only_say) for name, other in sorted(_others.items())}
    if not only_say and (swept.orphans or any(swept.others.values())):
        with transaction.atomic():
            journal.append("vault:files:sweep", by=by, record=None, change={"orphans": swept.orphans, **swept.others})
    return swept


def _old_files() -> Iterator[tuple[uuid.UUID, Path]]:
    """Yield sealed files that have not been written for a day; names that are not ours are left alone."""
    folder, oldest = Path(settings.HOME) / "blobs", time.time() - GRACE.total_seconds()
    for path in sorted(folder.glob("??/*")) if folder.exists() else ():
        try:
            name = uuid.UUID(hex=path.name)
            is_old = path.is_file() and path.stat().st_mtime < oldest
        except (ValueError, FileNotFoundError):
            continue
        if is_old and path == blobs.path_of(name):
            yield name, path


def _in_batches(files: Iterator[tuple[uuid.UUID, Path]]) -> Iterator[dict[uuid.UUID, Path]]:
    batch: dict[uuid.UUID, Path] = {}
    for name, path in files:
        batch[name] = path
        if len(batch) == _BATCH:
            yield batch
            batch = {}
    if batch:
        yield batch
