"""`bandi backup create --to FOLDER`: write a backup in two sealed parts while people work.

Exit codes: 0 made; 1 made, and sealed files are missing or damaged on the disk; 2 not made.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.backup.commands import folder_of, reasons, size
from bandi.foundation.backup.creating import create
from bandi.foundation.reference.terminal import TerminalCommand


class Command(TerminalCommand):
    help = _lazy("Write a backup in two sealed parts to FOLDER while people work: data, kept for years, and keys, kept for thirty days.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", metavar="FOLDER", help=_lazy("where to write (default: BANDI_BACKUP_FOLDER)"))
        parser.add_argument("--json", action="store_true", dest="as_json", help=_lazy("print the outcome as JSON"))

    def work(self, options: dict[str, Any]) -> int:
        folder = folder_of(options["to"])
        with reasons():
            made = create(folder, progress=self._step)
        if options["as_json"]:
            self.answer(
                {
                    "backup": made.backup.hex, "made_at": made.made_at.isoformat(), "rows": made.rows, "files": made.files,
                    "sealed_files": made.sealed, "log_files": made.logs, "server_files": made.server, "bytes": made.bytes, "parts": {one.part: {"bytes": one.bytes, "sha256": one.sha256} for one in made.manifests},
                    "damaged": [blob.hex for blob in made.damaged], "erased": made.erased,
                }
            )  # fmt: skip
        else:
            whole = sum(manifest.bytes for manifest in made.manifests)
            self.say(_("The backup is made, encrypted to the recovery key: %(size)s.") % {"size": size(whole)})
            self.say("  " + _("%(rows)s rows of the database") % {"rows": made.rows})
            self.say("  " + _("%(count)s files of records, each sealed under its record's key as well") % {"count": made.sealed})
            self.say("  " + _("%(count)s files of the key holder: its read log, alarms, the auditors' public half") % {"count": made.logs})
            self.say("  " + _("%(count)s keys of the server, in the keys part only") % {"count": made.server})
            if made.damaged:
                self.say(_("%(count)s sealed files are missing or damaged on this disk. Restore them from an older backup.") % {"count": len(made.damaged)})
            self.say(_("Now prove that it can be read: bandi backup verify %(folder)s") % {"folder": folder})
        return 1 if made.damaged else 0

    def _step(self, what: str, count: int) -> None:
        if self.options_verbosity > 1:
            self.step(f"{what:<32} {count:>9,}")

    def execute(self, *args: Any, **options: Any) -> Any:
        self.options_verbosity = options.get("verbosity", 1)
        return super().execute(*args, **options)
