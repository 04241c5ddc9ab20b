"""`bandi audit checkpoint`: sign how large the journal is and what its root is, to be handed to witnesses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.audit import checkpoints, notes
from bandi.foundation.audit.errors import AuditError
from bandi.foundation.audit.terminal import AuditCommand, unreadable


class Command(AuditCommand):
    help = _lazy(
        "Sign how large the journal is and what its root is. Hand the three lines to people outside: whoever keeps them can show "
        "later whether anything before them was changed. Exit code 1 when nothing may be signed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", metavar="FILE", help=_lazy("write to this file (default: print)"))
        parser.add_argument("--since", metavar="FILE", help=_lazy("a checkpoint the witness holds: adds the proof that the journal only grew since"))
        parser.add_argument("--since-size", type=int, metavar="ENTRIES", help=_lazy("the same, by the number of entries the witness has seen (0: none)"))
        parser.add_argument("--key", action="store_true", dest="only_key", help=_lazy("print the public key for witnesses and make no checkpoint"))
        parser.add_argument("--json", action="store_true", dest="as_json", help=_lazy("print size, root, key and note as one object"))

    def work(self, options: dict[str, Any]) -> None:
        try:
            verifier = str(checkpoints.verifier())
            if options["only_key"]:
                self.stdout.write(json.dumps({"key": verifier}) if options["as_json"] else verifier)
                return
            old = _old(options["since"], options["since_size"])
            made = checkpoints.make(by=None)
            text = made.note if old is None else checkpoints.request(made, old=old)
            if options["output"]:
                Path(options["output"]).write_text(text, encoding="utf-8")
        except AuditError as error:
            raise CommandError(str(error)) from None
        except (OSError, UnicodeDecodeError, notes.NoteError) as error:
            raise unreadable(error) from None
        found = {"size": made.size, "root": bytes(made.root).hex(), "key": verifier, "text": text}
        if options["as_json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            told = _("%(file)s: %(count)s entries") % {"file": options["output"], "count": made.size}
            self.stdout.write(told if options["output"] else text.rstrip("\n"))


def _old(file: str | None, size: int | None) -> int | None:
    if file is None:
        return size
    return notes.read_checkpoint(notes.checkpoint_within(Path(file).read_text(encoding="utf-8"))).size
