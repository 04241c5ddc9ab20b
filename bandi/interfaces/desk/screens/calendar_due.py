"""What is due in a month of the calendar: the list beneath it, and a mark in the cell of each day that leads there.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import ngettext

from bandi.foundation.records.due import Window, due
from bandi.foundation.reference.writing import write_day, write_number
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.due import item_of
from bandi.interfaces.desk.screens.pieces import Item

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
