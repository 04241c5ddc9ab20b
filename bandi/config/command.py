"""The console script `bandi`: one entry for all commands of the house.

`bandi AREA VERB …` runs the Django management command `AREA_VERB` ("bandi year load FOLDER" → `year_load`), which lives
with the package whose job it does.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import django
from django.core.management import execute_from_command_line, get_commands
from django.utils import translation

from bandi.foundation.vault.errors import DatabaseLocked

AREAS = (
    "year", "report", "advocacy", "figures", "audit", "accounts", "person", "protected", "search", "backup", "keys", "database", "pages",
)  # fmt: skip
LIBRARIES = {"citations": "bandi.citations.command", "keyd": "bandi.config.keyd", "disclosure": "bandi.disclosure.command", "names": "bandi.names.command"}
"""Areas whose commands belong to a pure library: its `main(words)` answers with an exit code, without Django."""


def main() -> None:
    """Run a command; exit code 2 when there is no such command."""
    words = sys.argv[1:]
    if words and words[0] in LIBRARIES:
        sys.exit(import_module(LIBRARIES[words[0]]).main(words[1:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bandi.config.settings")
    django.setup()
    if not words or words[0] in {"-h", "--help", "help"}:
        _explain()
        return
    try:
        _run(words)
    except DatabaseLocked as locked:
        from bandi.foundation.reference.texts import language_of

        with translation.override(language_of(os.environ.get("LC_ALL") or os.environ.get("LANG") or "en")):
            print(f"bandi: {locked}", file=sys.stderr)
        sys.exit(2)


def _run(words: list[str]) -> None:
    commands = get_commands()
    if len(words) > 1 and f"{words[0]}_{words[1]}" in commands:
        execute_from_command_line(["bandi", f"{words[0]}_{words[1]}", *words[2:]])
    elif words[0] in commands:
        execute_from_command_line(["bandi", *words])
    else:
        _explain()
        sys.exit(2)


def _explain() -> None:
    print("usage: bandi AREA VERB [options]     (each with --help)\n")
    for name in sorted(get_commands()):
        area, _, verb = name.partition("_")
        if (area in AREAS and verb) or name == "init":
            print(f"  bandi {area} {verb}".rstrip())
