"""Text made safe to print: composed Hangul, and no character that XML 1.0 forbids.

Names of files and pasted text from a Mac carry Hangul as single letters (NFD); no font sets them well, and no search
finds them. Control characters make Word refuse the file. Both are repaired once, before anything is drawn.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from typing import TypeVar

from bandi.foundation.records.blocks import Document

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\ufdd0-\ufdef]")

Part = TypeVar("Part")


def clean_text(text: str) -> str:
    """Return `text` in NFC without the characters XML 1.0 (section 2.2) forbids, lone surrogates among them."""
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", text))


def cleaned(document: Document) -> Document:
    """Return `document` with every string in it cleaned."""
    return _clean(document)


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
