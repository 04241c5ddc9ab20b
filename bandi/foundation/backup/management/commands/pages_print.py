"""`bandi pages print --to FOLDER`: the four pages for the worst day, as PDF, in Korean and English.

Exit codes: 0 written; 2 not written.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from bandi.foundation.backup import printing
from bandi.foundation.reference.terminal import Stop, TerminalCommand


class Command(TerminalCommand):
    help = "Write the pages to be printed and kept on paper: restore, recover, a stolen laptop, an arrest or a search; one page each."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", metavar="FOLDER", default=".", help="where to write (default: this folder)")
        parser.add_argument("--language", choices=printing.LANGUAGES, help="one language (default: both)")
        parser.add_argument("--page", choices=printing.PAGES, help="one page (default: all four)")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the names of the files as JSON")

    def work(self, options: dict[str, Any]) -> int:
        folder = Path(options["to"])
        if not folder.is_dir():
            raise Stop(_("The folder %(folder)s is not there. Is the drive connected?") % {"folder": folder})
        written = []
        for name in [options["page"]] if options["page"] else printing.PAGES:
            for language in [options["language"]] if options["language"] else printing.LANGUAGES:
                file = folder / f"{name}-{language}.pdf"
                try:
                    file.write_bytes(printing.page_pdf(name, language))
                except OSError as problem:
                    raise Stop(_("%(file)s cannot be written: %(why)s") % {"file": file, "why": problem.strerror}) from None
                written.append(str(file))
        if options["as_json"]:
            self.answer(written)
        else:
            self.say("\n".join(written))
        return 0
