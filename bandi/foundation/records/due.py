"""What is due, whatever it belongs to: a day, what, whose. Packages offer sources; the desk shows the lines on a page, at home and in a feed.

Each source is a function of a `Window`; a new one is registered with `@source` and appears everywhere at once. A source asks only for rows
that the account of the window may see.

May import: access, reference and the other modules of this package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from bandi.foundation.access.models import Account
from bandi.foundation.records.models import Handling
from bandi.foundation.records.sight import Sight, sight_of
from bandi.foundation.reference.statements import DATE_VALUE, Given, Statement
from bandi.foundation.reference.texts import Text

SOON_DAYS = 14
NEXT_DAYS = 60
NOTHING = Text()


class Kind(StrEnum):
    """Where a line comes from."""

    DEADLINE = "deadline"
    ASKED = "asked"
    PROMISED = "promised"
    SIGNATURE = "signature"
    ANSWER = "answer"
    TASK = "task"
    REPORTING = "reporting"
    SESSION = "session"
    CONSENT = "consent"
    WITHDRAWN = "withdrawn"
    CALL = "call"
    SHIFT = "shift"


class Nearness(StrEnum):
    """How near a day is."""

    LATE = "late"
    SOON = "soon"
    NEXT = "next"
    LATER = "later"


@dataclass(frozen=True)
class Due:
    """One thing that is due.

    model, record: the record whose page tells more. about: what it belongs to. owner: id of who sees to it, her name in `owner_name`.
    is_estimate: the day was counted back from a session and is not announced. is_open: may be shown outside the house.
    """

    on: date
    kind: Kind
    what: Text
    model: str
    record: UUID
    about: Text = NOTHING
    mechanism: UUID | None = None
    owner: UUID | None = None
    owner_name: Text = NOTHING
    is_estimate: bool = False
    is_open: bool = True
    until: date | None = None

    def nearness(self, today: date) -> Nearness:
        """Return how near the day is."""
        if self.on < today:
            return Nearness.LATE
        if self.on <= today + timedelta(days=SOON_DAYS):
            return Nearness.SOON
        return Nearness.NEXT if self.on <= today + timedelta(days=NEXT_DAYS) else Nearness.LATER


@dataclass(frozen=True)
class Window:
    """For whom is asked, and up to which day; None for the house itself and for all days. most: rows of each source."""

    account: Account | None
    today: date
    upto: date | None = None
    most: int = 500


Row = TypeVar("Row")
Make = Callable[[Sight | None, int, Given | None], QuerySet[Any, Row]]


class Asked(Generic[Row]):
    """The query of a source, kept as SQL: one statement for each sight, number of rows, and whether a last day was given.

    make: returns the rows for a sight, at most so many, up to a day (`Given`, or None for all days); what else differs is a `Given` too.
    """

    def __init__(self, make: Make[Row]) -> None:
        self._make = make
        self._statements: dict[Any, Statement[Row]] = {}

    def of(self, window: Window, **given: Any) -> list[Row]:
        """Return the rows for a window; none for an account that reads no records."""
        sight, has_end = sight_of(window.account), window.upto is not None
        if sight is not None and not sight.reads:
            return []
        shape = (sight, window.most, has_end)
        if shape not in self._statements:
            self._statements[shape] = Statement(lambda: self._make(sight, window.most, Given("upto", DATE_VALUE) if has_end else None))
        return self._statements[shape].all(upto=window.upto, **given)


Source = Callable[[Window], Iterable[Due]]
_sources: list[Source] = []


def source(function: Source) -> Source:
    """Register a function that tells what is due."""
    _sources.append(function)
    return function


def due(window: Window) -> list[Due]:
    """Return what is due, the earliest first."""
    found = [line for one in _sources for line in one(window)]
    return sorted(found, key=lambda line: (line.on, line.kind, line.what.en, line.what.ko))


def may_be_named(row: object) -> bool:
    """Return whether a related record may be named in a line: it is neither removed nor protected, whoever asks."""
    return getattr(row, "handling", "") != Handling.PROTECTED and not getattr(row, "is_removed", False)
