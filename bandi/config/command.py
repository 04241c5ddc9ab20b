"""The console script `bandi`: one entry for all commands of the house.

`bandi AREA VERB …` runs the Django management command `AREA_VERB` ("bandi year load FOLDER" → `year_load`), which lives
with the package whose job it does (`bandi.config.commands`). What belongs to a library that knows no Django starts without it.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from bandi.config.plain_streams import speak_in_letters
from bandi.interfaces.desk import settling

LIBRARIES = {"citations": "bandi.citations.command", "keyd": "bandi.config.keyd", "disclosure": "bandi.disclosure.command", "names": "bandi.names.command"}
"""Areas whose commands belong to a pure library: its `main(words)` answers with an exit code, without Django."""


def main() -> None:
    """Run a command; exit code 2 when there is no such command."""
    words = sys.argv[1:]
    speak_in_letters()
    os.environ.setdefault("DJANGO_COLORS", "nocolor")  # colours of Django's own would be written out as well
    if words and words[0] in LIBRARIES:
        sys.exit(import_module(LIBRARIES[words[0]]).main(words[1:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bandi.config.settings")
    settling.load_quietly()
    import_module("bandi.config.commands").run(words)
