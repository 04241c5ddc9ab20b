"""The backend: Django's own for SQLite, over `sqlcipher3`, with the key given before anything else is asked.

Guards against: whoever copies the database file, its write-ahead log or its temporary files without the operational key.
Not against:    whoever has the key file too, or reads the memory of the running server.
Source:         SQLCipher 4: AES-256-CBC and HMAC-SHA-512 for each page of 4 KiB; the raw key skips its own stretching.
"""

from __future__ import annotations

import datetime
import decimal
from itertools import tee
from pathlib import Path
from typing import Any
from uuid import UUID, SafeUUID

from django.conf import settings
from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register as register_functions
from django.db.backends.sqlite3.operations import DatabaseOperations
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.translation import gettext_lazy as _
from sqlcipher3 import dbapi2 as Database

from bandi.foundation.vault import operational
from bandi.foundation.vault.errors import DatabaseLocked

PURPOSE = "database"
_WRONG = _("The database does not open with the operational key in %(file)s. Is it the key of another office?")
_MISSING = _("The operational key %(file)s is missing; without it this database cannot be opened. Put it back, or restore a backup.")

Database.register_converter("bool", b"1".__eq__)
Database.register_converter("date", base.decoder(parse_date))
Database.register_converter("time", base.decoder(parse_time))
Database.register_converter("datetime", base.decoder(parse_datetime))
Database.register_converter("timestamp", base.decoder(parse_datetime))
Database.register_adapter(decimal.Decimal, str)
Database.register_adapter(datetime.date, base.adapt_date)
Database.register_adapter(datetime.datetime, base.adapt_datetime)


def unlock(connection: Any) -> None:
    """Give a fresh connection its key and make sure that the file opens with it. Raises: DatabaseLocked."""
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{operational.derived(PURPOSE).hex()}'\"")
    try:
        connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    except Database.DatabaseError as problem:
        if "not a database" not in str(problem):
            raise
        raise DatabaseLocked(_WRONG, settings.OPERATIONAL_KEY) from None


class Operations(DatabaseOperations):
    """Django's own, with ids read a little more directly: a page of a list reads four hundred of them."""

    def convert_uuidfield_value(self, value: str | None, expression: Any, connection: Any) -> UUID | None:
        """Return an id from the 32 hexadecimal digits we wrote; anything else is read the long way."""
        if value is None or len(value) != 32:
            return None if value is None else UUID(value)
        made = object.__new__(UUID)  # `UUID(text)` looks for braces, hyphens and four other kinds of arguments first
        object.__setattr__(made, "int", int(value, 16))
        object.__setattr__(made, "is_safe", SafeUUID.unknown)
        return made


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite, encrypted. The vendor stays `sqlite`: queries, functions and FTS5 are the same."""

    display_name = "SQLCipher"
    Database = Database
    ops_class = Operations

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open, unlock, and set up as Django does. Raises: DatabaseLocked, also when the key file is gone."""
        file = Path(str(conn_params["database"]))
        is_there = not self.is_in_memory_db() and file.exists() and file.stat().st_size > 0
        if is_there and not Path(settings.OPERATIONAL_KEY).exists():
            raise DatabaseLocked(_MISSING, settings.OPERATIONAL_KEY)
        connection = Database.connect(**conn_params)
        try:
            if not self.is_in_memory_db():
                unlock(connection)
            register_functions(connection)
            for command in ("PRAGMA foreign_keys = ON", "PRAGMA legacy_alter_table = OFF", *self.init_commands):
                if command.strip():
                    connection.execute(command)
        except BaseException:
            connection.close()
            raise
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)


class Cursor(Database.Cursor):
    """A cursor that takes Django's `%s` (Django's own is bound to the class of the standard library)."""

    convert_query = base.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, dict) else None
        return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Any) -> Any:
        peek, rows = tee(iter(param_list))
        first = next(peek, None)
        names = list(first) if isinstance(first, dict) else None
        return super().executemany(self.convert_query(query, param_names=names), rows)
