"""Compiling the words of the interface, and finding those that have no Korean.

`python tools/words.py compile` turns every django.po into django.mo; `missing` lists words of templates and code that
no catalogue of their package translates, `odds` words to which several catalogues give different ones; both exit with 1
if there are any.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1] / "bandi"
_TAG = re.compile(r"""\{%-?\s*(?:translate|trans)\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
_UNDERSCORE = re.compile(r"""_\("((?:[^"\\]|\\.)*)"\)""")
_BLOCK = re.compile(r"\{%-?\s*blocktrans(?:late)?\b([^%]*)%\}(.*?)\{%-?\s*endblocktrans(?:late)?", re.S)
_VARIABLE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
APART = "\x04"
"""Between a context and its word, as gettext writes it."""
_NAMES = {"_", "_lazy", "_now", "gettext", "gettext_lazy", "pgettext", "ngettext", "ngettext_lazy", "pgettext_lazy"}


def catalogues() -> list[Path]:
    """Return every Korean catalogue of the house."""
    return sorted(ROOT.rglob("locale/ko/LC_MESSAGES/django.po"))


def compile_all() -> int:
    """Compile every catalogue that is newer than its compiled form; return how many there are."""
    for source in catalogues():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as handle:
            catalogue = read_po(handle, locale="ko")
        with target.open("wb") as handle:
            write_mo(handle, catalogue)
    return len(catalogues())


def translated() -> set[str]:
    """Return all words that have Korean somewhere in the house (Django reads all catalogues as one)."""
    known: set[str] = set()
    for source in catalogues():
        with source.open("rb") as handle:
            for message in read_po(handle, locale="ko"):
                ids = message.id if isinstance(message.id, (list, tuple)) else [message.id]
                texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
                if message.id and all(texts[:1]) and "fuzzy" not in message.flags:
                    known.update(f"{message.context}{APART}{one}" if message.context else one for one in ids)
    return known


def used() -> Iterator[tuple[Path, str]]:
    """Yield every word that templates and code ask to be translated."""
    for template in sorted(ROOT.rglob("templates/**/*.html")):
        text = template.read_text()
        text = re.sub(r"\{%\s*comment\s*%\}.*?\{%\s*endcomment\s*%\}", "", text, flags=re.S)
        for match in _TAG.finditer(text):
            yield template, (match[1] or match[2]).replace('\\"', '"')
        for match in _UNDERSCORE.finditer(text):
            yield template, match[1]
        for options, body in _BLOCK.findall(text):
            for part in re.split(r"\{%-?\s*plural\s*-?%\}", body):
                word = _VARIABLE.sub(r"%(\1)s", part.replace("%", "%%"))
                if "trimmed" in options:
                    word = " ".join(line.strip() for line in word.splitlines() if line.strip())
                yield template, word
    for module in sorted(ROOT.rglob("*.py")):
        if {"tests", "migrations"} & set(module.parts):
            continue
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _NAMES:
                name = node.func.id  # type: ignore[attr-defined]
                said = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                if name.startswith("pgettext"):
                    yield module, APART.join(said[:2])
                    continue
                for word in said[: 2 if "ngettext" in name else 1]:
                    yield module, word


def at_odds() -> list[str]:
    """Return the words to which catalogues give several translations: Django reads them as one, so that one alone is ever shown.

    A word that has to read otherwise in another place is told apart by a context (`pgettext`).
    """
    found: dict[tuple[str, str], dict[str, str]] = {}
    for source in catalogues():
        with source.open("rb") as handle:
            for message in read_po(handle, locale="ko"):
                key = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
                text = message.string[0] if isinstance(message.string, (list, tuple)) else message.string
                if key:
                    found.setdefault((message.context or "", key), {})[text] = str(source.relative_to(ROOT).parents[3])
    return sorted(f"{word!r}: {texts}" for (_context, word), texts in found.items() if len(texts) > 1)


def missing() -> list[str]:
    """Return the words without Korean, each with the file that uses it."""
    known = translated()
    return sorted({f"{path.relative_to(ROOT)}: {word!r}" for path, word in used() if word and word not in known})


if __name__ == "__main__":
    if sys.argv[1:] == ["compile"]:
        compile_all()
    elif sys.argv[1:] == ["odds"]:
        lines = at_odds()
        print("\n".join(lines) or "every word has one Korean")
        sys.exit(bool(lines))
    elif sys.argv[1:] == ["missing"]:
        lines = missing()
        print("\n".join(lines) or "every word has its Korean")
        sys.exit(bool(lines))
    else:
        print(__doc__)
        sys.exit(2)
