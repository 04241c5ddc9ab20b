"""Symbols of UN documents: recognised in text, taken apart, and told from what only looks like one.

Source: symbols printed in official documents, as the tests list them; case-sensitive, trailing punctuation left out, a line
break after a slash allowed. A symbol with /Add.1 is another document than the one without.
May import: the standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ENDS = r"(?:/(?:Rev|Corr|Add|SR)\.\d+)*"
_SYMBOL = re.compile(
    rf"""(?<![\w/])(?:
     (?P<upr>A/HRC/WG\.6/\d{{1,3}}/[A-Z]{{3}}/[123]{_ENDS})
    |(?P<upr_draft>A/HRC/WG\.6/\d{{1,3}}/L\.\d+)
    |(?P<group>A/HRC/(?:WGEID|WGAD|WG\.(?!6/)\d+)/\d{{1,4}}(?:/\d+)?{_ENDS})
    |(?P<council>A/HRC/(?:(?:RES|DEC|PRST)/)?(?:S-\d{{1,3}}|\d{{1,3}})/(?:(?:NGO|NI|G|L|CRP)[./])?\d{{1,3}}{_ENDS})
    |(?P<treaty>(?:CCPR|CERD|CEDAW|CRC|CAT|CMW|CED|CRPD)/C(?:/[A-Z]{{3}})?(?:/\d{{1,3}})?(?:/(?:CO|QPR|Q|RQ|FCO|GC|SR))?(?:/\d{{1,3}}(?:[-–]\d{{1,3}})?)?(?:/D/\d+/\d{{4}})?{_ENDS})
    |(?P<cescr>E/C\.12/(?:[A-Z]{{3}}|\d{{4}}|GC)(?:/(?:CO|Q|QPR|RQ))?(?:/\d{{1,3}}(?:[-–]\d{{1,3}})?)?{_ENDS})
    |(?P<commission>E/CN\.4/(?:Sub\.2/)?\d{{4}}/\d{{1,3}}{_ENDS})
    |(?P<security>S/RES/\d{{1,4}}\s?\(\d{{4}}\)|S/(?:PRST/)?\d{{4}}/\d{{1,4}})
    |(?P<assembly>A/(?:RES/|C\.[1-6]/)?\d{{1,3}}/(?:L\.)?\d{{1,4}}{_ENDS})
    )(?![\w/])""",
    re.X,
)
_BROKEN = re.compile(r"(?<=/)[ \t]*\n[ \t]*(?=[A-Z0-9])")


@dataclass(frozen=True)
class Symbol:
    """A symbol in a text. kind: upr, council, treaty …; start, end: where it stands in the text as given."""

    text: str
    kind: str
    start: int
    end: int


def symbols_in(text: str) -> Iterator[Symbol]:
    """Yield the symbols of a text in their order."""
    for found in _SYMBOL.finditer(text):
        yield Symbol(found[0], found.lastgroup or "", found.start(), found.end())


def joined(text: str) -> str:
    """Return a text in which a symbol that was broken after a slash is whole again."""
    return _BROKEN.sub("", text)


def symbol_of(text: str) -> str:
    """Return the one symbol that `text` is, written as it should be, or an empty text when it is none."""
    cleaned = joined(text.strip().lstrip(".,;:(["))
    found = _SYMBOL.match(cleaned)
    return found[0] if found and not cleaned[found.end() :].strip(" .,;:)]") else ""
