"""`bandi migrate`: Django's own command, which begins an empty embedded database with the schema as it is written down."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from bandi.foundation.vault import written_schema


class Command(Migrate):
    """Make the tables of the house; on an empty embedded database by the written schema, then by what came after it."""

    help = "Make the tables, or bring them up to date after an update."

    def handle(self, *words: Any, **options: Any) -> None:
        """Make the tables; an answer about the plan, or a call for some of the migrations, walks them as ever."""
        if not any(options.get(name) for name in ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")):
            written_schema.lay(connections[options["database"]], settings.WRITTEN_SCHEMA)
        super().handle(*words, **options)
