"""The guards of the house: functions that walk the tree and return what breaks a rule, one line each.

Every guard is used twice: on the real tree, where it must return nothing, and on a tree broken on purpose, where it
must speak. Layers are guarded by import contracts (`.importlinter`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

LONGEST_FILE = 400
FLOORS = ["foundation", "register", "work", "publishing", "interfaces", "config"]
ORDER_WITHIN = {
    "audit": 0, "reference": 1, "vault": 2, "access": 3, "records": 4,
    "people": 5, "claims": 5, "activities": 6,
    "advocacy": 7, "funding": 7, "programmes": 7, "publishing": 8, "desk": 9,
}  # fmt: skip
FORBIDDEN_NAMES = {"utils.py", "util.py", "helpers.py", "helper.py", "common.py", "misc.py"}

_INLINE = [
    (re.compile(r"\sstyle\s*="), "an inline style"),
    (re.compile(r"\son[a-z]+\s*=\s*[\"']"), "an inline handler"),
    (re.compile(r"<style[\s>]"), "a style element"),
    (re.compile(r"<script(?![^>]*\ssrc=)[^>]*>"), "an inline script"),
    (re.compile(r"javascript:", re.I), "a javascript address"),
    (re.compile(r"(?:src|href|action)\s*=\s*[\"']\s*(?:https?:)?//", re.I), "an address outside"),
]
_URL_TAG = re.compile(r"\{%\s*url\s+[\"']([\w-]+):")
_REVERSE = re.compile(r"\b(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*[\"']([\w-]+):")


def python_files(root: Path) -> Iterator[Path]:
    """Yield the Python files of the house, migrations left out."""
    for path in sorted(root.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def files_too_long(root: Path) -> list[str]:
    """Files over 400 lines."""
    return [
        f"{path.relative_to(root)} has {count} lines"
        for path in python_files(root)
        if (count := path.read_text().count("\n")) > LONGEST_FILE
    ]


def files_without_purpose(root: Path) -> list[str]:
    """Files whose name says that their purpose was not found."""
    return [str(path.relative_to(root)) for path in python_files(root) if path.name in FORBIDDEN_NAMES]


def packages_without_a_word(root: Path) -> list[str]:
    """Packages whose `__init__` does not say what they know."""
    silent = []
    for path in sorted(root.rglob("__init__.py")):
        inner = {"migrations", "tests", "management", "commands", "templatetags"} & set(path.parts)
        if not inner and '"""' not in path.read_text():
            silent.append(str(path.parent.relative_to(root)))
    return silent


def inline_markup(root: Path) -> list[str]:
    """Templates with inline style, script or handlers, or with an address outside."""
    found = []
    for path in sorted(root.rglob("templates/**/*.html")):
        text = re.sub(r"\{%\s*comment\s*%\}.*?\{%\s*endcomment\s*%\}", "", path.read_text(), flags=re.S)
        found += [f"{path.relative_to(root)}: {what}" for pattern, what in _INLINE if pattern.search(text)]
    return found


def _package(path: Path, root: Path) -> str:
    parts = path.relative_to(root).parts
    return parts[0] if parts[0] == "publishing" else (parts[1] if len(parts) > 2 else "")


def addresses_pointing_up(root: Path) -> list[str]:
    """Templates and modules that name an address of a package above them or beside them."""
    found = []
    for path in [*root.rglob("templates/**/*.html"), *python_files(root)]:
        own = _package(path, root)
        if own not in ORDER_WITHIN or "tests" in path.parts:
            continue
        pattern = _URL_TAG if path.suffix == ".html" else _REVERSE
        for namespace in pattern.findall(path.read_text()):
            below = namespace == own or ORDER_WITHIN.get(namespace, 99) < ORDER_WITHIN[own]
            if not below:
                found.append(f"{path.relative_to(root)} names {namespace}:")
    return sorted(set(found))


def relations_pointing_up(relations: Iterable[tuple[str, str]]) -> list[str]:
    """Foreign keys, given as (package of the model, package it points to), that point up or sideways."""
    found = []
    for source, target in relations:
        if source == target or target in {"contenttypes", "auth", "sessions"}:
            continue
        if ORDER_WITHIN.get(target, 99) >= ORDER_WITHIN.get(source, -1):
            found.append(f"{source} → {target}")
    return sorted(set(found))


def undeclared_views(patterns: Iterable[tuple[str, object]], attribute: str) -> list[str]:
    """Names of addresses whose view declares no permission."""
    undeclared = []
    for name, view in patterns:
        inner = getattr(view, "view_class", view)
        if not (getattr(view, attribute, None) or getattr(inner, attribute, None)):
            undeclared.append(name)
    return undeclared
