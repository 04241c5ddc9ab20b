"""One moment of the database, read while people work.

Guarantees: everything that was acknowledged before `moment` is entered is in it, nothing half; writers are never held up.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.utils import load_backend

from bandi.foundation.backup.columns import Table, readers

_ROWS = 500


@contextmanager
def moment() -> Iterator[Any]:
    """Yield a connection on which every query answers as of now.

    SQLite: a deferred transaction of a connection of its own reads one state of the write-ahead log. PostgreSQL: repeatable
    read. A database in memory, or a caller inside a transaction, is read through the connection that is there.
    """
    if connection.in_atomic_block or (connection.vendor == "sqlite" and connection.is_in_memory_db()):
        with transaction.atomic():
            yield connection
        return
    settings = copy.deepcopy(connection.settings_dict)
    if connection.vendor == "sqlite":
        settings["OPTIONS"]["transaction_mode"] = "DEFERRED"
    reader = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, alias="backup")
    try:
        reader.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with reader.cursor() as cursor:
            if reader.vendor == "postgresql":
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT COUNT(*) FROM django_migrations")
            cursor.fetchone()
        yield reader
        reader.rollback()
    finally:
        reader.close()


def lines(table: Table, reader: Any) -> Iterator[bytes]:
    """Yield every row of a table as one line of JSON, streaming, in the order of its key.

    Keys of JSON values are sorted: PostgreSQL does not keep the order in which they were written.
    """
    quote = reader.ops.quote_name
    names = ", ".join(quote(name) for name, _kind in table.columns)
    convert = readers(table, reader)
    with reader.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {quote(table.name)} ORDER BY {quote(table.key)}")  # noqa: S608 - names of our own tables
        while batch := cursor.fetchmany(_ROWS):
            for row in batch:
                values = [read(value) for read, value in zip(convert, row, strict=True)]
                yield json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


class Digest:
    """A digest of rows that does not depend on their order: the sum of their SHA-256 modulo 2^256, and their number.

    Databases sort texts differently. Guards against loss and mistakes; against an enemy stands the seal around it.
    """

    def __init__(self) -> None:
        self.rows, self._sum = 0, 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(line).digest(), "big")) & ((1 << 256) - 1)

    @property
    def text(self) -> str:
        return f"{self._sum:064x}"


def digest_of(table: Table, reader: Any) -> Digest:
    """Return the digest of a table as it stands in the database."""
    digest = Digest()
    for line in lines(table, reader):
        digest.add(line)
    return digest
