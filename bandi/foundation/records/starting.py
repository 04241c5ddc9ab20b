"""A command that loads what a package brings to begin with: the same words, remarks and exit codes for each of them.

May import: loading, reference, Django.
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

from bandi.foundation.audit.terminal import one_line
from bandi.foundation.records.loading import load
from bandi.foundation.reference.texts import language_of


class StarterCommand(BaseCommand):
    """Load a folder of the year format. Exit codes: 0 everything was loaded; 1 some rows were refused; 2 nothing could be loaded.

    starter: the folder that the package brings. source: by which name its rows are known when it is loaded again.
    """

    starter: Path
    source: str
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="say only what was refused")
        parser.add_argument("--language", choices=["ko", "en"], help="language of the messages (default: that of LANG)")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"] or language_of(os.environ.get("LC_ALL") or os.environ.get("LANG") or "en")):
            status = self.load_folder(Path(options["folder"]) if options.get("folder") else self.starter, quiet=options["quiet"])
        if status:
            raise SystemExit(status)

    def load_folder(self, path: Path, *, quiet: bool) -> int:
        """Load a folder, say what came of it, and return the exit code."""
        try:
            outcomes = load(path, source=self.source, year=timezone.localdate().year, present_only=True)
        except (OperationalError, ProgrammingError) as error:
            self.stderr.write(_("the database cannot be used (%(why)s); was it set up with “bandi migrate”?") % {"why": error})
            return 2
        for outcome in outcomes:
            if not quiet:
                told = {"file": outcome.file, "new": outcome.created, "changed": outcome.changed, "same": outcome.unchanged, "kept": outcome.kept}
                self.stdout.write(_("%(file)s: %(new)s new, %(changed)s changed, %(same)s as before, %(kept)s kept as edited") % told)
            for remark in outcome.refused:
                self.stdout.write(" · ".join(one_line(word) for word in (remark.file, remark.ref, remark.reason) if word))
        return 1 if any(outcome.refused for outcome in outcomes) else 0
