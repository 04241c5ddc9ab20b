"""Reading the dates of a folder, with a plain reason when one cannot be.

May import: reference, the other modules of this package.
"""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

from bandi.foundation.records.rows import Row, RowProblem
from bandi.foundation.reference.dates import TOLD_YEARS, DateBeyond, DateError, DateSpan, Precision, parse_point

_SHAPE = re.compile(r"^\d{4}(-\d{1,2}(-\d{1,2})?)?$")


def point(text: str, name: str) -> tuple[date, date]:
    """Return the first and last day that `text` can mean.

    Raises: RowProblem: a day that does not exist, or a form that no date has here (what a spreadsheet makes of dates).
    """
    try:
        first, last = parse_point(text)
    except DateError as error:
        reason = _("“%(name)s”: the day %(value)s does not exist")
        if not _SHAPE.match(text.strip()):
            reason = _("“%(name)s” should be a date like 2024-05-16, 2024-05 or 2024, not “%(value)s”")
        raise RowProblem(reason % {"name": name, "value": text.strip()[:40]}) from error
    within_reach(DateSpan(first, last, Precision.RANGE, text.strip()), name)
    return first, last


def within_reach(span: DateSpan, name: str) -> None:
    """Raises: RowProblem for a date in a year that nothing told here is about."""
    try:
        span.within(TOLD_YEARS)
    except DateBeyond as error:
        words = _("“%(name)s”: %(value)s lies before %(first)s or after %(last)s. Look at the year; leave it empty where there is none.")
        raise RowProblem(words % {"name": name, "value": span.written[:40], "first": TOLD_YEARS[0], "last": TOLD_YEARS[1]}) from error


def day_of(row: Row, name: str) -> date | None:
    """Return the day in a cell, or None for an empty one; a month or a year gives its first day."""
    text = row.text(name)
    return point(text, name)[0] if text else None


def span_of(row: Row, start: str = "start_date", end: str = "end_date", precision: str = "date_precision") -> DateSpan:
    """Return the span that three cells tell. A start without an end is open: it began then and no end is given."""
    first, last, exactness = row.text(start), row.text(end), row.text(precision)
    if not first:
        if last:
            raise RowProblem(_("“%(end)s” stands without “%(start)s”") % {"end": end, "start": start})
        return DateSpan.unknown()
    begins, _last_of_start = point(first, start)
    if last and point(last, end)[1] < begins:
        raise RowProblem(_("the end %(end)s lies before the start %(start)s") % {"end": last, "start": first})
    if exactness and exactness not in set(Precision):
        raise RowProblem(_("“%(value)s” is no exactness of a date") % {"value": exactness[:40]})
    if end in row.values and not last:
        return DateSpan.parse(f"{first}/..")
    return DateSpan.of(first, last or first, exactness or None)
