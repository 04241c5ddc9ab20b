"""`bandi keys recipient NAME FILE`: make a key pair for somebody who may open backups beside the recovery key.

Exit codes: 0 made; 2 not made.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from bandi.foundation.reference.terminal import Stop, TerminalCommand
from bandi.locks.pairs import PrivateHalf


class Command(TerminalCommand):
    help = "Make a key pair for somebody who may open backups: the private half goes to FILE, the line for BANDI_BACKUP_RECIPIENTS is printed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("recipient", metavar="NAME", help="one word that says whose it is")
        parser.add_argument("file", metavar="FILE", help="where the private half goes; keep it off this machine")

    def work(self, options: dict[str, Any]) -> int:
        if len(options["recipient"].split()) != 1:
            raise Stop(_("The name must be one word."))
        private = PrivateHalf.new()
        try:
            with os.fdopen(os.open(options["file"], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
                handle.write(private.seed.hex() + "\n")
        except OSError as problem:
            raise Stop(_("%(file)s cannot be written: %(why)s") % {"file": Path(options["file"]), "why": problem.strerror}) from None
        self.say(f"{options['recipient']} {base64.b64encode(private.public).decode()}")
        return 0
