"""Text made safe to print: composed Hangul, and no character that XML 1.0 forbids.

Names of files and pasted text from a Mac carry Hangul as single letters (NFD); no font sets them well, and no search
finds them. Control characters make Word refuse the file. Both are repaired once, before anything is drawn.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from typing import TypeVar

from bandi.foundation.records.blocks import Document, Entry, Section, plain
from bandi.foundation.reference.texts import unturned
from bandi.publishing.press.words import words_of

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\ufdd0-\ufdef]")

Part = TypeVar("Part")


def clean_text(text: str) -> str:
    """Return `text` in NFC without the characters XML 1.0 (section 2.2) forbids, lone surrogates among them, and without signs that turn its direction."""
    return unicodedata.normalize("NFC", unturned(_FORBIDDEN.sub("", text)))


def cleaned(document: Document) -> Document:
    """Return `document` with every string in it cleaned, and a word in place of each heading that would be empty."""
    clean = _clean(document)
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


def _clean(part: Part) -> Part:
    if isinstance(part, str):
        return clean_text(part)  # type: ignore[return-value]
    if isinstance(part, tuple):
        return tuple(_clean(item) for item in part)  # type: ignore[return-value]
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        changed = {
            field.name: _clean(getattr(part, field.name))
            for field in dataclasses.fields(part)
            if field.name not in ("records", "latitude", "longitude")
        }
        return dataclasses.replace(part, **changed)
    return part


def clean_parts(part: Part) -> Part:
    """Return any value of the vocabulary of blocks and papers with every string in it cleaned."""
    return _clean(part)
