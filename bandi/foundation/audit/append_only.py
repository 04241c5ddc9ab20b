"""The database's own refusal to change or remove entries and checkpoints, by triggers.

Against whom:   a mistake in our code, a person with an SQL prompt who does not think of triggers, an injected statement.
Guarantees:     UPDATE, DELETE, REPLACE and TRUNCATE of entries and checkpoints fail, whoever sends them.
Not against:    whoever may change the schema (the owner of the tables, anybody who can write to the SQLite file): she drops the
                triggers first. That is seen by `audit verify`, which looks for them, by the chain, and by witnesses.
How not to use: `lifted` is for migrations that rewrite these tables, and for tests that play the intruder.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

TABLES = {"audit_entry": "sequence", "audit_checkpoint": "size"}
MESSAGE = "the journal can only be added to"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def _sqlite(table: str, key: str) -> dict[str, str]:
    """Return name and statement of each trigger. The last is against REPLACE, which removes a row without a DELETE."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    taken = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608 — names of our own tables
    return {
        f"{table}_no_update": f"CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"{table}_no_delete": f"CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"{table}_no_replace": f"CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} {taken} {refuse}",
    }


def _postgresql(table: str, _key: str) -> dict[str, str]:
    call = "EXECUTE FUNCTION audit_append_only()"
    rows, whole = f"{table}_no_change", f"{table}_no_truncate"
    return {
        rows: f"CREATE OR REPLACE TRIGGER {rows} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {call}",
        whole: f"CREATE OR REPLACE TRIGGER {whole} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}",
    }


def _triggers(connection: Any, table: str) -> dict[str, str]:
    return (_postgresql if connection.vendor == "postgresql" else _sqlite)(table, TABLES[table])


def guard(connection: Any) -> None:
    """Set the triggers; those that stand already are left as they are."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table in TABLES:
            for statement in _triggers(connection, table).values():
                cursor.execute(statement)


def unguard(connection: Any) -> None:
    """Drop the triggers."""
    with connection.cursor() as cursor:
        for table in TABLES:
            of_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            for name in _triggers(connection, table):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}")


@contextmanager
def lifted(connection: Any) -> Iterator[None]:
    """Drop the triggers for as long as the block runs."""
    unguard(connection)
    try:
        yield
    finally:
        guard(connection)


def missing(connection: Any) -> list[str]:
    """Return the names of triggers that should stand and do not, or do not do what they should."""
    if connection.vendor == "postgresql":
        query = (
            "SELECT tgname, tgenabled IN ('O', 'A') FROM pg_trigger WHERE NOT tgisinternal "
            "AND tgfoid = (SELECT oid FROM pg_proc WHERE proname = 'audit_append_only' AND prosrc LIKE '%%RAISE EXCEPTION%%')"
        )
    else:
        query = "SELECT name, sql LIKE '%%RAISE(ABORT%%' FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query, [])
        standing = {name for name, works in cursor.fetchall() if works}
    return [name for table in TABLES for name in _triggers(connection, table) if name not in standing]
