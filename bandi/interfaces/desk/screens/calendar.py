"""The calendar: a month as a grid, a year as twelve small months, and apart from both what is known only roughly.

A day of the grid shows what is known to the day. "Some time in May" stands beneath May, "in 2024" beneath the year.
May import: every package below the interfaces.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from bandi.foundation.reference.dates import DateSpan, Precision
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Text
from bandi.foundation.reference.writing import month_name, write_day, write_month, write_number, write_span
from bandi.interfaces.desk.addresses import address, record_url, with_state
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.calendar_due import DueMark, ends_of, with_due
from bandi.interfaces.desk.screens.pieces import Choice, Item
from bandi.interfaces.desk.screens.year import WITHOUT_A_MONTH
from bandi.register.activities.models import Activity, Heading

TO_THE_DAY = frozenset({Precision.DAY, Precision.RANGE, Precision.INFERRED})
LONGEST_BACK = timedelta(days=400)
LONGEST_SHOWN_DAILY = 14
SHOWN_PER_DAY = 4
SHOWN_APART = 60
SERIES = 6


def is_to_the_day(first: date, last: date | None, precision: str) -> bool:
    """Return whether something can stand on days of the grid: known to the day and not longer than two weeks."""
    return precision in TO_THE_DAY and ((last or first) - first).days < LONGEST_SHOWN_DAILY


@dataclass(frozen=True)
class Row:
    """An activity as the calendar reads it."""

    id: UUID
    title: str
    starts_on: date
    ends_on: date | None
    precision: str
    when: str
    heading: UUID | None

    @property
    def span(self) -> DateSpan:
        return DateSpan(self.starts_on, self.ends_on, Precision(self.precision), self.when)

    @property
    def is_to_the_day(self) -> bool:
        """Whether it can stand on days of the grid."""
        return is_to_the_day(self.starts_on, self.ends_on, self.precision)


@dataclass(frozen=True)
class Day:
    """A cell of the grid. `entries` are links; `more` counts those that found no room."""

    date: date
    day: int
    url: str
    entries: tuple[dict[str, Any], ...]
    more: int = 0
    more_url: str = ""
    is_other: bool = False
    is_today: bool = False
    due: DueMark | None = None


@dataclass(frozen=True)
class Grid:
    """A month as `parts/calendar.html` draws it."""

    title: str
    previous_url: str
    next_url: str
    today_url: str
    weekdays: tuple[dict[str, str], ...]
    weeks: tuple[tuple[Day, ...], ...]


@dataclass(frozen=True)
class MonthPage:
    """What `desk/calendar/month.html` shows. apart: running or only roughly known; legend: sections with their colour."""

    calendar: Grid
    apart: tuple[Item, ...]
    apart_more: int
    filters: dict[str, Any]
    legend: tuple[Choice, ...]
    year_url: str
    count: int
    is_filtered: bool
    due: tuple[Item, ...] = ()
    due_more: int = 0


@dataclass(frozen=True)
class SmallMonth:
    """One of the twelve: its name, how many began in it, and for each day (0 outside the month) how many there were."""

    label: str
    url: str
    count: str
    weeks: tuple[tuple[tuple[int, int, str], ...], ...]


@dataclass(frozen=True)
class YearPage:
    """What `desk/calendar/year.html` shows. apart: of which only the year is known."""

    year: int
    months: tuple[SmallMonth, ...]
    weekdays: tuple[dict[str, str], ...]
    apart: tuple[Item, ...]
    apart_count: int
    apart_url: str
    previous_url: str
    next_url: str
    filters: dict[str, Any]
    count: int


@dataclass(frozen=True)
class DayPage:
    """What `desk/calendar/day.html` shows."""

    title: str
    items: tuple[Item, ...]
    month_url: str
    previous_url: str
    next_url: str


@dataclass(frozen=True)
class Asked:
    """What an address asks of the calendar: a kind (key of a term) and a section (id of a heading)."""

    kind: str = ""
    section: str = ""

    def with_(self, url: str) -> str:
        """Return `url` with the filters in use."""
        return with_state(url, {"kind": self.kind, "section": self.section})


@dataclass(frozen=True)
class Sections:
    """The sections of the year's telling, and the section that each heading stands in."""

    roots: tuple[tuple[UUID, str], ...]
    of_heading: dict[UUID, UUID] = field(default_factory=dict)

    def series(self, heading: UUID | None) -> int:
        """Return the colour (1 to 6) of a heading's section, 0 without one."""
        root = self.of_heading.get(heading) if heading else None
        place = next((number for number, (key, _name) in enumerate(self.roots) if key == root), None)
        return 0 if place is None else place % SERIES + 1

    def under(self, section: str) -> list[UUID]:
        """Return the headings that stand in a section, itself among them."""
        return [heading for heading, root in self.of_heading.items() if str(root) == section]


def sections_of(year: int, reader: Reader) -> Sections:
    """Return the sections of a year; headings made on the desk belong to every year."""
    rows = list(
        Heading.objects.visible_to(reader.account)
        .filter(Q(year=year) | Q(year__isnull=True))
        .order_by("order")
        .values_list("record_id", "parent_id", "title_en", "title_ko")
    )
    parents = {key: parent for key, parent, _english, _korean in rows}
    names = {key: str(Text(english, korean).in_language(reader.language)) for key, _parent, english, korean in rows}
    of_heading = {key: _root(key, parents) for key in parents}
    used = dict.fromkeys(of_heading.values())
    return Sections(tuple((key, names[key]) for key in used if key in names), of_heading)


def _root(key: UUID, parents: dict[UUID, UUID | None]) -> UUID:
    seen = {key}
    while (parent := parents.get(key)) and parent in parents and parent not in seen:
        key = parent
        seen.add(key)
    return key


Keep = Callable[[Callable[[], MonthPage]], MonthPage]


def month_page(reader: Reader, year: int, month: int, asked: Asked, *, keep: Keep = lambda read: read()) -> MonthPage:
    """Return a month with what is due in it. keep: may have what was in it from memory. Raises: ValueError for a month that does not exist."""
    return with_due(keep(lambda: _what_was(reader, year, month, asked)), year, month, reader)


def _what_was(reader: Reader, year: int, month: int, asked: Asked) -> MonthPage:
    """Return what was in a month, and nothing that is due. Raises: ValueError for a month that does not exist."""
    first, last = ends_of(year, month)
    sections = sections_of(year, reader)
    rows = _touching(first, last, reader, asked, sections)
    daily = [row for row in rows if row.is_to_the_day]
    apart = [row for row in rows if not row.is_to_the_day and row.precision not in WITHOUT_A_MONTH]
    grid = Grid(
        title=write_month(year, month, reader.language),
        previous_url=_month_url(first - timedelta(days=1), asked),
        next_url=_month_url(last + timedelta(days=1), asked),
        today_url=_month_url(timezone.localdate(), asked),
        weekdays=weekdays(),
        weeks=_weeks(first, _by_day(daily), sections, asked),
    )
    used = {sections.of_heading.get(row.heading) for row in daily if row.heading}
    legend = tuple(
        Choice(str(place % SERIES + 1), name) for place, (key, name) in enumerate(sections.roots) if key in used
    )
    return MonthPage(
        calendar=grid,
        apart=tuple(_item(row, reader) for row in apart[:SHOWN_APART]),
        apart_more=max(0, len(apart) - SHOWN_APART),
        filters=_filters(asked, sections, reader),
        legend=legend,
        year_url=asked.with_(reverse("desk:calendar_year", args=[year])),
        count=len(daily) + len(apart),
        is_filtered=bool(asked.kind or asked.section),
    )


def year_page(reader: Reader, year: int, asked: Asked) -> YearPage:
    """Return a year as twelve small months. Raises: ValueError for a year that no calendar has."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    sections = sections_of(year, reader)
    rows = _chosen(reader, asked, sections).filter(starts_on__range=(first, last)).order_by()
    begun: dict[int, int] = defaultdict(int)
    days: dict[date, int] = defaultdict(int)
    rough = 0
    for row in rows.values("starts_on", "ends_on", "precision").annotate(count=Count("pk")):
        if row["precision"] in WITHOUT_A_MONTH:
            rough += row["count"]
            continue
        begun[row["starts_on"].month] += row["count"]
        if is_to_the_day(row["starts_on"], row["ends_on"], row["precision"]):
            days[row["starts_on"]] += row["count"]
    apart = _read(rows.filter(precision__in=WITHOUT_A_MONTH).order_by("heading__order", "order"), reader, SHOWN_APART)
    return YearPage(
        year=year,
        months=tuple(_small(year, month, begun[month], days, reader, asked) for month in range(1, 13)),
        weekdays=weekdays(),
        apart=tuple(_item(row, reader) for row in apart),
        apart_count=rough,
        apart_url=with_state(reverse("desk:record_list", args=["activities"]), {"year": str(year), "dated": "roughly"}),
        previous_url=asked.with_(reverse("desk:calendar_year", args=[year - 1])),
        next_url=asked.with_(reverse("desk:calendar_year", args=[year + 1])),
        filters=_filters(asked, sections, reader),
        count=sum(begun.values()) + rough,
    )


def day_page(reader: Reader, day: date, asked: Asked) -> DayPage:
    """Return what was on a day."""
    rows = _touching(day, day, reader, asked, sections_of(day.year, reader))
    return DayPage(
        title=write_day(day, reader.language, weekday=True),
        items=tuple(_item(row, reader) for row in rows if row.is_to_the_day),
        month_url=_month_url(day, asked),
        previous_url=_day_url(day - timedelta(days=1), asked),
        next_url=_day_url(day + timedelta(days=1), asked),
    )


def month_to_show(reader: Reader) -> tuple[int, int]:
    """Return this month, or the last one in which anything happened where nothing lies ahead."""
    today = timezone.localdate()
    newest = (
        Activity.objects.visible_to(reader.account)
        .filter(starts_on__isnull=False)
        .order_by("-starts_on", "-record_id")
        .values_list("starts_on", flat=True)
        .first()
    )
    day = newest if newest and newest < today.replace(day=1) else today
    return day.year, day.month


def weekdays() -> tuple[dict[str, str], ...]:
    """Return the days of the week, Sunday first."""
    return tuple({"short": str(WEEKDAYS_ABBR[place]), "name": str(WEEKDAYS[place])} for place in (6, 0, 1, 2, 3, 4, 5))


def _chosen(reader: Reader, asked: Asked, sections: Sections) -> Any:
    rows = Activity.objects.visible_to(reader.account)
    if asked.kind:
        rows = rows.filter(kind__in=list(Term.objects.filter(vocabulary="activity_kind", key=asked.kind).values_list("pk", flat=True)))
    return rows.filter(heading__in=sections.under(asked.section)) if asked.section else rows


def _touching(first: date, last: date, reader: Reader, asked: Asked, sections: Sections) -> list[Row]:
    """Return what touches any day from `first` to `last`; what began more than `LONGEST_BACK` before is not looked for."""
    rows = _chosen(reader, asked, sections)
    within = rows.filter(starts_on__range=(first, last))
    before = rows.filter(starts_on__range=(first - LONGEST_BACK, first - timedelta(days=1)), ends_on__gte=first)
    return [*_read(before.order_by("starts_on", "record_id"), reader), *_read(within.order_by("starts_on", "record_id"), reader)]


def _read(rows: Any, reader: Reader, most: int | None = None) -> list[Row]:
    columns = ("record_id", "title_en", "title_ko", "starts_on", "ends_on", "precision", "when", "heading_id")
    return [
        Row(key, str(Text(english, korean).in_language(reader.language)), *rest)
        for key, english, korean, *rest in rows.values_list(*columns)[:most]
    ]


def _by_day(rows: Iterable[Row]) -> dict[date, list[Row]]:
    days: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        last = row.ends_on or row.starts_on
        for number in range((last - row.starts_on).days + 1):
            days[row.starts_on + timedelta(days=number)].append(row)
    return days


def _weeks(first: date, days: dict[date, list[Row]], sections: Sections, asked: Asked) -> tuple[tuple[Day, ...], ...]:
    today = timezone.localdate()
    weeks = calendar.Calendar(firstweekday=6).monthdatescalendar(first.year, first.month)
    return tuple(tuple(_day(day, first.month, today, days, sections, asked) for day in week) for week in weeks)


def _day(day: date, month: int, today: date, days: dict[date, list[Row]], sections: Sections, asked: Asked) -> Day:
    rows = days.get(day, []) if day.month == month else []
    url = _day_url(day, asked) if rows else ""
    shown = rows if len(rows) <= SHOWN_PER_DAY else rows[: SHOWN_PER_DAY - 1]
    return Day(
        day, day.day, url, tuple(_entry(row, day, sections) for row in shown), len(rows) - len(shown), url,
        day.month != month, day == today,
    )  # fmt: skip


def _entry(row: Row, day: date, sections: Sections) -> dict[str, Any]:
    goes_on = row.starts_on != day
    return {
        "label": f"… {row.title}" if goes_on else row.title, "title": row.title,
        "url": record_url("activities", row.id), "series": sections.series(row.heading),
    }  # fmt: skip


def _item(row: Row, reader: Reader) -> Item:
    return Item(row.title, record_url("activities", row.id), sub=write_span(row.span, reader.language))


def _filters(asked: Asked, sections: Sections, reader: Reader) -> dict[str, Any]:
    kinds = Term.objects.filter(vocabulary="activity_kind")
    return {
        "kind": asked.kind, "section": asked.section,
        "kinds": [Choice(term.key, reader.term_of(term), is_current=term.key == asked.kind) for term in kinds],
        "sections": [Choice(str(key), name, is_current=str(key) == asked.section) for key, name in sections.roots],
    }  # fmt: skip


def _small(year: int, month: int, count: int, days: dict[date, int], reader: Reader, asked: Asked) -> SmallMonth:
    weeks = calendar.Calendar(firstweekday=6).monthdatescalendar(year, month)
    return SmallMonth(
        month_name(month, reader.language),
        _month_url(date(year, month, 1), asked),
        write_number(count) if count else _("none"),
        tuple(
            tuple(
                (day.day, days.get(day, 0), _day_url(day, asked) if days.get(day) else "") if day.month == month else (0, 0, "")
                for day in week
            )
            for week in weeks
        ),
    )  # fmt: skip


def _month_url(day: date, asked: Asked) -> str:
    return asked.with_(address("desk:calendar_month", day.year, day.month))


def _day_url(day: date, asked: Asked) -> str:
    """Return the address of a day; that of its month is worked out once, and a year has 365."""
    head, _day, _slash = address("desk:calendar_day", day.year, day.month, 1).rpartition("1")
    return asked.with_(f"{head}{day.day}/")
