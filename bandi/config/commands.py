"""Running and listing the commands of the house: what the console script does with everything that needs Django."""

from __future__ import annotations

import os
import sys
from argparse import SUPPRESS, ArgumentParser, _SubParsersAction
from importlib import import_module
from typing import Any

import django
from django.core.management import BaseCommand, execute_from_command_line, get_commands, load_command_class
from django.core.management.base import ALL_CHECKS
from django.utils import translation

from bandi.config.command import LIBRARIES
from bandi.foundation.vault.checks import FOR_OFFICES
from bandi.foundation.vault.errors import DatabaseLocked
from bandi.interfaces.desk import settling

AREAS = (
    "year", "report", "advocacy", "figures", "audit", "accounts", "person", "protected", "search", "backup", "keys", "database", "files", "pages",
)  # fmt: skip

FOR_PROGRAMMERS = frozenset({"version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color", "skip_checks"})


def run(words: list[str]) -> None:
    """Set Django up and run a command; exit code 2 when there is no such command."""
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
    if len(words) > 1 and (name := f"{words[0]}_{words[1]}") in commands:
        _run_ours(name, [f"{words[0]} {words[1]}", *words[2:]])
    elif str(commands.get(words[0], "")).startswith("bandi"):
        _run_ours(words[0], words)
    elif words[0] in commands:
        settling.settle()
        execute_from_command_line(["bandi", *words])
    else:
        _explain()
        sys.exit(2)


def _run_ours(name: str, words: list[str]) -> None:
    command = prepared(name)
    settling.settle()
    command.run_from_argv(["bandi", *words])


def prepared(name: str) -> BaseCommand:
    """Return a command of the house: its help is for those who work here, and its checks tell what an office should know before it starts."""
    app = get_commands()[name]
    command = load_command_class(app, name) if isinstance(app, str) else app
    _speak_plainly(command)
    if command.requires_system_checks == ALL_CHECKS:
        command.requires_system_checks = [FOR_OFFICES]
    return command


def _speak_plainly(command: BaseCommand) -> None:
    """Leave what is meant for programmers out of a command's help; it works all the same."""
    create = command.create_parser

    def created(*words: Any, **more: Any) -> Any:
        parser = create(*words, **more)
        for action in parser._actions:
            if action.dest in FOR_PROGRAMMERS:
                action.help = SUPPRESS
        return parser

    command.create_parser = created  # type: ignore[method-assign]


def _explain() -> None:
    print("usage: bandi AREA VERB [options]     (each with --help)\n")
    for words, what in listed():
        print(f"  bandi {words:<24}{what}".rstrip())


def listed() -> list[tuple[str, str]]:
    """Return every command with a line about it, in the language of the terminal: those of the house, and those of the libraries, which need no office."""
    from bandi.foundation.audit.terminal import spoken

    with spoken():
        return sorted(_listed())


def _listed() -> list[tuple[str, str]]:
    found = []
    for name, app in get_commands().items():
        area, _, verb = name.partition("_")
        if str(app).startswith("bandi") and ((area in AREAS and verb) or not verb):
            found.append((f"{area} {verb}".rstrip(), _first_sentence(str(load_command_class(app, name).help))))
    for area, place in LIBRARIES.items():
        found += [(f"{area} {verb}".rstrip(), _first_sentence(what)) for verb, what in verbs_of(import_module(place).parser())]
    return found


def verbs_of(parser: ArgumentParser) -> list[tuple[str, str]]:
    """Return the verbs of a library's parser with their help; the parser itself, without a verb, where it has none."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            return [(choice.dest, choice.help or "") for choice in action._choices_actions]
    return [("", parser.description or "")]


def _first_sentence(text: str) -> str:
    first = " ".join(text.split()).split(". ")[0].rstrip(".")
    first = first[:1].upper() + first[1:]
    return first if len(first) <= 96 else first[:95].rstrip() + "…"
