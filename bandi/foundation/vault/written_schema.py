"""The schema of a new embedded database, written down: an empty file gets all its tables in a second.

Walking every migration ever made takes half a minute and more of a processor, because Django models the state of the whole house anew
after each step. On an empty file nothing but the outcome matters, and the outcome is the file named by `settings.WRITTEN_SCHEMA`.

Guarantees:     the written schema is what the migrations make (a test walks them and compares); migrations it does not know yet are
                walked after it; a database that holds anything is never touched.
Not for:        PostgreSQL, whose migrations are walked.
May import:     Django.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.migrations.recorder import MigrationRecorder

_APPLIED = re.compile(r"^-- applied: (?P<app>\w+)\.(?P<name>\w+)$", re.M)
_SHADOWS = ("data", "idx", "content", "docsize", "config")
_ORDER = {"table": 0, "index": 1, "trigger": 2, "view": 3}


def of(connection: Any) -> str:
    """Return the schema of an embedded database, one statement after another, and the migrations that made it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~'")
        parts = sorted(cursor.fetchall(), key=lambda part: (_ORDER[part[0]], part[1]))
    virtual = [name for _, name, sql in parts if sql.upper().startswith("CREATE VIRTUAL")]
    shadows = {f"{name}_{shadow}" for name in virtual for shadow in _SHADOWS}
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    lines = [f"-- applied: {app}.{name}" for app, name in applied]
    return "\n".join([*lines, *(f"{sql.strip()};" for _, name, sql in parts if name not in shadows), ""])


def migrations_in(file: Path) -> set[tuple[str, str]]:
    """Return the migrations whose outcome is written down, as pairs of app and name."""
    return set(_APPLIED.findall(file.read_text(encoding="utf-8"))) if file.exists() else set()


def lay(connection: Any, file: Path) -> bool:
    """Give an empty embedded database its tables and return True; leave any other database alone and return False."""
    if connection.vendor != "sqlite" or not file.exists() or connection.introspection.table_names():
        return False
    written = file.read_text(encoding="utf-8")
    with transaction.atomic(using=connection.alias):
        with connection.cursor() as cursor:
            for statement in _statements(written):
                cursor.execute(statement)
        recorder = MigrationRecorder(connection)
        for app, name in _APPLIED.findall(written):
            recorder.record_applied(app, name)
    return True


def _statements(written: str) -> Iterator[str]:
    gathered = ""
    for line in written.splitlines(keepends=True):
        if not gathered and (line.startswith("--") or not line.strip()):
            continue
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""
