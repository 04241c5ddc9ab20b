"""`bandi backup verify FILE…`: read a part to its last byte; with shares, open it and count.

Exit codes: 0 whole; 1 damaged; 2 could not be read.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.backup import parts
from bandi.foundation.backup.asking import OPTION_HELP
from bandi.foundation.backup.commands import part_named, private_half, reasons, size
from bandi.foundation.backup.verifying import verify
from bandi.foundation.reference.terminal import TerminalCommand


class Command(TerminalCommand):
    help = _lazy("Prove that a part of a backup, or the newest backup of a folder, is whole: by digest without a key, or opened with three shares.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help=_lazy("a part (.data or .keys), or a folder: its newest two"))
        parser.add_argument("--shares", action="store_true", help=_lazy("ask for three shares, open the part and count what is in it"))
        parser.add_argument("--shares-file", metavar="FILE", help=OPTION_HELP)
        parser.add_argument("--key-file", metavar="FILE", help=_lazy("private half of a recipient (bandi keys recipient)"))
        parser.add_argument("--json", action="store_true", dest="as_json", help=_lazy("print the outcome as JSON"))

    def work(self, options: dict[str, Any]) -> int:
        path = Path(options["file"])
        with reasons():
            chosen = [parts.newest(path, part) for part in parts.PARTS] if path.is_dir() else [part_named(options["file"])]
            opens = options["shares"] or options["shares_file"] or options["key_file"]
            private = private_half(options) if opens else None
            outcome = [verify(found, private) for found in chosen]
        if options["as_json"]:
            self.answer([asdict(one) for one in outcome])
            return 0
        for one in outcome:
            facts = {**asdict(one), "size": size(one.bytes)}
            if one.was_opened:
                self.say(_("%(part)s of %(made_at)s: opened to the last byte; %(tables)s tables, %(rows)s rows, %(files)s files.") % facts)
            else:
                self.say(_("%(part)s of %(made_at)s: whole, %(size)s (by its digest; open it with --shares to be sure of what is in it).") % facts)
        return 0
