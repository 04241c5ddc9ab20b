"""`bandi year load FOLDER`: load the folder of a year.

Exit codes: 0 everything was loaded; 1 some rows were refused; 2 nothing could be loaded.
"""

from __future__ import annotations

import json
import os
import unicodedata
from argparse import ArgumentParser
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, ProgrammingError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account
from bandi.foundation.audit.terminal import one_line
from bandi.foundation.records.intake import Outcome, Remark
from bandi.foundation.records.loading import load
from bandi.foundation.records.rows import FileProblem
from bandi.foundation.records.year import LEAST, MOST, describe
from bandi.foundation.reference.texts import language_of

SHOWN = 200
_COUNTS = ("read", "created", "changed", "unchanged", "kept", "held")


class Command(BaseCommand):
    """Load the folder of a year; loading it again changes only what changed."""

    help = "Load the folder of a year (its format: docs/year-format.md). Loading it again changes only what changed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", help="the folder that holds activities.jsonl and its tables")
        parser.add_argument("--year", type=int, help="the year of the report (default: what the folder says)")
        parser.add_argument("--dry-run", action="store_true", help="do everything, show the outcome, and take it back")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
        parser.add_argument("--quiet", action="store_true", help="say only what was refused")
        parser.add_argument("--by", metavar="USER", help="user name of the account that loads (default: the house itself)")
        parser.add_argument("--language", choices=["ko", "en"], help="language of the messages (default: that of LANG)")

    def handle(self, *args: Any, **options: Any) -> None:
        code = options["language"] or language_of(os.environ.get("LC_ALL") or os.environ.get("LANG") or "en")
        with translation.override(code):
            status = self._load(options)
        if status:
            raise SystemExit(status)

    def _load(self, options: dict[str, Any]) -> int:
        path, by = Path(options["folder"]), None
        if options["by"]:
            by = Account.objects.filter(username=options["by"].strip().lower(), is_active=True).first()
            if by is None:
                return self._stop(_("no active account is called “%(name)s”") % {"name": options["by"]})
        if not path.is_dir():
            return self._stop(_("%(folder)s is not a folder") % {"folder": path})
        try:
            described = describe(path, options["year"])
        except FileProblem as problem:
            return self._stop(str(problem))
        if described.year is None or not LEAST <= described.year <= MOST:
            return self._stop(_("the folder does not say its year; give it with --year"))
        as_json, quiet = options["json"], options["quiet"] or options["json"]
        self._titled = False
        try:
            outcomes = load(
                path, source=described.source, year=described.year, by=by, dry_run=options["dry_run"],
                progress=(lambda outcome: None) if quiet else partial(self._line, described.source, options["dry_run"]),
            )  # fmt: skip
        except (OperationalError, ProgrammingError) as error:
            return self._stop(_("the database cannot be used (%(why)s); was it set up with “bandi migrate”?") % {"why": error})
        except NotPermitted:
            return self._stop(_("this account may not load a year"))
        status = _status(outcomes)
        if as_json:
            told = {"source": described.source, "year": described.year, "dry_run": options["dry_run"], "status": status}
            files = [asdict(outcome) for outcome in outcomes]
            self.stdout.write(json.dumps({**told, "files": files}, ensure_ascii=False, indent=1))
        elif quiet:
            self._remarks(_("Refused"), [remark for outcome in outcomes for remark in outcome.refused])
        else:
            self._tell(outcomes)
        return status

    def _stop(self, reason: str) -> int:
        self.stderr.write(reason)
        return 2

    def _head(self, source: str, *, dry_run: bool) -> None:
        self.stdout.write(one_line(source) + (" · " + _("trial: nothing is kept") if dry_run else ""))
        names = (_("rows"), _("new"), _("changed"), _("same"), _("kept"), _("held"), _("refused"))
        self.stdout.write(f"{_pad(_('file'), 36)}" + "".join(_pad(name, 10, right=True) for name in names))

    def _line(self, source: str, dry_run: bool, outcome: Outcome) -> None:
        if not self._titled:
            self._head(source, dry_run=dry_run)
            self._titled = True
        if outcome.missing and not (outcome.read or outcome.gone):
            return
        numbers = [getattr(outcome, name) for name in _COUNTS] + [len(outcome.refused)]
        self.stdout.write(_pad(one_line(outcome.file), 36) + "".join(f"{number or '·':>10}" for number in numbers))

    def _tell(self, outcomes: list[Outcome]) -> None:
        held = sum(outcome.held for outcome in outcomes)
        if held:
            text = ngettext(
                "%(count)s row is held: only its place and numbers are kept, the rest needs the vault.",
                "%(count)s rows are held: only their places and numbers are kept, the rest needs the vault.",
                held,
            )
            self.stdout.write("\n" + text % {"count": held})
        missing = sorted({outcome.file for outcome in outcomes if outcome.missing and "#" not in outcome.file})
        if missing:
            self.stdout.write("\n" + _("Not in the folder: %(files)s") % {"files": one_line(", ".join(missing))})
        self._remarks(_("Refused"), [remark for outcome in outcomes for remark in outcome.refused])
        self._remarks(_("Doubtful, and loaded"), [remark for outcome in outcomes for remark in outcome.doubts])
        self._remarks(_("No longer in the folder; the records stay"), _gone(outcomes))
        notes = [Remark(outcome.file, 0, "", note) for outcome in outcomes for note in outcome.notes]
        self._remarks(_("About the files"), notes)
        kept = sum(outcome.kept for outcome in outcomes)
        if kept:
            self.stdout.write("\n" + _("%(count)s edited on the desk since, and left alone.") % {"count": kept})

    def _remarks(self, title: str, remarks: list[Remark]) -> None:
        if not remarks:
            return
        self.stdout.write(f"\n{title} ({len(remarks)})")
        for remark in remarks[:SHOWN]:
            row = _("row %(number)s") % {"number": remark.number} if remark.number else ""
            words = [remark.file, row, remark.ref, remark.reason]
            self.stdout.write("  " + " · ".join(one_line(word) for word in words if word))
        if len(remarks) > SHOWN:
            self.stdout.write("  " + _("… and %(count)s more (--json shows all)") % {"count": len(remarks) - SHOWN})


def _gone(outcomes: list[Outcome]) -> list[Remark]:
    """Return the rows that vanished; a file that vanished whole is one line."""
    gone = []
    for outcome in outcomes:
        if outcome.missing and outcome.gone:
            text = ngettext("the file, with %(count)s row", "the file, with %(count)s rows", len(outcome.gone))
            gone.append(Remark(outcome.file, 0, "", text % {"count": len(outcome.gone)}))
        else:
            gone += [Remark(outcome.file, 0, ref, "") for ref in outcome.gone]
    return gone


def _status(outcomes: list[Outcome]) -> int:
    """Return 0 when every row went in, 1 when some were refused, 2 when none went in."""
    went_in = sum(outcome.created + outcome.changed + outcome.unchanged + outcome.kept for outcome in outcomes)
    if not any(outcome.read and not outcome.missing for outcome in outcomes) or not went_in:
        return 2
    return 1 if any(outcome.refused for outcome in outcomes) else 0


def _pad(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` filled to a width in which a Korean syllable takes two columns."""
    wide = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    fill = " " * max(width - wide, 1)
    return fill + text if right else text + fill
