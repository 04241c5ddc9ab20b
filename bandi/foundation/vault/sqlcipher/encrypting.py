"""Moving a plain database file into an encrypted one: copy, verify, swap. The plain file is kept until told otherwise.

Guards against: a copy that lacks something; a power cut in the middle; a desk that still writes to the old file.
Guarantees:     at every moment `bandi.sqlite3` is a whole database, the plain one or the encrypted one; the swap is one rename.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from bandi.foundation.vault.errors import VaultError
from bandi.foundation.vault.sqlcipher.base import unlock

KEPT = ".plain"
_COPY = ".encrypting"


class InUse(VaultError):
    """Somebody has the database open: the desk must be stopped first."""


class CopyDiffers(VaultError):
    """The encrypted copy is not what the plain file is; nothing was changed."""


@dataclass(frozen=True)
class Moved:
    """What was moved: tables and rows compared, and where the plain file is kept."""

    tables: int
    rows: int
    kept: Path


def encrypt(file: Path, *, step: Callable[[str], None] = lambda _what: None) -> Moved:
    """Turn the plain SQLite file into an encrypted one of the same name; keep the plain one beside it.

    Raises: InUse when any other connection is open; CopyDiffers when row by row the copy is not the same.
    """
    copy, kept = file.with_name(file.name + _COPY), file.with_name(file.name + KEPT)
    copy.unlink(missing_ok=True)
    plain = sqlite3.connect(file, timeout=1, isolation_level=None)
    try:
        _alone(plain)
        step("copy")
        _export(file, copy)
        step("compare")
        tables, rows = _compare(plain, copy)
        _sync(copy)
        step("swap")
        os.link(file, kept)
        os.replace(copy, file)
        _sync(file.parent)
    finally:
        plain.close()
        for left in (copy, *(copy.with_name(copy.name + end) for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)
    return Moved(tables, rows, kept)


def forget_plain(file: Path) -> bool:
    """Overwrite and remove the plain file that `encrypt` kept; False if there is none.

    Not against: a disk that keeps old blocks (every SSD does); encrypt the disk too.
    """
    kept = file.with_name(file.name + KEPT)
    if not kept.exists():
        return False
    with kept.open("r+b") as handle:
        left = kept.stat().st_size
        while left > 0:
            left -= handle.write(bytes(min(left, 1 << 20)))
        os.fsync(handle.fileno())
    kept.unlink()
    _sync(kept.parent)
    return True


def _alone(plain: sqlite3.Connection) -> None:
    """Leave the write-ahead log, which SQLite allows only to the last connection, and keep everybody else out."""
    try:
        plain.execute("PRAGMA locking_mode=EXCLUSIVE")
        if plain.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete":
            raise InUse("the database is open elsewhere")
        plain.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        raise InUse("the database is open elsewhere") from None


def _export(file: Path, copy: Path) -> None:
    """Copy page by page what SQLite itself would copy, virtual tables and row numbers included."""
    target = sqlcipher.connect(str(copy), isolation_level=None, uri=True)
    try:
        unlock(target)
        target.execute("PRAGMA secure_delete=ON")
        target.execute("ATTACH DATABASE ? AS plain KEY ''", (f"{file.resolve().as_uri()}?mode=ro",))
        target.execute("SELECT sqlcipher_export('main', 'plain')")
        version = target.execute("PRAGMA plain.user_version").fetchone()[0]
        target.execute(f"PRAGMA main.user_version = {int(version)}")
        target.execute("DETACH DATABASE plain")
        if target.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise CopyDiffers("the copy is damaged")
    finally:
        target.close()


def _compare(plain: sqlite3.Connection, copy: Path) -> tuple[int, int]:
    """Return how many tables and rows were compared. Raises: CopyDiffers."""
    sealed = sqlcipher.connect(str(copy))
    try:
        unlock(sealed)
        schema = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
        if plain.execute(schema).fetchall() != sealed.execute(schema).fetchall():
            raise CopyDiffers("the copy has other tables")
        tables = rows = 0
        for table, is_virtual in _tables(plain):
            if is_virtual:
                continue
            tables += 1
            ours, theirs = _digest(plain, table), _digest(sealed, table)
            if ours != theirs:
                raise CopyDiffers("the copy has other rows")
            rows += ours[0]
        return tables, rows
    finally:
        sealed.close()


def _tables(connection: sqlite3.Connection) -> Iterator[tuple[str, bool]]:
    query = "SELECT name, sql LIKE 'CREATE VIRTUAL%' FROM sqlite_master WHERE type = 'table' ORDER BY name"
    yield from ((name, bool(virtual)) for name, virtual in connection.execute(query).fetchall())


def _digest(connection: Any, table: str) -> tuple[int, bytes]:
    quoted = '"' + table.replace('"', '""') + '"'
    digest, count = hashlib.sha256(), 0
    order = ", ".join(str(at) for at in range(1, len(connection.execute(f"SELECT * FROM {quoted} LIMIT 0").description) + 1))  # noqa: S608
    for row in connection.execute(f"SELECT * FROM {quoted} ORDER BY {order}"):  # noqa: S608
        digest.update(repr(tuple(row)).encode())
        count += 1
    return count, digest.digest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
