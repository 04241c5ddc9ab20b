"""`bandi advocacy starter`: load mechanisms to begin with, or those of a folder of one's own."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.utils.translation import gettext as _

from bandi.foundation.records.starting import StarterCommand
from bandi.work.advocacy.starting import SOURCE, STARTER


class Command(StarterCommand):
    """Load mechanisms, their rules, sessions and deadlines."""

    help = "Load mechanisms to begin with: UN procedures, their rules and sessions. Loading again keeps what the desk changed."
    starter, source = STARTER, SOURCE

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", help="another folder with mechanisms.csv and its tables (default: the starter set)")
        super().add_arguments(parser)

    def load_folder(self, path: Path, *, quiet: bool) -> int:
        """Load a folder that holds mechanisms. Returns: the exit code."""
        if not (path / "mechanisms.csv").is_file():
            self.stderr.write(_("%(folder)s holds no mechanisms.csv") % {"folder": path})
            return 2
        return super().load_folder(path, quiet=quiet)
