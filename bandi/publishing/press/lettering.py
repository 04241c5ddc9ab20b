"""Letters in drawings: how wide a text will be, how it breaks, how a number is written, how SVG is escaped.

Widths are those of Pretendard Regular, so that labels can be placed without asking a font engine.
"""

from __future__ import annotations

from decimal import Decimal
from hashlib import blake2s
from itertools import groupby
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from bandi.publishing.press.cleaning import clean_text
from bandi.publishing.press.faces import serif_only

# Advance widths of U+0020 to U+007E in thousandths of the size.
_ASCII = (
    251, 257, 379, 600, 607, 862, 609, 201, 341, 341, 471, 627, 258, 433, 254, 334, 596, 438, 587, 617, 624, 597, 613, 552,
    606, 613, 254, 254, 627, 627, 627, 479, 880, 646, 619, 693, 686, 567, 557, 709, 706, 244, 516, 621, 533, 853, 718, 727,
    604, 727, 608, 607, 611, 707, 646, 915, 612, 634, 595, 341, 334, 341, 442, 425, 469, 535, 591, 529, 591, 553, 337, 579,
    562, 218, 218, 517, 218, 834, 557, 567, 579, 579, 350, 496, 340, 553, 529, 777, 513, 529, 513, 341, 306, 341, 627,
)  # fmt: skip
_WIDE, _OTHER = 864, 600
_SERIF_FACE = "Noto Serif KR, Noto Serif CJK KR, serif"


def text_width(text: str, size: float) -> float:
    """Return the width of `text` at `size`, in the unit of `size`."""
    total = 0
    for letter in text:
        code = ord(letter)
        if 0x20 <= code <= 0x7E:
            total += _ASCII[code - 0x20]
        elif east_asian_width(letter) in "WF":
            total += _WIDE
        else:
            total += _OTHER
    return total * size / 1000


def shortened(text: str, size: float, width: float) -> str:
    """Return `text` cut with an ellipsis where it is wider than `width`."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def broken(text: str, size: float, width: float, lines: int = 2) -> tuple[str, ...]:
    """Return `text` broken at spaces into at most `lines` lines of `width`; the last is cut where it is too long."""
    result: list[str] = []
    words = text.split()
    while words and len(result) < lines:
        line = words.pop(0)
        if len(result) == lines - 1:
            line = " ".join([line, *words])
            words = []
        while words and text_width(f"{line} {words[0]}", size) <= width:
            line += " " + words.pop(0)
        result.append(shortened(line, size, width))
    return tuple(result)


def number_text(value: Decimal | int) -> str:
    """Return `value` with commas between thousands and without trailing zeros: 34,314 or 2.5."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def escaped(text: str) -> str:
    """Return `text` for the content or a double-quoted attribute of SVG."""
    return escape(clean_text(text), {'"': "&quot;"})


def stable_id(*parts: str) -> str:
    """Return a short name made from `parts`, the same on every run, for ids within one page."""
    return "d" + blake2s("\x1f".join(parts).encode("utf-8", "replace"), digest_size=5).hexdigest()


def svg_frame(body: str, *, width: float, height: float, title: str, description: str, language: str, face: str) -> str:
    """Return a whole SVG around `body`: sized, named and described for readers who do not see it."""
    name = stable_id(title, description, body)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
        f'role="img" aria-labelledby="{name}-t {name}-d" xml:lang="{language}" lang="{language}" class="press-drawing" '
        f'font-family="{escaped(face)}">'
        f'<title id="{name}-t">{escaped(title)}</title><desc id="{name}-d">{escaped(description)}</desc>{body}</svg>'
    )


def svg_text(
    text: str,
    x: float,
    y: float,
    *,
    size: float,
    fill: str,
    hook: str = "c-ink",
    anchor: str = "start",
    weight: int = 400,
    turned: float = 0,
) -> str:
    """Return a line of text at its baseline; `hook` is the class a page may colour it by, `turned` degrees clockwise."""
    turn = f' transform="rotate({turned:g} {x:.1f} {y:.1f})"' if turned else ""
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{fill}" class="{hook}" text-anchor="{anchor}"{bold}{turn}>'
        f"{_lettered(text)}</text>"
    )


def _lettered(text: str) -> str:
    """Return escaped text in which what the sans lacks asks for the serif; the typesetter falls back for Hanja only."""
    parts = []
    for serif, letters in groupby(clean_text(text), key=serif_only):
        words = escaped("".join(letters))
        parts.append(f'<tspan font-family="{_SERIF_FACE}">{words}</tspan>' if serif else words)
    return "".join(parts)
