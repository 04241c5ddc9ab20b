"""Dates as exact as they are known, sorted as intervals.

Written forms follow the Extended Date/Time Format (EDTF, ISO 8601-2:2019, level 1, and `[a..b]` of level 2):
2024-05-16 (day), 2024-05-14/2024-05-16 (range), [2024-05-14..2024-05-16] (one day within a range), 2024-05 (month),
2024-05~ (part of a month or about), 2024 (year), 2024? (inferred), ../2024-05-16 (before), 2024-03/.. (open end).
May import: the standard library only.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    RANGE = "range"
    WITHIN_RANGE = "within_range"
    MONTH = "month"
    PART_OF_MONTH = "part_of_month"
    YEAR = "year"
    INFERRED = "inferred"
    BEFORE = "before"
    UNKNOWN = "unknown"


OFFICE_YEARS = (1900, 2100)
"""Between which years lies what an office does or waits for: a day beyond them is a slip of the hand."""
TOLD_YEARS = (1500, 2199)
"""Between which years lies what is only told: a birth, a founding, a treaty."""


class DateError(ValueError):
    """A date that cannot be: the message says which and why, without the rest of the row."""


class DateBeyond(DateError):
    """A date of the calendar in a year that nothing here is about."""


_POINT = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


def parse_point(text: str) -> tuple[date, date]:
    """Return the first and last day that `text` ("2024", "2024-05", "2024-05-16") can mean.

    Raises: DateError for anything else, and for a day that does not exist (2024-02-30).
    """
    match = _POINT.match(text.strip())
    if not match:
        raise DateError(f"“{text.strip()[:40]}” is not a date of the form 2024, 2024-05 or 2024-05-16")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise DateError(f"“{text.strip()[:40]}” does not exist in the calendar") from error


@dataclass(frozen=True)
class DateSpan:
    """A date or span of dates: `starts_on` to `ends_on` are the earliest and latest day it can touch.

    ends_on: None for an open end ("since March").
    """

    starts_on: date | None
    ends_on: date | None
    precision: Precision
    written: str = ""

    @classmethod
    def unknown(cls) -> DateSpan:
        return cls(None, None, Precision.UNKNOWN, "")

    @classmethod
    def of(cls, start: str | None, end: str | None, precision: str | Precision | None = None) -> DateSpan:
        """Build a span from its two written ends and the stated precision.

        end:    empty or None means "no end is given": the same as the start, unless a precision of range says it is open.
        Raises: DateError for impossible dates, an end before its start, or an unknown precision.
        """
        if not (start or "").strip():
            return cls.unknown()
        assert start is not None
        try:
            stated = Precision(precision) if precision else None
        except ValueError as error:
            raise DateError(f"“{precision}” is not a date precision") from error
        first, last_of_start = parse_point(start)
        if end and end.strip():
            _, last = parse_point(end)
            if last < first:
                raise DateError(f"the end {end} lies before the start {start}")
        else:
            last, end = last_of_start, start
        exactness = stated or _exactness(start, end)
        return cls(first, last, exactness, _write(start.strip(), end.strip(), exactness))

    @classmethod
    def parse(cls, written: str) -> DateSpan:
        """Return the span for an EDTF text. Raises: DateError."""
        text = written.strip()
        if not text:
            return cls.unknown()
        if text.startswith("[") and text.endswith("]") and ".." in text:
            start, end = text[1:-1].split("..", 1)
            return cls.of(start, end, Precision.WITHIN_RANGE)
        if text.startswith("../"):
            _, last = parse_point(text[3:])
            return cls(None, last, Precision.BEFORE, text)
        if text.endswith("/.."):
            first, _ = parse_point(text[:-3])
            return cls(first, None, Precision.RANGE, text)
        if "/" in text:
            start, end = text.split("/", 1)
            return cls.of(start, end, Precision.RANGE)
        if text.endswith("?"):
            return cls.of(text[:-1], None, Precision.INFERRED)
        if text.endswith("~"):
            return cls.of(text[:-1], None, Precision.PART_OF_MONTH)
        return cls.of(text, None)

    def within(self, years: tuple[int, int]) -> DateSpan:
        """Return the span itself. Raises: DateBeyond when an end of it lies in no year from the first to the last of `years`."""
        if any(day and not years[0] <= day.year <= years[1] for day in (self.starts_on, self.ends_on)):
            raise DateBeyond(f"“{self.written[:40]}” lies before {years[0]} or after {years[1]}")
        return self

    def __bool__(self) -> bool:
        return self.starts_on is not None or self.ends_on is not None

    @property
    def days(self) -> int | None:
        """Length in days, both ends counted, where both are known to the day; otherwise None."""
        if self.starts_on is None or self.ends_on is None or self.precision not in {Precision.DAY, Precision.RANGE}:
            return None
        return (self.ends_on - self.starts_on).days + 1

    def contains(self, other: DateSpan) -> bool:
        """Return whether every day `other` can touch lies in this span."""
        if not self or not other or other.starts_on is None:
            return False
        after_start = self.starts_on is None or self.starts_on <= other.starts_on
        before_end = self.ends_on is None or (other.ends_on is not None and other.ends_on <= self.ends_on)
        return after_start and before_end

    def overlaps(self, first: date, last: date) -> bool:
        """Return whether the span can touch any day from `first` to `last`."""
        if not self:
            return False
        return (self.starts_on is None or self.starts_on <= last) and (self.ends_on is None or self.ends_on >= first)


def _exactness(start: str, end: str) -> Precision:
    if start.strip() != end.strip():
        return Precision.RANGE
    return {4: Precision.YEAR, 7: Precision.MONTH}.get(len(start.strip()), Precision.DAY)


def _write(start: str, end: str, precision: Precision) -> str:
    if precision is Precision.WITHIN_RANGE:
        return f"[{start}..{end}]"
    span = start if start == end else f"{start}/{end}"
    if precision is Precision.INFERRED and start == end:
        return f"{span}?"
    if precision is Precision.PART_OF_MONTH and start == end:
        return f"{span}~"
    return span
