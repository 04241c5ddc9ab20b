"""`bandi backup restore --from FOLDER`: bring an office back on an empty installation with three shares.

Exit codes: 0 restored; 1 restored, and the journal does not hold, or the backup is damaged; 2 not restored.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.backup import installation, parts
from bandi.foundation.backup.asking import OPTION_HELP
from bandi.foundation.backup.commands import folder_of, part_named, private_half, reasons
from bandi.foundation.backup.restoring import Restored, restore
from bandi.foundation.reference.terminal import Stop, TerminalCommand


class Command(TerminalCommand):
    help = _lazy("Bring an office back on an empty installation, with a backup folder and three shares of the recovery key.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", metavar="FOLDER", dest="source", help=_lazy("the backup folder (default: BANDI_BACKUP_FOLDER)"))
        parser.add_argument("--into", metavar="HOME", help=_lazy("home folder of the new office (default: BANDI_HOME); it must be empty"))
        parser.add_argument("--data", metavar="FILE", help=_lazy("an older data part (default: the newest)"))
        parser.add_argument("--keys", metavar="FILE", help=_lazy("another keys part (default: the newest)"))
        parser.add_argument("--shares-file", metavar="FILE", help=OPTION_HELP)
        parser.add_argument("--key-file", metavar="FILE", help=_lazy("private half of a recipient (bandi keys recipient)"))
        parser.add_argument("--json", action="store_true", dest="as_json", help=_lazy("print the outcome as JSON"))

    def work(self, options: dict[str, Any]) -> int:
        if options["into"] and Path(options["into"]).resolve() != Path(settings.HOME):
            _again_in(Path(options["into"]))
        folder = folder_of(options["source"])
        with reasons():
            data = part_named(options["data"]) if options["data"] else parts.newest(folder, "data")
            keys = part_named(options["keys"]) if options["keys"] else parts.newest(folder, "keys")
            installation.require_empty()
            for found in (data, keys):
                parts.check(found)
            self.step(_("data of %(moment)s, keys of %(keys)s") % {"moment": data.made_at.isoformat(), "keys": keys.made_at.isoformat()})
            steps = {
                "keys": _("reading the keys"), "tables": _("loading the tables"), "files": _("writing the sealed files"),
                "compare": _("comparing with what was counted"), "present": _("bringing the tables to this version"),
                "derived": _("making the search index"),
            }  # fmt: skip
            found = restore(data, keys, private_half(options), progress=lambda what: self.step(steps[what]))
        if options["as_json"]:
            self.answer({**vars(found), "made_at": found.made_at.isoformat(), "keys_made_at": found.keys_made_at.isoformat()})
        else:
            self._tell(found)
        return 0 if found.journal_holds else 1

    def _tell(self, found: Restored) -> None:
        self.say(_("Restored: %(rows)s rows and %(files)s files, %(sealed)s of them sealed files of records, as they were at %(made_at)s.") % vars(found))
        if found.journal_holds:
            self.say(_("The journal holds: %(entries)s entries.") % vars(found))
        else:
            self.say(_("THE JOURNAL DOES NOT HOLD after %(entries)s entries. Keep this installation as it is and ask for help.") % vars(found))
        if found.erased:
            self.say(_("%(erased)s erased people stay erased; %(keys_left_out)s of their keys in the backup were left out.") % vars(found))
        self.say()
        self.say(_("What to do now:"))
        for line in (
            _("1. Start the desk (bandi serve) and sign in with your own passphrase. All sessions of before are closed."),
            _("2. Open one record of every compartment you belong to."),
            _("3. If the old machine was stolen: change every passphrase, and let a steward turn the lock of every compartment (bandi keys rotate)."),
            _("4. Make a backup today: bandi backup create --to FOLDER"),
        ):
            self.say("  " + line)


def _again_in(home: Path) -> None:
    """Run the same command with another home folder: settings are read once, when a program starts."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise Stop(_("The folder %(folder)s cannot be made: %(why)s. Give another with --into, for example one in your own folder.") % {"folder": home, "why": problem.strerror}) from None
    environment = {**os.environ, "BANDI_HOME": str(home)}
    environment.pop("BANDI_OPERATIONAL_KEY", None)
    if environment.get("BANDI_DATABASE", "").startswith("sqlite"):
        environment.pop("BANDI_DATABASE")
    words = _without_into(sys.argv[1:])
    sys.stdout.flush()
    start = "from bandi.config.command import main; main()"
    os.execve(sys.executable, [sys.executable, "-c", start, *words], environment)  # noqa: S606 - our own program


def _without_into(words: list[str]) -> list[str]:
    kept, skip = [], False
    for word in ["backup", "restore", *words[1:]] if words[:1] == ["backup_restore"] else words:
        if skip or word == "--into" or word.startswith("--into="):
            skip = word == "--into"
            continue
        kept.append(word)
    return kept
