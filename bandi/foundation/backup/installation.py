"""The installation that a restore writes to: whether it is empty, and its database made fresh under the restored key."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from bandi.foundation.backup.errors import NotEmpty
from bandi.foundation.vault.holding import forget_holder

_MARK = "restoring"
_TELLING = ("audit_entry", "access_account", "vault_member", "records_record", "vault_recoverykey")
"""Tables that hold nothing in a new installation."""


def require_empty() -> None:
    """Raise NotEmpty when there are records, accounts, keys or sealed files, unless an interrupted restore left them."""
    home = Path(settings.HOME)
    if (home / _MARK).exists():
        return
    for folder in ("blobs", "holder"):
        if any(file.is_file() for file in (home / folder).rglob("*")):
            raise NotEmpty("there are sealed files")
    if connection.vendor == "sqlite" and not _has_file():
        return
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table in _TELLING:
            if table in there:
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - names of our own tables
                if cursor.fetchone():
                    raise NotEmpty("there are rows")


def begin() -> None:
    """Mark the installation: what is in it from now on was half restored, and may be begun again."""
    Path(settings.HOME).mkdir(parents=True, exist_ok=True, mode=0o700)
    (Path(settings.HOME) / _MARK).touch(mode=0o600)


def end() -> None:
    """Take the mark away: the restore is whole."""
    (Path(settings.HOME) / _MARK).unlink(missing_ok=True)


def fresh_database() -> None:
    """Remove the empty embedded database, so that the next is made under the restored key; forget what hung on the old one."""
    forget_holder()
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():
        connections.close_all()
        file = Path(str(connection.settings_dict["NAME"]))
        for end_of_name in ("", "-wal", "-shm"):
            file.with_name(file.name + end_of_name).unlink(missing_ok=True)


def _has_file() -> bool:
    file = Path(str(connection.settings_dict["NAME"]))
    return connection.is_in_memory_db() or (file.exists() and file.stat().st_size > 0)
