"""`bandi backup prune`: destroy key rings older than thirty days.

Exit codes: 0 done; 1 done, and the newest key ring is itself too old: backups are not being made; 2 not done.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from bandi.foundation.backup.commands import folder_of, reasons
from bandi.foundation.backup.pruning import KEPT_DAYS, prune
from bandi.foundation.reference.terminal import TerminalCommand


class Command(TerminalCommand):
    help = "Destroy the keys parts of backups that are older than thirty days (never the newest). Data parts are never touched."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", metavar="FOLDER", help="the backup folder (default: BANDI_BACKUP_FOLDER)")
        parser.add_argument("--dry-run", action="store_true", help="say what would be destroyed, and destroy nothing")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the outcome as JSON")

    def work(self, options: dict[str, Any]) -> int:
        folder = folder_of(options["to"])
        with reasons():
            outcome = prune(folder, only_say=options["dry_run"])
        if options["as_json"]:
            self.answer(vars(outcome))
        else:
            self.say(_("%(gone)s key rings older than %(days)s days destroyed, %(kept)s kept.") % {"gone": len(outcome.destroyed), "days": KEPT_DAYS, "kept": outcome.kept})
            if outcome.newest_is_old:
                self.say(_("The newest key ring is older than %(days)s days: backups are not being made. Make one now.") % {"days": KEPT_DAYS})
        return 1 if outcome.newest_is_old else 0
