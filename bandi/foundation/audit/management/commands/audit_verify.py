"""`bandi audit verify`: walk the journal and say whether its chain holds."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bandi.foundation.audit import journal


class Command(BaseCommand):
    help = "Walk the journal and say whether its chain holds. Exit code 1 when it is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        result = journal.verify()
        if options["as_json"]:
            self.stdout.write(json.dumps({"entries": result.entries, "holds": result.holds, "broken_at": result.broken_at}))
        elif result.holds:
            self.stdout.write(f"The chain holds: {result.entries} entries.")
        else:
            self.stdout.write(f"The chain is broken at entry {result.broken_at}; {result.entries} entries before it hold.")
        if not result.holds:
            raise SystemExit(1)
