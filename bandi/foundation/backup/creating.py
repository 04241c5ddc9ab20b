"""Making a backup while people work: both parts of one moment, and the ledger of what was erased.

    data part    every table but the key tables and what can be made anew; the sealed files; the read log
    keys part    the key tables, the tables they point to, the operational key, the secret of the settings

Guarantees: everything acknowledged before the backup began is in it; memory stays constant; nothing in the folder is touched
            but what this backup adds.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from bandi.foundation.audit import journal
from bandi.foundation.backup import ledger, parts
from bandi.foundation.backup.columns import Table, all_models, table_of
from bandi.foundation.backup.derived import derived_tables
from bandi.foundation.backup.errors import NotMigrated
from bandi.foundation.backup.frames import FORMAT, Writer
from bandi.foundation.backup.parts import Manifest, Recipient
from bandi.foundation.backup.snapshot import lines, moment
from bandi.foundation.vault import blobs
from bandi.foundation.vault.models import (
    KEY_TABLES,
    Compartment,
    CompartmentVersion,
    Member,
    Membership,
    RecoveryKey,
    Shred,
    Subject,
)
from bandi.foundation.vault.recovery import NoRecoveryKey, recovery_public
from bandi.foundation.vault.shredding import settle_disk
from bandi.locks.files import Checker

SHARED = (Compartment, CompartmentVersion, Member, Membership, RecoveryKey, Subject, Shred)
"""Tables that stand in both parts: the key tables point to them, so that a newer key ring opens older data."""
Progress = Callable[[str, int], None]


@dataclass
class Made:
    """What was made: the manifests, what was counted, and sealed files that were missing or damaged on the disk.

    files:  all of them: those sealed under their record's key, the key holder's log, and what the server itself needs to open things.
    """

    backup: uuid.UUID
    made_at: datetime
    manifests: list[Manifest] = field(default_factory=list)
    rows: int = 0
    files: int = 0
    sealed: int = 0
    logs: int = 0
    server: int = 0
    bytes: int = 0
    damaged: list[uuid.UUID] = field(default_factory=list)
    erased: int = 0


def create(folder: Path, *, recipients: list[Recipient] | None = None, progress: Progress = lambda _what, _count: None) -> Made:
    """Write a backup to a folder. Raises: NoRecoveryKey; NotMigrated; NotKept; OSError (no room, no folder).

    recipients: who can open it; by default the recovery key and those of BANDI_BACKUP_RECIPIENTS.
    """
    to = recipients if recipients is not None else usual_recipients()
    made = Made(uuid.uuid4(), timezone.now().replace(microsecond=0))
    with moment() as reader:
        with reader.cursor() as cursor:
            there = set(reader.introspection.table_names(cursor))
            if any(table.name not in there for table in [*data_tables(), *key_tables()]):
                raise NotMigrated("tables are missing")
            cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
            applied = cursor.fetchall()
        for part in parts.PARTS:
            head = {
                "format": FORMAT, "part": part, "backup": made.backup.hex, "made_at": made.made_at.isoformat(),
                "migrations": [list(key) for key in applied],
            }  # fmt: skip
            content = _data if part == "data" else _keys
            writer = Writer(head)
            chunks = content(writer, reader, made, progress)
            made.manifests.append(
                parts.write(folder, chunks, part=part, backup=made.backup, made_at=made.made_at, recipients=to)
            )
            made.rows += sum(table["rows"] for table in writer.tables.values())
            made.files += writer.files
            made.bytes += writer.bytes
    made.erased = ledger.write(folder)
    with transaction.atomic():
        change = {manifest.part: manifest.sha256 for manifest in made.manifests}
        journal.append("backup:backup:create", by=None, record=made.backup, change=change)
    if not connection.in_atomic_block:
        settle_disk()  # an erasure during the backup found the log held by it
    return made


def usual_recipients() -> list[Recipient]:
    """Return the recovery key and whoever the setting names. Raises: NoRecoveryKey."""
    public = recovery_public()
    if public is None:
        raise NoRecoveryKey("no recovery key")
    more = parts.recipients_in(Path(settings.BACKUP_RECIPIENTS)) if settings.BACKUP_RECIPIENTS else []
    return [Recipient("recovery", public), *more]


def data_tables() -> list[Table]:
    """Return the tables of the data part."""
    keys = {model._meta.db_table for model in KEY_TABLES}
    return [table_of(model) for model in all_models() if model._meta.db_table not in keys | derived_tables()]


def key_tables() -> list[Table]:
    """Return the tables of the keys part: first those that are in the data part too."""
    return [table_of(model) for model in (*SHARED, *KEY_TABLES)]


def _data(writer: Writer, reader: Any, made: Made, progress: Progress) -> Iterator[bytes]:
    yield from _tables(writer, reader, data_tables(), progress)
    with reader.chunked_cursor() as cursor:
        cursor.execute("SELECT id, sealed_digest FROM vault_blob WHERE is_complete ORDER BY id")
        while batch := cursor.fetchmany(200):
            for key, digest in batch:
                blob = key if isinstance(key, uuid.UUID) else uuid.UUID(str(key))
                yield from _blob(writer, blob, bytes(digest), made)
            progress("files", writer.files)
    log = Path(settings.HOME) / "holder"
    for file in sorted(log.glob("*")) if log.is_dir() else ():
        if file.is_file():
            with file.open("rb") as handle:
                yield from writer.file(f"holder/{file.name}", handle, file.stat().st_size)
            made.logs += 1
    yield writer.end()


def _blob(writer: Writer, blob: uuid.UUID, digest: bytes, made: Made) -> Iterator[bytes]:
    path = blobs.path_of(blob)
    try:
        handle = path.open("rb")
    except FileNotFoundError:
        if not Subject.objects.filter(pk__in=_subject_of(blob), erased_at__isnull=False).exists():
            made.damaged.append(blob)
        return
    checker = Checker(digest)
    with handle:
        yield from writer.file(f"blobs/{blob.hex[:2]}/{blob.hex}", handle, path.stat().st_size, seen=checker.update)
    made.sealed += 1
    if not checker.holds():
        made.damaged.append(blob)


def _subject_of(blob: uuid.UUID) -> Any:
    from bandi.foundation.vault.models import Blob

    return Blob.objects.filter(pk=blob).values("subject")


def _keys(writer: Writer, reader: Any, made: Made, progress: Progress) -> Iterator[bytes]:
    yield from _tables(writer, reader, key_tables(), progress)
    for name, file in secrets_of_the_server().items():
        if file.exists():
            with file.open("rb") as handle:
                yield from writer.file(name, handle, file.stat().st_size)
            made.server += 1
    yield writer.end()


def secrets_of_the_server() -> dict[str, Path]:
    """Return the files that the server itself needs to open what it may open: by their names in a keys part."""
    return {"operational.key": Path(settings.OPERATIONAL_KEY), "secret": Path(settings.HOME) / "secret"}


def _tables(writer: Writer, reader: Any, tables: list[Table], progress: Progress) -> Iterator[bytes]:
    yield writer.start()
    for table in tables:
        yield from writer.table(table, lines(table, reader))
        progress(table.name, writer.tables[table.name]["rows"])
