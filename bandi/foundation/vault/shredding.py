"""Making the disk forget what was deleted: old pages, the write-ahead log.

Guards against: a thief of the disk who reads deleted keys out of free pages or the log.
Not against:    the disk itself (an SSD keeps old blocks), snapshots, and PostgreSQL's write-ahead log, archives and replicas: there
                the wraps stay until they are recycled. So a compartment's lock is turned after an erasure that must hold at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from bandi.foundation.vault.models import KEY_TABLES


@dataclass(frozen=True)
class Settled:
    """is_clean: nothing deleted is left in the database's files. why_not: "busy" (a reader holds the log) or "log" (PostgreSQL)."""

    is_clean: bool
    why_not: str = ""


def settle_disk() -> Settled:
    """Rewrite what a deletion left behind; call it after the deletion is final, again later when it was busy.

    SQLite zeroes deleted bytes itself (`secure_delete`); the log is folded in and cut to nothing. PostgreSQL vacuums the key
    tables.
    Raises: TransactionManagementError inside a transaction: what is not final cannot be settled.
    """
    if connection.in_atomic_block:
        raise transaction.TransactionManagementError("settle the disk after the transaction")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA secure_delete")
            if cursor.fetchone()[0] != 1:
                cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()[0]
            return Settled(not busy, "busy" if busy else "")
        for model in KEY_TABLES:
            cursor.execute(f'VACUUM "{model._meta.db_table}"')
        return Settled(False, "log")
