"""Following rows that change, in portions: what an index in memory needs to be filled once and to stay true.

A cursor is the time of change and the id of the last row seen. Rows that were written a moment before, in a transaction that took
longer, are looked for once more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from bandi.foundation.reference.statements import MOMENT_VALUE, UUID_VALUE, Given, Statement

PORTION = 500
FEWEST = 10
STRIDE = 0.1
"""Seconds of work in one portion at most: for so long others who ask may have to wait."""
OVERLAP = timedelta(seconds=5)


@dataclass(frozen=True)
class Cursor:
    """Up to where rows were seen. is_caught_up: everything there was has been seen."""

    at: datetime | None = None
    pk: str = ""
    is_caught_up: bool = False

    @classmethod
    def of(cls, text: str) -> Cursor:
        """Return what `str` wrote."""
        at, _bar, rest = text.partition("|")
        pk, _bar, caught_up = rest.partition("|")
        return cls(datetime.fromisoformat(at) if at else None, pk, caught_up == "1")

    def __str__(self) -> str:
        return f"{self.at.isoformat() if self.at else ''}|{self.pk}|{int(self.is_caught_up)}"


def changed_since(rows: QuerySet[Any], cursor: Cursor, *, most: int = PORTION) -> tuple[list[Any], Cursor]:
    """Return the next portion of rows that changed, in the order of change, and the cursor behind it."""
    ordered = rows.order_by("updated_at", "pk")
    if cursor.at is not None:
        is_recent = cursor.is_caught_up and timezone.now() - cursor.at < 2 * OVERLAP
        after = Q(updated_at__gt=cursor.at - OVERLAP) if is_recent else Q(updated_at__gt=cursor.at) | Q(updated_at=cursor.at, pk__gt=cursor.pk)
        ordered = ordered.filter(after, updated_at__gte=cursor.at - OVERLAP)
    found = list(ordered[:most])
    if not found:
        return [], Cursor(cursor.at, cursor.pk, True)
    last = found[-1]
    return found, Cursor(last.updated_at, str(last.pk), len(found) < most)


class Watch:
    """A small question whether any row changed behind a cursor, kept as SQL: most who ask come when nothing did. rows: all that are followed."""

    def __init__(self, rows: Callable[[], QuerySet[Any]]) -> None:
        at, pk = Given("at", MOMENT_VALUE), Given("pk", UUID_VALUE)
        behind = Q(updated_at__gt=at) | Q(updated_at=at, pk__gt=pk)
        self._behind: Statement[Any] = Statement(lambda: rows().filter(behind, updated_at__gte=at).order_by().values_list("pk")[:1])

    def is_still(self, cursor: Cursor) -> bool:
        """Return whether everything was seen, so long ago that no transaction from then can still come, and nothing changed since."""
        if cursor.at is None or not cursor.is_caught_up or timezone.now() - cursor.at < 2 * OVERLAP:
            return False
        return not self._behind.all(at=cursor.at, pk=UUID(cursor.pk))


class Pace:
    """How many rows fit into the time that is left: learnt from what the last portions took, so that a question never waits long."""

    def __init__(self, per_second: float) -> None:
        self._per_second = per_second

    def most(self, seconds: float) -> int:
        """Return how many rows to take in at once when so many seconds are left; a few even when no time is left, so that whoever goes on asking gets on."""
        return max(FEWEST, min(PORTION, int(min(seconds, STRIDE) * self._per_second)))

    def took(self, rows: int, seconds: float) -> None:
        """Learn what a portion took."""
        if rows >= FEWEST:
            self._per_second = 0.5 * self._per_second + 0.5 * rows / max(seconds, 1e-3)
