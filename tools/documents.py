"""Writing the generated pages of `docs/`: every command, every figure, every address × role. A test says when they are out of date.

`python tools/documents.py` writes them; `python tools/documents.py --check` says which differ and exits with 1.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import django

REPOSITORY = Path(__file__).resolve().parents[1]
DOCS = REPOSITORY / "docs"


def commands_page() -> str:
    """Return the page of all commands with their options."""
    from django.core.management import get_commands, load_command_class

    from bandi.config.command import LIBRARIES
    from bandi.config.commands import AREAS

    lines = ["# Commands", "", "Written by `make docs`. Every command explains itself with `--help`.", ""]
    for name, app in sorted(get_commands().items()):
        area, _, verb = name.partition("_")
        if not str(app).startswith("bandi") or (area not in AREAS and verb):
            continue
        command = load_command_class(app, name)
        with _in_english():
            parser = command.create_parser("bandi", name)
        own = [action for action in parser._actions if not _is_from_django(action.option_strings, action.dest)]
        lines += [f"## bandi {area} {verb}".rstrip(), "", str(parser.description or ""), ""]
        lines += [_option(action) for action in own]
        lines.append("")
    for area, place in sorted(LIBRARIES.items()):
        parser = import_module(place).parser()
        chosen = next((action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction)), None)
        lines += [f"## bandi {area}", "", str(parser.description), ""]
        for verb, of_verb in (chosen or {"": parser}).items():
            lines += [f"### bandi {area} {verb}", "", str(of_verb.description or _said_of(parser, verb)), ""] if verb else []
            lines += [_option(action) for action in of_verb._actions if action.dest != "help"]
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


@contextmanager
def _in_english() -> Iterator[None]:
    """Within, the terminal is an English one: commands explain themselves in its language, and the page is in English."""
    before = os.environ.get("LC_ALL")
    os.environ["LC_ALL"] = "C"
    try:
        yield
    finally:
        os.environ.pop("LC_ALL") if before is None else os.environ.update(LC_ALL=before)


def _option(action: argparse.Action) -> str:
    label = ", ".join(action.option_strings) or action.dest.upper()
    choices = f" ({', '.join(str(choice) for choice in action.choices)})" if action.choices else ""
    shown = (action.help or "—").replace("%(default)s", str(action.default))
    return f"- `{label}`{choices}: {_without_folders(shown)}"


def _without_folders(text: str) -> str:
    """Defaults that are folders of this machine have no place in a page."""
    return text.replace(str(REPOSITORY) + "/", "")


def _said_of(parser: argparse.ArgumentParser, verb: str) -> str:
    choices = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))._choices_actions
    return next((choice.help or "" for choice in choices if choice.dest == verb), "")


def _is_from_django(options: list[str], dest: str) -> bool:
    shared = {"help", "version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color", "skip_checks"}
    return dest in shared


def figures_page() -> str:
    """Return the page of all figures with what they count, in both languages."""
    from bandi.foundation.records.figures import all_figures

    lines = ["# Figures", "", "Written by `make docs`. A figure is a named query over records; a number of the report is bound to one.", ""]
    for figure in all_figures():
        lines += [f"## `{figure.key}`: {figure.label_en} · {figure.label_ko}", "", figure.help_en, "", figure.help_ko, ""]
    return "\n".join(lines).rstrip() + "\n"


def access_table() -> str:
    """Return the table of every address × role, as the views declare it; `tests/house` asks the real desk whether it is so."""
    from django.urls import URLPattern, URLResolver, get_resolver

    from bandi.foundation.access.middleware import hides
    from bandi.foundation.access.permissions import Role, granted
    from bandi.foundation.access.policies import ATTRIBUTE, PUBLIC

    def walk(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, object]]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
            elif isinstance(pattern, URLPattern):
                view = pattern.callback
                yield f"{prefix}{pattern.name}", getattr(view, ATTRIBUTE, None) or getattr(view.view_class, ATTRIBUTE)

    lines = [["address", "permission", "stranger", *COLUMNS]]
    for name, declared in sorted(walk(get_resolver()), key=lambda found: found[0]):
        if declared == PUBLIC:
            lines.append([name, PUBLIC, *["passes"] * (1 + len(COLUMNS))])
            continue
        line = [name, declared.permission.value, "sign-in"]  # type: ignore[attr-defined]
        for role in COLUMNS:
            has = granted([Role(role)])
            refused = "refused" if hides(declared) in has else "hidden"  # type: ignore[arg-type]
            line.append("passes" if declared.permission in has else refused)  # type: ignore[attr-defined]
        lines.append(line)
    return "".join(",".join(line) + "\n" for line in lines)


def undocumented_settings() -> list[str]:
    """Return the environment variables that the code reads and `docs/settings.md` does not name."""
    text = (DOCS / "settings.md").read_text()
    read = set()
    for module in [REPOSITORY / "bandi/config/settings.py", REPOSITORY / "bandi/config/command.py"]:
        read |= set(re.findall(r"\"(BANDI_[A-Z_]+)\"", module.read_text()))
    return sorted(name for name in read if f"`{name}`" not in text)


COLUMNS = ("administrator", "steward", "auditor", "reader", "officer", "director")
PAGES = {"commands.md": commands_page, "figures.md": figures_page, "access.csv": access_table}


def outdated() -> list[str]:
    """Return the generated pages that differ from what the code says."""
    stale = []
    for name, write in PAGES.items():
        file = DOCS / name
        if not file.exists() or file.read_text() != write():
            stale.append(name)
    return stale


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bandi.config.settings")
    django.setup()
    if "--check" in sys.argv:
        stale = outdated() + undocumented_settings()
        print("\n".join(stale) or "the documents are up to date")
        return bool(stale)
    for name, write in PAGES.items():
        (DOCS / name).write_text(write())
    return 0


if __name__ == "__main__":
    sys.exit(main())
