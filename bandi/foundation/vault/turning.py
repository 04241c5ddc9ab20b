"""Who waits for whom while a compartment's lock is turned.

Guards against: a subject that is written under the old version while its lock is turned. The turning would not see its key, and nobody
                could open it again.
Guarantees:     many write at once; whoever turns waits until they are done, and they wait until she is.

On SQLite a transaction that writes is alone already (`transaction_mode` IMMEDIATE); on PostgreSQL the compartment's row is locked.

May import: audit, the models, Django.
"""

from __future__ import annotations

import time

from django.db import OperationalError, connection, transaction

from bandi.foundation.audit import journal
from bandi.foundation.vault.models import Compartment

WAIT_SECONDS = 60
_GIVE_UP_AFTER = "300ms"
"""Below PostgreSQL's `deadlock_timeout` (1 s): whoever turns steps back before a writer is made to fail."""


def write_under(compartment: Compartment) -> None:
    """Keep the lock of a compartment from being turned until the transaction ends. Read `compartment.current` after this, not before."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM vault_compartment WHERE id = %s FOR KEY SHARE", [compartment.pk])


def turn_alone(compartment: Compartment) -> None:
    """Wait until nobody writes under the lock, and let nobody begin, nor write in the journal, until the transaction ends.

    Call it before anything else of the transaction: a writer may hold the journal and wait for the compartment, or the reverse.
    Raises: OperationalError when others do not end within a minute.
    """
    if connection.vendor != "postgresql":
        return
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{_GIVE_UP_AFTER}'")
                cursor.execute("SELECT 1 FROM vault_compartment WHERE id = %s FOR UPDATE", [compartment.pk])
                journal.lock()
                cursor.execute("SET LOCAL lock_timeout = DEFAULT")
            return
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
