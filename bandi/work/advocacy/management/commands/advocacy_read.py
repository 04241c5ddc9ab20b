"""`bandi advocacy read`: read the files that were given to the library and wait."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from bandi import parsing
from bandi.foundation.records.reader_words import why_not
from bandi.work.advocacy.reading import read_waiting

LOOKS_SECONDS = 1.5


class Command(BaseCommand):
    help = "Read the files that were given to the library and wait, each in the sandbox. The desk starts this by itself. Exit code 1: there is no sandbox; nothing was opened."

    def handle(self, *args: Any, **options: Any) -> None:
        count = read_waiting()
        while True:
            time.sleep(LOOKS_SECONDS)  # a file that came while the last one was being finished
            more = read_waiting()
            if not more:
                break
            count += more
        state = parsing.available()
        if count and not state.ok:
            raise CommandError(why_not("no-jail"), returncode=1)
        self.stdout.write(_("%(count)s files were read or tried.") % {"count": count})
