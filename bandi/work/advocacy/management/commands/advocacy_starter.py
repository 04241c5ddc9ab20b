"""`bandi advocacy starter`: load mechanisms to begin with, or those of a folder of one's own.

Exit codes: 0 everything was loaded; 1 some rows were refused; 2 nothing could be loaded.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, ProgrammingError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from bandi.foundation.records.loading import load
from bandi.foundation.reference.texts import language_of
from bandi.work.advocacy.starting import SOURCE, STARTER


class Command(BaseCommand):
    """Load mechanisms, their rules, sessions and deadlines."""

    help = "Load mechanisms to begin with: UN procedures, their rules and sessions. Loading again keeps what the desk changed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", help="another folder with mechanisms.csv and its tables (default: the starter set)")
        parser.add_argument("--quiet", action="store_true", help="say only what was refused")
        parser.add_argument("--language", choices=["ko", "en"], help="language of the messages (default: that of LANG)")

    def handle(self, *args: Any, **options: Any) -> None:
        code = options["language"] or language_of(os.environ.get("LC_ALL") or os.environ.get("LANG") or "en")
        with translation.override(code):
            status = self._load(Path(options["folder"]) if options["folder"] else STARTER, quiet=options["quiet"])
        if status:
            raise SystemExit(status)

    def _load(self, path: Path, *, quiet: bool) -> int:
        if not (path / "mechanisms.csv").is_file():
            self.stderr.write(_("%(folder)s holds no mechanisms.csv") % {"folder": path})
            return 2
        try:
            outcomes = load(path, source=SOURCE, year=timezone.localdate().year, present_only=True)
        except (OperationalError, ProgrammingError) as error:
            self.stderr.write(_("the database cannot be used (%(why)s); was it set up with “bandi migrate”?") % {"why": error})
            return 2
        for outcome in outcomes:
            if not quiet:
                told = {"file": outcome.file, "new": outcome.created, "changed": outcome.changed, "same": outcome.unchanged, "kept": outcome.kept}
                self.stdout.write(_("%(file)s: %(new)s new, %(changed)s changed, %(same)s as before, %(kept)s kept as edited") % told)
            for remark in outcome.refused:
                self.stdout.write(" · ".join(word for word in (remark.file, remark.ref, remark.reason) if word))
        return 1 if any(outcome.refused for outcome in outcomes) else 0
