"""`bandi audit readings --as USER`: who opened what, and when, from the key holder's read log.

Exit codes: 0 shown; 1 shown, and some entries do not open for this member; 2 not shown.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access.keyed import account_named
from bandi.foundation.access.models import Account
from bandi.foundation.audit import journal
from bandi.foundation.audit.terminal import one_line
from bandi.foundation.records.models import Record
from bandi.foundation.reference.terminal import Stop, TerminalCommand
from bandi.foundation.vault.errors import VaultError
from bandi.foundation.vault.readings import FILE, Reading, auditors_halves, readings
from bandi.interfaces.desk.reading import Reader
from bandi.keyholder.memory import wipe
from bandi.keyholder.reads import Broken
from bandi.locks.errors import LockError
from bandi.locks.pairs import PrivateHalf

VERBS = {
    "open": _lazy("opened"), "file": _lazy("opened a file"), "search": _lazy("searched"), "prepare": _lazy("made ready for a search"), "names": _lazy("read names"),
    "find name": _lazy("looked for a name"), "names in a text": _lazy("looked for names in a text"), "pairs": _lazy("compared names"),
    "regrant": _lazy("let somebody in"), "rotate": _lazy("turned a lock"), "rewrap": _lazy("turned a lock"), "lend": _lazy("opened for an hour to somebody"),
    "bind key": _lazy("made a security key known"), "touch": _lazy("touched the key"),
}  # fmt: skip


class Command(TerminalCommand):
    help = _lazy("Show who opened what, and when, to a member of the compartment of auditors. That she looked is written into the journal.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as", dest="auditor", metavar="USER", required=True, help=_lazy("who looks: a member of the compartment audit"))
        parser.add_argument("--of", metavar="USER", help=_lazy("only what this person opened"))
        parser.add_argument("--days", type=int, default=7, help=_lazy("how far back (default: 7)"))
        parser.add_argument("--passphrase-file", type=Path, help=_lazy("file with her passphrase (for machines; people are asked)"))
        parser.add_argument("--json", action="store_true", dest="as_json", help=_lazy("print the readings as JSON"))

    def work(self, options: dict[str, Any]) -> int:
        auditor = account_named(options["auditor"])
        of = account_named(options["of"]).member_id if options["of"] else None
        halves = self._halves(auditor, options["passphrase_file"])
        with transaction.atomic():
            journal.append("vault:readings:see", by=auditor.pk, record=auditor.pk, change={"days": options["days"]})
        try:
            since = timezone.now() - timedelta(days=options["days"])
            found = [one for one in readings(halves, since=since) if of is None or one.member in (of, None)]
        except Broken as broken:
            raise Stop(_("FAULT: the read log is broken at entry %(number)s.") % {"number": broken.at}) from None
        except OSError:
            raise Stop(_("The file %(file)s cannot be read.") % {"file": FILE}) from None
        finally:
            for half in halves:
                wipe(half.seed)
        closed = sum(one.member is None for one in found)
        lines = list(_lines(found, Reader(auditor)))
        if options["as_json"]:
            self.answer({"readings": lines, "closed": closed})
            return 1 if closed else 0
        for line in lines:
            self.say(f"{line['at']}  {line['who']:<14}  {line['did']}" + (f"  {', '.join(line['records'])}" if line["records"] else ""))
        self.say(_("%(count)s readings in the last %(days)s days.") % {"count": len(lines), "days": options["days"]})
        if closed:
            self.say(_("%(count)s entries do not open for you: they were sealed to a lock that you never held.") % {"count": closed})
        return 1 if closed else 0

    def _halves(self, auditor: Account, file: Path | None) -> list[PrivateHalf]:
        try:
            phrase = file.read_text().strip() if file else getpass.getpass(f"{_('Passphrase of %(name)s') % {'name': auditor.username}}: ")
        except (OSError, EOFError, KeyboardInterrupt):
            raise Stop(_("Stopped. Nothing was changed.")) from None
        assert auditor.member is not None
        try:
            halves = auditors_halves(auditor.member, phrase)
        except (LockError, VaultError):
            raise Stop(_("The passphrase does not unlock these keys, or a security key is needed for it. Nothing was shown.")) from None
        if not halves:
            raise Stop(_("%(name)s does not belong to the compartment of auditors. Nothing was shown.") % {"name": auditor.username})
        return halves


def _lines(found: list[Reading], reader: Reader) -> Iterable[dict[str, Any]]:
    who = {account.member_id: account.username for account in Account.objects.filter(member__isnull=False)}
    records = Record.objects.in_bulk({record for one in found for record in one.records})
    for one in found:
        if one.member is not None:
            yield {
                "at": timezone.localtime(one.at).strftime("%Y-%m-%d %H:%M:%S"), "who": one_line(who.get(one.member, one.member.hex[:8])), "did": str(VERBS.get(one.verb, one.verb)),
                "records": [_called(record, records.get(record), reader) for record in one.records], "why": one_line(one.why),
            }  # fmt: skip


def _called(key: UUID, record: Record | None, reader: Reader) -> str:
    """Return the code or name of a record where the auditor may know of it, else the beginning of its id."""
    if record is None or not reader.sees_spine(record):
        return key.hex[:8]
    return one_line(reader.phrase(record.label).text) or key.hex[:8]
