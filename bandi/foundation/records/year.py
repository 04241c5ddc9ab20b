"""Which year and which organisation a folder holds, before anything of it is loaded.

May import: the other modules of this package.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bandi.foundation.records.rows import FileProblem, Row, read_rows
from bandi.foundation.records.splitting import slug

LEAST, MOST = 1900, 2200


@dataclass(frozen=True)
class Described:
    """A folder of a year. year: None when neither the folder nor its activities tell it. source: name it is remembered by."""

    year: int | None
    source: str


def describe(path: Path, year: int | None = None) -> Described:
    """Return what a folder holds; `year`, where given, is the year. Raises: FileProblem when activities.jsonl must be asked."""
    told = organisation_in(path)
    found = year or _year_in(told.get("report_year")) or year_of_activities(path)
    name = str(told.get("abbreviation") or "") or slug(str(told.get("name_en") or told.get("name_ko") or "own"))
    return Described(found, f"{name[:60]} {found}" if found else name[:60])


def organisation_in(path: Path) -> dict[str, Any]:
    """Return what organisation.json of a folder says; nothing when it is missing or cannot be read."""
    if not (path / "organisation.json").is_file():
        return {}
    try:
        row = next(iter(read_rows(path / "organisation.json")))
    except (FileProblem, StopIteration):
        return {}
    return row.values if isinstance(row, Row) else {}


def _year_in(value: object) -> int | None:
    text = str(value or "")[:4]
    return int(text) if text.isdecimal() and LEAST <= int(text) <= MOST else None


def year_of_activities(path: Path) -> int | None:
    """Return the year in which most activities of the report's year begin, or None. Raises: FileProblem."""
    if not (path / "activities.jsonl").is_file():
        return None
    rows = [row for row in read_rows(path / "activities.jsonl") if isinstance(row, Row)]
    counted = [row for row in rows if row.values.get("in_report_year", True)] or rows
    years = Counter(year for row in counted if (year := _year_in(row.values.get("start_date"))))
    return years.most_common(1)[0][0] if years else None
