"""What is due in a month of the calendar: the list beneath it, and a mark in the cell of each day that leads there.

May import: every package below the interfaces.
"""

from __future__ import annotations

import calendar
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import ngettext

from bandi.foundation.records.due import Window, due
from bandi.foundation.reference.writing import write_day, write_number
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.due import item_of
from bandi.interfaces.desk.screens.pieces import Item

if TYPE_CHECKING:
    from bandi.interfaces.desk.screens.calendar import MonthPage

SHOWN = 60


@dataclass(frozen=True)
class DueMark:
    """The mark in a day's cell: how many are due, in words for who does not see the cell, and where in the list they stand."""

    count: str
    label: str
    url: str


@dataclass(frozen=True)
class DueOfMonth:
    """items: the lines beneath the month, of each day the first with an anchor; more: how many found no room; marks: by day."""

    items: tuple[Item, ...]
    more: int
    marks: dict[date, DueMark]


def with_due(page: MonthPage, year: int, month: int, reader: Reader) -> MonthPage:
    """Return a month with what is due in it. That hangs on who looks (her compartments, her assignments) and on the moment: it is never kept."""
    lies_due = due_of_month(*ends_of(year, month), reader)
    weeks = tuple(tuple(replace(day, due=lies_due.marks.get(day.date)) for day in week) for week in page.calendar.weeks)
    return replace(page, calendar=replace(page.calendar, weeks=weeks), due=lies_due.items, due_more=lies_due.more)


def ends_of(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month. Raises: ValueError for one that does not exist."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def due_of_month(first: date, last: date, reader: Reader) -> DueOfMonth:
    """Return what is due in a month, whatever it belongs to: the same lines as on its own page; in a month gone by, what lay ahead then."""
    today = timezone.localdate()
    lines = [line for line in due(Window(reader.account, min(today, first), upto=last)) if line.on >= first]
    items, anchored = [], set()
    for line in lines[:SHOWN]:
        item = item_of(line, reader, today)
        items.append(item if line.on in anchored else replace(item, anchor=_anchor(line.on)))
        anchored.add(line.on)
    counts = Counter(line.on for line in lines)
    return DueOfMonth(tuple(items), max(0, len(lines) - SHOWN), {day: _mark(day, count, reader, is_shown=day in anchored) for day, count in counts.items()})


def _mark(day: date, count: int, reader: Reader, *, is_shown: bool) -> DueMark:
    words = ngettext("%(count)s thing due on %(day)s", "%(count)s things due on %(day)s", count) % {"count": write_number(count), "day": write_day(day, reader.language)}
    return DueMark(write_number(count), words, f"#{_anchor(day)}" if is_shown else "#due-title")


def _anchor(day: date) -> str:
    return f"due-{day.isoformat()}"
