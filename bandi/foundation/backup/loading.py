"""Writing rows of a backup into tables, without the keys of those who were erased since."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from bandi.foundation.backup.columns import Table, writers
from bandi.foundation.backup.errors import Damaged
from bandi.foundation.backup.ledger import Line
from bandi.foundation.vault.models import Blob, RecordKey, Subject, SubjectKey

_BATCH = 200


class Loader:
    """Loads lines of JSON into the tables of one connection, within the caller's transaction.

    shreds: the ledger by subject (hexadecimal): keys of these are left out, and their rows are marked as erased.
    """

    def __init__(self, connection: Any, shreds: dict[str, Line]) -> None:
        self.connection, self.shreds = connection, shreds
        self.tables: dict[str, Table] = {}
        self.changed: set[str] = set()
        self.rows = self.keys_left_out = 0
        with connection.cursor() as cursor:
            self._there = set(connection.introspection.table_names(cursor))

    def begin(self, table: Table, *, clear: bool) -> None:
        """Get ready for a table; `clear`: what migrations put into it gives way. Raises: Damaged for an unknown table."""
        quote = self.connection.ops.quote_name
        if table.name not in self._there:
            raise Damaged("a table that this database does not have")
        self.tables[table.name] = table
        names = ", ".join(quote(name) for name, _kind in table.columns)
        places = ", ".join(["%s"] * len(table.columns))
        self._insert = f"INSERT INTO {quote(table.name)} ({names}) VALUES ({places})"  # noqa: S608 - names are quoted
        self._write = writers(table, self.connection)
        if clear:
            with self.connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {quote(table.name)}")  # noqa: S608 - names are quoted

    def load(self, table: Table, lines: list[bytes], *, instead: bool = False, beside: bool = False) -> None:
        """Load rows.

        beside:  the table holds rows already; a row of the same key is replaced when `instead`, and stays otherwise.
        """
        names = [name for name, _kind in table.columns]
        rows = [row for row in (self._row(table.name, names, json.loads(line)) for line in lines) if row is not None]
        at = names.index(table.key)
        quote = self.connection.ops.quote_name
        statement = self._insert + (" ON CONFLICT DO NOTHING" if beside and not instead else "")
        with self.connection.cursor() as cursor:
            for start in range(0, len(rows), _BATCH):
                batch = [[write(value) for write, value in zip(self._write, row, strict=True)] for row in rows[start : start + _BATCH]]
                if beside and instead:
                    places = ", ".join(["%s"] * len(batch))
                    cursor.execute(
                        f"DELETE FROM {quote(table.name)} WHERE {quote(table.key)} IN ({places})",  # noqa: S608 - names are quoted
                        [row[at] for row in batch],
                    )
                cursor.executemany(statement, batch)
        self.rows += len(rows)

    def blobs_of_erased(self) -> set[str]:
        """Return the names of sealed files that belong to erased subjects; they are not written."""
        if not self.shreds or Blob._meta.db_table not in self.tables:
            return set()
        table = self.tables[Blob._meta.db_table]
        kinds = dict(table.columns)
        places = ", ".join(["%s"] * len(self.shreds))
        write = writers(Table("", (("subject", kinds["subject_id"]),), "subject"), self.connection)[0]
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM {Blob._meta.db_table} WHERE subject_id IN ({places})",  # noqa: S608 - our own table
                [write(subject) for subject in self.shreds],
            )
            return {(key if isinstance(key, UUID) else UUID(str(key))).hex for (key,) in cursor.fetchall()}

    def _row(self, table: str, names: list[str], values: list[Any]) -> list[Any] | None:
        """Return a row as it is loaded; None for the key of somebody who was erased."""
        if len(values) != len(names):
            raise Damaged("a row has other columns than its table")
        if table in (SubjectKey._meta.db_table, RecordKey._meta.db_table) and values[names.index("subject_id")] in self.shreds:
            self.keys_left_out += 1
            return None
        if table == Subject._meta.db_table and (line := self.shreds.get(values[names.index("id")])):
            at = names.index("erased_at")
            if values[at] is None:
                values[at] = line.at
                self.changed.add(table)
        return values
