"""Document symbols, dates and sessions, as they are printed in English and Korean documents."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

SYMBOL = re.compile(
    r"\b(?:A|E|S|ST|CEDAW|CCPR|CAT|CRC|CRPD|CERD|CESCR|CED|CMW|SPT|HRI)/[A-Z0-9][A-Za-z0-9.]*(?:/[A-Za-z0-9.\[\]*-]*[A-Za-z0-9\]])*"
)
_KOREAN_SYMBOL = re.compile(r"보도(?:참고)?자료\s*(?:제)?\s*(\d{2,4}\s*-\s*\d+)")
_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_WRITTEN = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(_MONTHS)})\s+(\d{{4}})\b", re.IGNORECASE)
_KOREAN = re.compile(r"(\d{4})\s*[년.]\s*(\d{1,2})\s*[월.]\s*(?:(\d{1,2})\s*[일.]?)?")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d|21\d\d)\b")
_SESSION = re.compile(r"\b((?:[A-Z][a-z]+-)?[A-Z]?[a-z]+(?:st|nd|rd|th)|\d+(?:st|nd|rd|th))\s+session\b|제\s*(\d+)\s*차\s*(?:회의|회기)")


def symbols_in(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, symbol) of each document symbol in a text."""
    return [(m.start(), m.end(), m.group().rstrip(".")) for m in SYMBOL.finditer(text)]


def first_symbol(text: str) -> str:
    """Return the first symbol of a masthead, "" if it shows none."""
    if match := _KOREAN_SYMBOL.search(text):
        return match.group()
    found = symbols_in(text)
    return found[0][2] if found else ""


def parse_date(text: str, *, last: bool = False) -> date | None:
    """Return the first day a written date can mean (last: the last one), None for none. "2025-03" is a whole month."""
    for pattern, order in ((_ISO, (1, 2, 3)), (_WRITTEN, (3, 2, 1)), (_KOREAN, (1, 2, 3))):
        for match in pattern.finditer(text):
            year, month, day = (match.group(i) for i in order)
            number = _MONTHS.index(month.lower()) + 1 if month.isalpha() else int(month)
            try:
                return date(int(year), number, int(day or (monthrange(int(year), number)[1] if last else 1)))
            except ValueError:
                continue
    match = _YEAR.search(text)
    if not match:
        return None
    return date(int(match.group()), 12, 31) if last else date(int(match.group()), 1, 1)


def session_in(text: str) -> str:
    """Return the session a masthead names ("Forty-eighth", "91st", "제57"), "" if none."""
    match = _SESSION.search(text)
    return next((group for group in match.groups() if group), "") if match else ""
