"""`bandi keys rehearse`: prove that three shares open every compartment; journal it, reveal nothing.

Exit codes: 0 they do; 1 they do, and compartments are not granted to the recovery key; 2 they do not.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.backup.asking import OPTION_HELP, lists_of, sentence
from bandi.foundation.backup.commands import reasons
from bandi.foundation.reference.terminal import Stop, TerminalCommand
from bandi.foundation.vault import recovery
from bandi.locks.errors import LockError, ShareError


class Command(TerminalCommand):
    help = _lazy("Ask for three shares, prove that they open every compartment, and write the rehearsal into the journal. Reveals nothing.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--shares-file", metavar="FILE", help=OPTION_HELP)
        parser.add_argument("--json", action="store_true", dest="as_json", help=_lazy("print the outcome as JSON"))

    def work(self, options: dict[str, Any]) -> int:
        with reasons():
            if recovery.current() is None:
                raise recovery.NoRecoveryKey
            try:
                key, count = recovery.rehearse(lists_of(options), by=None)
            except ShareError as problem:
                raise Stop(sentence(problem)) from None
            except LockError:
                raise Stop(_("The shares are right, but a compartment does not open with them. Keep everything as it is and ask for help."), 2) from None
            waiting = recovery.without_grant()
        if options["as_json"]:
            self.answer({"fingerprint": key.fingerprint, "opens": count, "not_granted": len(waiting)})
        else:
            self.say(_("The shares are right. They open %(count)s compartment keys. The rehearsal stands in the journal.") % {"count": count})
            if waiting:
                self.say(_("%(count)s compartments are not granted to the recovery key yet: a member must turn their lock (bandi keys rotate).") % {"count": len(waiting)})
        return 1 if waiting else 0
