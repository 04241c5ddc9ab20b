"""Bringing an office back on an empty installation: rows with their ids, sealed files bit for bit, erased people still erased.

    1  the keys part is read to its end and believed; the ledger of the folder, signed by this office, is read
    2  the server's own keys are put in place, and the database is made as it was when the backup was made
    3  in one transaction: rows of the data part, sealed files beside them, rows of the keys part without erased subjects
    4  every table is compared with what was counted when the backup was made; then the transaction is closed
    5  the database is brought to the present form, derived tables are made anew, the journal is verified

Guarantees: it is there whole or not at all; interrupted, it can be begun again. No key of an erased subject is written, whatever
            part holds it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from bandi.foundation.audit import journal
from bandi.foundation.backup import derived, installation, ledger, parts
from bandi.foundation.backup.columns import all_models
from bandi.foundation.backup.creating import SHARED, secrets_of_the_server
from bandi.foundation.backup.errors import Damaged, NotKept, TooNew
from bandi.foundation.backup.frames import Begins, Piece, Rows, events
from bandi.foundation.backup.ledger import Line
from bandi.foundation.backup.loading import Loader
from bandi.foundation.backup.parts import Found
from bandi.foundation.backup.snapshot import digest_of
from bandi.foundation.vault import erasure, operational, written_schema
from bandi.foundation.vault.models import Shred, Subject
from bandi.locks.pairs import PrivateHalf

_FILE = re.compile(r"^(blobs/([0-9a-f]{2})/(\2[0-9a-f]{30})|holder/[A-Za-z0-9][A-Za-z0-9._-]*)$")
Progress = Callable[[str], None]


@dataclass
class Restored:
    """What came back, and what did not because it was erased since."""

    made_at: datetime
    keys_made_at: datetime
    rows: int = 0
    files: int = 0
    sealed: int = 0
    bytes: int = 0
    erased: int = 0
    keys_left_out: int = 0
    files_left_out: int = 0
    entries: int = 0
    journal_holds: bool = False
    differing: list[str] = field(default_factory=list)


@dataclass
class _Keys:
    """What is needed of the keys part before anything is written."""

    head: dict[str, Any] = field(default_factory=dict)
    secrets: dict[str, bytes] = field(default_factory=dict)
    shreds: list[Line] = field(default_factory=list)


def restore(data: Found, keys: Found, private: PrivateHalf, *, progress: Progress = lambda _what: None) -> Restored:
    """Restore one data part with one keys part (of the same backup, or newer) into this installation.

    Raises: NotEmpty; Damaged; OtherKey; TooNew.
    """
    installation.require_empty()
    progress("keys")
    known = _read_keys(keys, private)
    shreds = {line.subject: line for line in [*known.shreds, *_ledger(data.file.parent, known)]}
    head = next(iter(events(parts.opened(data.file, private))))
    migrations = _migrations(head)  # type: ignore[arg-type]
    installation.begin()
    _put_secrets(known.secrets)
    installation.fresh_database()
    progress("tables")
    _migrate_to(migrations)
    found = Restored(data.made_at, keys.made_at, erased=len(shreds))
    with transaction.atomic():
        loader = Loader(connection, shreds)
        trailer = _load_data(data, private, loader, found, progress)
        progress("compare")
        found.differing = _differing(loader, trailer)
        if found.differing:
            raise Damaged(f"rows differ from what was counted: {', '.join(found.differing)}")
        _load_keys(keys, private, loader, newer=keys.made_at >= data.made_at)
        connection.check_constraints()
        found.rows, found.keys_left_out = loader.rows, loader.keys_left_out
    progress("present")
    call_command("migrate", verbosity=0)
    _reset_sequences()
    _finish(found, shreds)
    progress("derived")
    derived.rebuild()
    verified = journal.verify()
    found.entries, found.journal_holds = verified.entries, verified.holds
    installation.end()
    return found


def _read_keys(keys: Found, private: PrivateHalf) -> _Keys:
    known = _Keys()
    for event in events(parts.opened(keys.file, private)):
        if isinstance(event, Piece):
            if event.path not in secrets_of_the_server():
                raise Damaged("an unknown file in the keys part")
            known.secrets[event.path] = known.secrets.get(event.path, b"") + event.body
        elif isinstance(event, Rows) and event.table.name == Shred._meta.db_table:
            names = [name for name, _kind in event.table.columns]
            for line in event.lines:
                row = dict(zip(names, json.loads(line), strict=True))
                known.shreds.append(Line(row["subject"], row["compartment"], row["basis"], row["at"], row["entry"]))
        elif isinstance(event, dict) and "part" in event:
            known.head = event
    if known.head.get("part") != "keys" or "operational.key" not in known.secrets:
        raise Damaged("not a keys part")
    return known


def _ledger(folder: Path, known: _Keys) -> list[Line]:
    """Return the folder's ledger, believed only where this office's key signed it."""
    seed = operational.derived_from(bytes.fromhex(known.secrets["operational.key"].decode()), "checkpoint signing")
    public = operational.Ed25519PrivateKey.from_private_bytes(seed).public_key()
    assert isinstance(public, Ed25519PublicKey)
    return ledger.read(folder, public)


def _migrations(head: dict[str, Any]) -> set[tuple[str, str]]:
    """Return the migrations the backup stood on. Raises: TooNew for one that this Bandi does not have."""
    if head.get("part") != "data":
        raise Damaged("not a data part")
    wanted = {(str(app), str(name)) for app, name in head["migrations"]}
    known = set(MigrationExecutor(None).loader.disk_migrations)
    replaced = {old for migration in MigrationExecutor(None).loader.disk_migrations.values() for old in migration.replaces}
    if wanted - known - replaced:
        raise TooNew("made by a newer Bandi")
    return wanted & known


def _migrate_to(wanted: set[tuple[str, str]]) -> None:
    """Make the database as it was: by the written schema where that is just this form, otherwise by walking the migrations up to it."""
    if written_schema.migrations_in(settings.WRITTEN_SCHEMA) == wanted:
        written_schema.lay(connection, settings.WRITTEN_SCHEMA)
    executor = MigrationExecutor(connection)
    if set(executor.loader.applied_migrations) - wanted:
        raise TooNew("the database has a newer form than the backup; give an empty one")
    children = {parent for node in wanted for parent in _parents(executor, node)}
    executor.migrate(sorted(wanted - children))


def _parents(executor: MigrationExecutor, node: tuple[str, str]) -> list[tuple[str, str]]:
    return [parent.key for parent in executor.loader.graph.node_map[node].parents if parent.key[0] == node[0]]


def _reset_sequences() -> None:
    """Let PostgreSQL count on from the restored ids; SQLite does so by itself."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(all_models()))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _put_secrets(secrets: dict[str, bytes]) -> None:
    connections.close_all()
    for name, file in secrets_of_the_server().items():
        if name in secrets:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            waiting = file.with_name(file.name + ".part")
            waiting.unlink(missing_ok=True)
            with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
                handle.write(secrets[name])
                handle.flush()
                os.fsync(handle.fileno())
            os.replace(waiting, file)
            parts.sync(file.parent)
    operational.forget()


def _load_data(data: Found, private: PrivateHalf, loader: Loader, found: Restored, progress: Progress) -> dict[str, Any]:
    writer, erased_files = _Files(Path(settings.HOME)), None
    last: dict[str, Any] = {}
    for event in events(parts.opened(data.file, private)):
        if isinstance(event, Begins):
            loader.begin(event.table, clear=True)
        elif isinstance(event, Rows):
            loader.load(event.table, event.lines)
        elif isinstance(event, Piece):
            if erased_files is None:
                progress("files")
                erased_files = loader.blobs_of_erased()
            if Path(event.path).name in erased_files:
                found.files_left_out += event.is_last
                continue
            writer.take(event)
            found.files += event.is_last
            found.sealed += event.is_last and event.path.startswith("blobs/")
            found.bytes += len(event.body)
        else:
            last = event
    writer.sync()
    return last


def _load_keys(keys: Found, private: PrivateHalf, loader: Loader, *, newer: bool) -> None:
    shared = {model._meta.db_table for model in SHARED}
    for event in events(parts.opened(keys.file, private)):
        if isinstance(event, Begins):
            loader.begin(event.table, clear=event.table.name not in shared)
        elif isinstance(event, Rows):
            loader.load(event.table, event.lines, instead=newer, beside=event.table.name in shared)


def _differing(loader: Loader, trailer: dict[str, Any]) -> list[str]:
    """Return the tables whose rows are not those that were counted; those in which erasures were applied are counted by rows."""
    differing = []
    for name, counted in trailer["tables"].items():
        digest = digest_of(loader.tables[name], connection)
        same = digest.text == counted["digest"] or name in loader.changed
        if digest.rows != counted["rows"] or not same:
            differing.append(name)
    return differing


def _finish(found: Restored, shreds: dict[str, Line]) -> None:
    """Write down what was restored, and what of the ledger the data did not know yet."""
    with transaction.atomic():
        have = {subject.hex for subject in Shred.objects.values_list("subject", flat=True)}
        Shred.objects.bulk_create(
            Shred(subject=UUID(line.subject), compartment=UUID(line.compartment), basis=line.basis, at=datetime.fromisoformat(line.at), entry=line.entry)
            for line in shreds.values()
            if line.subject not in have
        )
        for subject in Subject.objects.filter(pk__in=[UUID(one) for one in shreds]):
            assert subject.erased_at is not None
            erasure.erase_derived(subject)
        change = {"made_at": found.made_at.isoformat(), "erased_again": found.keys_left_out}
        journal.append("backup:backup:restore", by=None, change=change)


class _Files:
    """Writes sealed files as they come, each under its name only when it is whole."""

    def __init__(self, home: Path) -> None:
        self.home, self._open, self._folders = home, None, set()

    def take(self, piece: Piece) -> None:
        if not _FILE.match(piece.path):
            raise NotKept("a file of an unknown kind")
        target = self.home / piece.path
        waiting = target.with_name(target.name + ".part")
        if self._open is None:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._folders.add(target.parent)
            self._open = waiting.open("wb")
        self._open.write(piece.body)
        if piece.is_last:
            self._open.flush()
            os.fsync(self._open.fileno())
            self._open.close()
            self._open = None
            os.replace(waiting, target)

    def sync(self) -> None:
        for folder in self._folders:
            parts.sync(folder)

