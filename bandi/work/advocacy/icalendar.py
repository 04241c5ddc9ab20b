"""Writing an iCalendar file: all-day entries with a name, an address and a category. Nothing else is needed here.

Source: RFC 5545; folding 3.1, escaping 3.3.11, all-day entries end on the day after their last (3.6.1).
May import: the standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_LINE = 75  # octets, without the break


@dataclass(frozen=True)
class Day:
    """One entry. key: stable name; a program that reads the feed again replaces the entry of the same key."""

    key: str
    starts_on: date
    summary: str
    ends_on: date | None = None
    description: str = ""
    category: str = ""


def write_calendar(name: str, days: Iterable[Day], *, at: datetime) -> bytes:
    """Return the entries as a calendar called `name`; `at` is the moment the file was made."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bandi//Bandi//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"]
    for day in days:
        last = day.ends_on or day.starts_on
        lines += [
            "BEGIN:VEVENT", f"UID:{_text(day.key)}@bandi", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{day.starts_on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}", f"SUMMARY:{_text(day.summary)}", "TRANSP:TRANSPARENT",
        ]  # fmt: skip
        lines += [f"DESCRIPTION:{_text(day.description)}"] if day.description else []
        lines += [f"CATEGORIES:{_text(day.category)}"] if day.category else []
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _text(value: str) -> str:
    """Return a value of type TEXT: backslash, comma, semicolon and line break escaped, other control characters left out."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(letter for letter in escaped if letter >= " " and letter != "\x7f")


def _folded(line: str) -> bytes:
    """Return a line folded after 75 octets, never within a character."""
    parts, current = [], b""
    for letter in line:
        octets = letter.encode()
        if len(current) + len(octets) > _LINE:
            parts.append(current)
            current = b" "
        current += octets
    return b"\r\n".join([*parts, current]) + b"\r\n"
