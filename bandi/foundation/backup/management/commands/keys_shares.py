"""`bandi keys shares --new`: make or renew the recovery key and print its five shares.

Exit codes: 0 made; 1 made, and compartments are not granted to it; 2 not made.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.backup import printing
from bandi.foundation.backup.asking import OPTION_HELP, lists_of
from bandi.foundation.backup.commands import reasons
from bandi.foundation.reference.terminal import Stop, TerminalCommand
from bandi.foundation.vault import recovery


class Command(TerminalCommand):
    help = _lazy("Make or renew the recovery key and print its five shares, one page a holder, in Korean and English; three bring the office back.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--new", action="store_true", required=True, help=_lazy("make a key; renewing one asks for three of its shares"))
        parser.add_argument("--to", metavar="FOLDER", help=_lazy("write the pages as PDF and text into a folder in memory or on a stick, not on this disk"))
        parser.add_argument("--shares-file", metavar="FILE", help=OPTION_HELP)
        parser.add_argument("--json", action="store_true", dest="as_json", help=_lazy("print key and fingerprint as JSON (never the shares)"))

    def work(self, options: dict[str, Any]) -> int:
        folder = Path(options["to"]) if options["to"] else None
        if folder is not None and not folder.is_dir():
            raise Stop(_("The folder %(folder)s is not there. Is the drive connected?") % {"folder": folder})
        if folder is None and options["as_json"]:
            raise Stop(_("With --json the pages need a folder: --to FOLDER."))
        with reasons():
            old = None
            if recovery.current() is not None:
                self.step(_("There is a recovery key. To renew it, three of its present shares are needed."))
                old = recovery.opened(lists_of(options))
            with transaction.atomic():
                key, lists = recovery.make(by=None, old=old)
                made_on = timezone.localdate().isoformat()
                pages = printing.share_pages(lists, fingerprint=key.fingerprint, made_on=made_on)
                if folder is not None:
                    printing.write_share_pages(folder, pages)
            waiting = recovery.without_grant()
        if options["as_json"]:
            self.answer({"key": key.id.hex, "fingerprint": key.fingerprint, "renewed": old is not None, "not_granted": len(waiting)})
        else:
            self._tell(pages, folder, len(waiting))
        return 1 if waiting else 0

    def _tell(self, pages: list[printing.SharePage], folder: Path | None, waiting: int) -> None:
        if folder is None:
            for page in pages:
                self.say(page.text())
                self.say("\f")
        else:
            self.say(_("Five pages are in %(folder)s. Print them, then destroy the files.") % {"folder": folder})
        self.say(_("Give each page to another person; at least two countries; nobody on the staff more than one."))
        self.say(_("The shares exist nowhere else. Rehearse today, and every six months: bandi keys rehearse"))
        if waiting:
            self.say(_("%(count)s compartments are not granted to the recovery key yet: a member must turn their lock (bandi keys rotate).") % {"count": waiting})
