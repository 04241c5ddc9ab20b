"""Invented organisations, and documents made from a few lines. Kestrel Union and the others do not exist."""

from __future__ import annotations

import re
from datetime import date

from bandi.citations.document import Document, Mark, Note, Unit
from bandi.citations.naming import find_named
from bandi.citations.ours import OurText, organisations_from_json

ORGANISATIONS = organisations_from_json(
    {
        "organizations": {
            "kunf": {
                "name": "Kestrel Union for North Korean Freedoms",
                "abbr": ["KUNF"],
                "ko": ["북녘자유황조롱이연합", "황조롱이연합"],
                "seat": "Seoul (Republic of Korea)",
                "variants": ["the Union (only where defined)"],
                "not_same": ["Kestrel Union for Freedoms", "Kestrel Unity for North Korean Families"],
            },
            "kunof": {"name": "Kestrel Unity for North Korean Families", "abbr": ["KUNOF"], "seat": "Oslo (Norway)"},
            "har": {
                "name": "Harbour Records Centre",
                "abbr": ["HRC"],
                "ko": ["항구기록원"],
                "seat": "Busan (Republic of Korea)",
                "not_same": ["Highland Relief Council (also HRC)"],
            },
            "hig": {"name": "Highland Relief Council", "abbr": ["HRC"], "seat": "Bern (Switzerland)"},
            "tide": {"name": "Tide Watch", "abbr": ["TW"], "ko": ["물때감시단"], "seat": "Sokcho (Republic of Korea)"},
            "kin": {"name": "Kin of the Lost", "abbr": ["KOL"], "ko": ["잃은이가족모임"], "seat": "Paju (Republic of Korea)"},
        }
    }
)
_MARK = re.compile(r"\[(\d+)\]")


def document(*paragraphs: str, notes: dict[int, str] | None = None, dated: date | None = date(2041, 5, 1), symbol: str = "A/HRC/95/7") -> Document:
    """Return a document whose paragraphs are numbered from 1; `[3]` is the mark of note 3."""
    units = []
    for number, text in enumerate(paragraphs, start=1):
        plain, marks, at = "", [], 0
        for match in _MARK.finditer(text):
            plain += text[at : match.start()]
            marks.append(Mark(int(match.group(1)), len(plain)))
            at = match.end()
        units.append(Unit(str(number), plain + text[at:], tuple(marks)))
    rows = tuple(Note(number, text) for number, text in sorted((notes or {}).items()))
    return Document("invented", tuple(units), rows, symbol=symbol, dated=dated)


def named(asked: Document, organisation: str = "kunf", texts: tuple[OurText, ...] = ()) -> dict[str, set[str]]:
    """Return, for each paragraph that names the organisation, how."""
    return {one.unit.id: set(one.hows) for one in find_named(asked, ORGANISATIONS, texts) if one.organisation == organisation}
