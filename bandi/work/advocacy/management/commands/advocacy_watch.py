"""`bandi advocacy watch`: give the files of a folder to the library, and read them.

Exit codes: 0 stopped, or looked once; 1 some files could not be read (with --once); 2 the folder cannot be watched, or there is no sandbox.
"""

from __future__ import annotations

import json
import os
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import translation
from django.utils.translation import gettext as _

from bandi import parsing
from bandi.foundation.audit.terminal import one_line
from bandi.foundation.records.reader_words import PARTIAL, remarks, why_not
from bandi.foundation.reference.texts import language_of
from bandi.work.advocacy.actions.incoming import take_file
from bandi.work.advocacy.models import IncomingFile
from bandi.work.advocacy.reading import read_waiting
from bandi.work.advocacy.watching import Seen, Unwatchable, Watch

SHORTEST_SECONDS = 2


class Command(BaseCommand):
    """Watch a folder until it is stopped, or look once."""

    help = (
        "Give the files that are put into a folder to the library and read them in the sandbox; they wait on the desk to be looked over. "
        "Taken files are moved into the folder taken-in within it. Links are never followed, half-written files never taken."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", default=settings.WATCH_FOLDER, help="the folder (default: BANDI_WATCH_FOLDER)")
        parser.add_argument("--every", type=int, default=10, metavar="SECONDS", help="how often to look; a file must stay the same between two looks (default: 10)")
        parser.add_argument("--once", action="store_true", help="look twice, take what has settled, and end")
        parser.add_argument("--take", action="store_true", help="take a document into the library at once where its symbol and date are printed in it and it was read whole")
        parser.add_argument("--json", action="store_true", help="print a line of JSON for each file")
        parser.add_argument("--language", choices=["ko", "en"], help="language of the messages (default: that of LANG)")

    def handle(self, *args: Any, **options: Any) -> None:
        code = options["language"] or language_of(os.environ.get("LC_ALL") or os.environ.get("LANG") or "en")
        with translation.override(code):
            status = self._watch(options)
        if status:
            raise SystemExit(status)

    def _watch(self, options: dict[str, Any]) -> int:
        if not options["folder"]:
            self.stderr.write(_("Name the folder, or set BANDI_WATCH_FOLDER."))
            return 2
        if not parsing.available().ok:
            self.stderr.write(why_not("no-jail"))
            return 2
        watch, pause = Watch(Path(options["folder"])), max(SHORTEST_SECONDS, options["every"])
        unread = 0
        try:
            watch.look()
            while True:
                time.sleep(pause)
                unread += self._look(watch, options)
                if options["once"]:
                    return 1 if unread else 0
                close_old_connections()
        except Unwatchable as problem:
            self.stderr.write(self._unwatchable(problem, watch.folder))
            return 2
        except KeyboardInterrupt:
            return 0

    def _look(self, watch: Watch, options: dict[str, Any]) -> int:
        """Look once, read what was taken, say what became of each; return how many could not be read."""
        unread = 0
        for seen in watch.look():
            if seen.what != "taken" or seen.received is None:
                self._say(options, seen, _entry_words(seen))
                continue
            read_waiting()
            file = IncomingFile.objects.select_related("document").get(pk=seen.received.file.pk)
            unread += file.state == IncomingFile.State.NOT_READ
            self._say(options, seen, self._taken(file, options), file)
        return unread

    def _taken(self, file: IncomingFile, options: dict[str, Any]) -> str:
        if file.state == IncomingFile.State.NOT_READ:
            return why_not(file.problem)
        if options["take"] and _is_sure(file):
            try:
                take_file(file=file, values=file.proposal, by=None)
            except ValidationError as problem:
                return " ".join(problem.messages)
            return _("taken into the library as %(symbol)s") % {"symbol": file.proposal["symbol"]}
        return " ".join([_("waits on the desk to be looked over."), *remarks(file.problems)])

    def _say(self, options: dict[str, Any], seen: Seen, words: str, file: IncomingFile | None = None) -> None:
        if options["json"]:
            told = {"name": seen.name, "what": seen.what, "words": words, **({"state": file.state, "problem": file.problem, "problems": file.problems} if file else {})}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self.stdout.write(one_line(f"{seen.name}: {words}"))
        self.stdout.flush()

    def _unwatchable(self, problem: Unwatchable, folder: Path) -> str:
        words = {
            "own": _("%(folder)s holds the files of this house, or lies among them. Choose a folder of its own."),
            "missing": _("%(folder)s does not exist. Make it first."),
        }.get(problem.why, _("%(folder)s cannot be opened. Give this user the right to read and write in it."))  # fmt: skip
        return words % {"folder": folder}


def _is_sure(file: IncomingFile) -> bool:
    """Whether a document says all of itself and was read whole, so that nobody needs to correct it."""
    told = file.proposal
    return bool(told.get("symbol") and told.get("issued")) and not told.get("doubts") and not PARTIAL & set(file.problems) and not file.problem


def _entry_words(seen: Seen) -> str:
    return {
        "same": _("was given before; not kept twice."), "empty": _("is empty; left where it is."), "large": _("is too large; left where it is."),
        "link": _("is a link or no ordinary file; left where it is, not followed."), "unmoved": _("was taken, and could not be moved into taken-in; it stays where it is."),
    }[seen.what]  # fmt: skip
