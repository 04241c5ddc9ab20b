"""`bandi files sweep`: take away sealed files that nobody knows, and built files that have had their time.

Exit codes: 0 done; 1 done, and files are missing that rows know; 2 not done.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.reference.terminal import Stop, TerminalCommand
from bandi.foundation.vault import sweeping


class Command(TerminalCommand):
    help = (
        "Take away sealed files that no record knows (left by a crash or an interrupted upload, older than a day) and reports and lists made to be taken along, older than a day. The desk does "
        "this by itself once a day while `bandi serve` runs. Exit code 1: files are missing that records know; restore them from a backup."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be taken away, and take nothing away")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the outcome as JSON")

    def work(self, options: dict[str, Any]) -> int:
        try:
            swept = sweeping.sweep(only_say=options["dry_run"])
        except sweeping.OtherDatabase:
            raise Stop(
                _("Most sealed files are not known to this database. Is it the one they belong to (BANDI_HOME, BANDI_DATABASE)? Nothing was taken away.")
            ) from None
        if options["as_json"]:
            self.answer(swept.as_json())
        else:
            self._tell(swept, only_say=options["dry_run"])
        return 1 if swept.missing else 0

    def _tell(self, swept: sweeping.Swept, *, only_say: bool) -> None:
        if only_say:
            self.say(_("Would be taken away:"))
        lost = ngettext("%(count)d sealed file without a record (%(size)d kB).", "%(count)d sealed files without a record (%(size)d kB).", swept.orphans)
        self.say(lost % {"count": swept.orphans, "size": swept.bytes // 1000})
        made = swept.others.get("made", 0)
        self.say(ngettext("%(count)d report or list that was made to be taken along.", "%(count)d reports and lists that were made to be taken along.", made) % {"count": made})
        if swept.missing:
            missing = ngettext("%(count)d sealed file is missing. Restore it from a backup.", "%(count)d sealed files are missing. Restore them from a backup.", swept.missing)
            self.say(missing % {"count": swept.missing})
