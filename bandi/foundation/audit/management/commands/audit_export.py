"""`bandi audit export`: the whole journal as lines of JSON, for verifying it elsewhere."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from bandi.foundation.audit import exporting, journal
from bandi.foundation.audit.terminal import AuditCommand, unreadable


class Command(AuditCommand):
    help = (
        "Write all entries as lines of JSON, for verifying without Bandi (tools/verify_audit.py). Ids and kinds only; they still tell "
        "who worked on what and when, so keep the file as you keep the journal. The export itself is journalled."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="written for its owner only")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print file and number of entries as one object")

    def work(self, options: dict[str, Any]) -> None:
        target = Path(options["file"])
        part = target.with_name(target.name + ".part")
        with transaction.atomic():
            last = journal.append("audit:chain:export", by=None).sequence
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as handle:
                handle.writelines(exporting.lines(journal.rows(until=last)))
            part.replace(target)
        except OSError as error:
            raise unreadable(error) from None
        found = {"file": str(target), "entries": last}
        self.stdout.write(json.dumps(found) if options["as_json"] else _("%(file)s: %(count)s entries") % {"file": target, "count": last})
