"""`bandi database encrypt`: turn a plain database file into an encrypted one, or forget the plain one afterwards.

Exit codes: 0 the file is encrypted (or was already); 2 nothing was changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import connection, connections
from django.utils.translation import gettext as _

from bandi.foundation.reference.terminal import Stop, TerminalCommand
from bandi.foundation.vault.sqlcipher import encrypting

PLAIN_START = b"SQLite format 3\0"


class Command(TerminalCommand):
    help = "Turn a plain SQLite file into an encrypted one: copy, compare row by row, swap. Stop the desk first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forget-plain", action="store_true", help="overwrite and remove the plain file that was kept")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the outcome as JSON")

    def work(self, options: dict[str, Any]) -> int:
        if connection.vendor != "sqlite":
            raise Stop(_("PostgreSQL encrypts no file; keep it on an encrypted disk."))
        file = Path(str(settings.DATABASES["default"]["NAME"]))
        if options["forget_plain"]:
            gone = encrypting.forget_plain(file)
            return self._tell(options, {"forgotten": gone}, _("The plain file is gone.") if gone else _("No plain file is kept."))
        if not file.exists():
            raise Stop(_("There is no database yet; a new one is encrypted from its first page."))
        with file.open("rb") as handle:
            if handle.read(16) != PLAIN_START:
                return self._tell(options, {"encrypted": True, "changed": False}, _("The database is encrypted already."))
        connections.close_all()
        steps = {"copy": _("copying"), "compare": _("comparing row by row"), "swap": _("swapping")}
        try:
            moved = encrypting.encrypt(file, step=lambda what: self.step(steps[what]))
        except encrypting.InUse:
            raise Stop(_("Somebody has the database open. Stop the desk and everything else of Bandi, then try again.")) from None
        except encrypting.CopyDiffers:
            raise Stop(_("The copy differs from the original; nothing was changed. Please report this.")) from None
        except FileExistsError:
            raise Stop(_("A plain file is kept from before; remove it first with --forget-plain.")) from None
        found = {"encrypted": True, "changed": True, "tables": moved.tables, "rows": moved.rows, "kept": str(moved.kept)}
        self._tell(options, found, _("Encrypted: %(tables)s tables, %(rows)s rows compared.") % found)
        if not options["as_json"]:
            self.say(_("The plain file is kept as %(kept)s. Start the desk, look around, then run: bandi database encrypt --forget-plain") % found)
        return 0

    def _tell(self, options: dict[str, Any], found: dict[str, Any], sentence: str) -> int:
        if options["as_json"]:
            self.answer(found)
        else:
            self.say(sentence)
        return 0
