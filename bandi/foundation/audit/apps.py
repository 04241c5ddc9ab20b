from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from bandi.foundation.audit import append_only


class AuditConfig(AppConfig):
    name = "bandi.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        post_migrate.connect(_guard_again, sender=self)


def _guard_again(using: str, **_: Any) -> None:
    """A migration that rebuilds a table on SQLite loses its triggers; they are set again after every `migrate`."""
    connection = connections[using]
    if set(append_only.TABLES) <= set(connection.introspection.table_names()):
        append_only.guard(connection)
