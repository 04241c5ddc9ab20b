"""Text made fit to print: composed Hangul, no character that XML 1.0 forbids, and the quotation marks of a printed page.

Names of files and pasted text from a Mac carry Hangul as single letters (NFD); no font sets them well, and no search
finds them. Control characters make Word refuse the file. Files and forms carry the straight marks of a keyboard (" ' - ), a
book does not. All is repaired once, before anything is drawn.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable
from typing import TypeVar

from bandi.foundation.records.blocks import Document, Entry, Section, plain
from bandi.foundation.reference.texts import unturned
from bandi.publishing.press.words import words_of

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\ufdd0-\ufdef]")

_STRAIGHT = re.compile("[\"']")
_OPENS_AFTER = frozenset(" \t\n\u00a0\u200b([{<「『〈《“‘—–/=")
_ELIDED = re.compile(r"'(?=\d0s\b|\d\ds?\b|(?:s|t|re|ve|ll|d|m)\b)", re.IGNORECASE)
_DASH = re.compile(r"(?<=\S) (?:-|--) (?=\S)")
_NO_TEXT = frozenset({"records", "latitude", "longitude"})

Part = TypeVar("Part")


def clean_text(text: str) -> str:
    """Return `text` in NFC without the characters XML 1.0 (section 2.2) forbids, lone surrogates among them, and without signs that turn its direction."""
    return unicodedata.normalize("NFC", unturned(_FORBIDDEN.sub("", text)))


def printed_text(text: str) -> str:
    """Return `text` cleaned, with quotation marks, apostrophes and dashes as a printer sets them in both languages.

    A straight mark opens after a space, a bracket or another opening mark and closes elsewhere; "'s" and "'98" are apostrophes.
    Addresses hold no space around a mark, so none of theirs becomes an opening one.
    """
    text = _DASH.sub(" – ", clean_text(text))
    if not _STRAIGHT.search(text):
        return text
    text = _ELIDED.sub("’", text)
    letters: list[str] = []
    for letter in text:
        if letter in "\"'":
            opens = not letters or letters[-1] in _OPENS_AFTER
            letter = ("“" if opens else "”") if letter == '"' else ("‘" if opens else "’")
        letters.append(letter)
    return "".join(letters)


def cleaned(document: Document) -> Document:
    """Return `document` with every string in it cleaned, and a word in place of each heading that would be empty."""
    clean = _clean(document, printed_text)
    untitled = words_of(document.language).untitled
    return dataclasses.replace(
        clean,
        title=clean.title if _shows(clean.title) else clean.organisation if _shows(clean.organisation) else untitled,
        sections=tuple(_titled(section, untitled) for section in clean.sections),
    )


def _titled(section: Section, untitled: str) -> Section:
    return dataclasses.replace(
        section,
        title=section.title if _shows(section.title) else untitled,
        blocks=tuple(_titled_entry(block, untitled) if isinstance(block, Entry) else block for block in section.blocks),
        children=tuple(_titled(child, untitled) for child in section.children),
    )


def _titled_entry(entry: Entry, untitled: str) -> Entry:
    if any(_shows(run.text) for run in entry.title):
        return entry
    return dataclasses.replace(entry, title=plain(entry.kind if _shows(entry.kind) else untitled))


def _shows(text: str) -> bool:
    """Return whether anything of `text` can be seen."""
    return any(letter.isprintable() and not letter.isspace() for letter in text)


def _clean(part: Part, write: Callable[[str], str]) -> Part:
    if isinstance(part, str):
        return write(part)  # type: ignore[return-value]
    if isinstance(part, tuple):
        return tuple(_clean(item, write) for item in part)  # type: ignore[return-value]
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        changed = {
            field.name: _clean(getattr(part, field.name), write)
            for field in dataclasses.fields(part)
            if field.name not in _NO_TEXT
        }
        return dataclasses.replace(part, **changed)
    return part


def clean_parts(part: Part) -> Part:
    """Return any value of the vocabulary of papers with every string in it cleaned, and its marks as somebody wrote them."""
    return _clean(part, clean_text)
