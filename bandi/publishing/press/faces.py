"""The typefaces of the press, and which characters they have.

A PDF/A may not hold a character its fonts cannot draw, and the typesetter refuses the whole report for one of them.
So each text is looked through first: what no face has is printed as 〓, the mark printers have always set for a type
they lacked, and what draws nothing anyway (joiners, variation selectors) is left out.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "fonts"
MISSING = "〓"
MISSING_IN_DRAWING = "□"

_SERIF, _SANS = "NotoSerifKR-Regular.otf", "Pretendard-Regular.otf"


def printable(text: str, *, missing: str = MISSING) -> str:
    """Return `text` with every character that no face has replaced by `missing` or, where it draws nothing, left out."""
    known = _all_characters()
    text = text.replace("\r", "").replace("\xa0", " ")
    strange = {ord(letter): _substitute(letter, missing) for letter in set(text) if ord(letter) not in known and letter not in "\n\t"}
    return text.translate(strange) if strange else text


def serif_only(letter: str) -> bool:
    """Return whether only the serif has this character (Hanja, some signs), so that a drawing must ask for the serif."""
    return ord(letter) not in _characters(_SANS) and ord(letter) in _characters(_SERIF)


def _substitute(letter: str, missing: str) -> str:
    category = unicodedata.category(letter)
    if category == "Zs":
        return " "
    if category in ("Cf", "Cc", "Mn", "Me", "Cn", "Zl", "Zp"):
        return ""
    return missing


@cache
def _all_characters() -> frozenset[int]:
    return _characters(_SERIF) | _characters(_SANS)


@cache
def _characters(name: str) -> frozenset[int]:
    found = _mapped((FOLDER / name).read_bytes())
    return frozenset(code for code in found if code < 0xE000 or 0xF8FF < code < 0xF0000)  # without the ranges of private use


def _mapped(font: bytes) -> set[int]:
    """Return the characters of an OpenType font: its `cmap` subtables of format 4 and 12 (ISO/IEC 14496-22, 5.3.1)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    start = next(
        struct.unpack_from(">I", font, record + 8)[0]
        for record in range(12, 12 + 16 * tables, 16)
        if font[record : record + 4] == b"cmap"
    )
    codes: set[int] = set()
    for number in range(struct.unpack_from(">H", font, start + 2)[0]):
        place = start + struct.unpack_from(">I", font, start + 4 + 8 * number + 4)[0]
        kind = struct.unpack_from(">H", font, place)[0]
        if kind == 12:
            groups = struct.unpack_from(">I", font, place + 12)[0]
            for group in range(groups):
                first, last, glyph = struct.unpack_from(">III", font, place + 16 + 12 * group)
                codes.update(range(first + (glyph == 0), last + 1))
        elif kind == 4:
            codes |= _segments(font, place)
    return codes


def _segments(font: bytes, place: int) -> set[int]:
    count = struct.unpack_from(">H", font, place + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, place + 14)
    starts = struct.unpack_from(f">{count}H", font, place + 16 + 2 * count)
    return {
        code for first, last in zip(starts, ends, strict=True) if first != 0xFFFF for code in range(first, last + 1)
    }
