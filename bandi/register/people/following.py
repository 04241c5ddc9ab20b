"""Following rows that change, in portions: what an index in memory needs to be filled once and to stay true.

A cursor is the time of change and the id of the last row seen. Rows that were written a moment before, in a transaction that took
longer, are looked for once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

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

    @property
    def is_settled(self) -> bool:
        """Everything there was has been seen, and no transaction from before it can still be on its way: only newer rows matter."""
        return self.is_caught_up and (self.at is None or timezone.now() - self.at >= 2 * OVERLAP)

    def __str__(self) -> str:
        return f"{self.at.isoformat() if self.at else ''}|{self.pk}|{int(self.is_caught_up)}"


def changed_since(rows: QuerySet[Any], cursor: Cursor, *, most: int = PORTION) -> tuple[list[Any], Cursor]:
    """Return the next portion of rows that changed, in the order of change, and the cursor behind it."""
    ordered = rows.order_by("updated_at", "pk")
    if cursor.at is not None:
        is_recent = cursor.is_caught_up and not cursor.is_settled
        after = Q(updated_at__gt=cursor.at - OVERLAP) if is_recent else Q(updated_at__gt=cursor.at) | Q(updated_at=cursor.at, pk__gt=cursor.pk)
        ordered = ordered.filter(after, updated_at__gte=cursor.at - OVERLAP if is_recent else cursor.at)  # where the database begins to look
    found = list(ordered[:most])
    if not found:
        return [], Cursor(cursor.at, cursor.pk, True)
    last = found[-1]
    return found, Cursor(last.updated_at, str(last.pk), len(found) < most)


@dataclass(frozen=True)
class Followed:
    """Rows that are followed: up to where they were seen, and which of the model's they are, through another model where that knows.

    among: column and value; by: the foreign key to the model whose column it is, where it is not the model's own.
    """

    model: type[Model]
    cursor: Cursor
    among: tuple[str, Any] | None = None
    by: str = ""

    def question(self) -> tuple[str, list[Any]]:
        """Return, in words of the database, whether there is a row that changed after the cursor, and the values it takes."""
        rows: Any = self.model._meta
        conditions, given = ["1 = 1"], []
        if self.cursor.at:
            conditions.append("followed.updated_at > %s")
            given.append(_written(rows.get_field("updated_at"), self.cursor.at))
        if self.among:
            link = rows.get_field(self.by) if self.by else None
            owners: Any = link.related_model._meta if link else rows
            field = owners.get_field(self.among[0])
            # Asked of each row that changed and not joined: a database without statistics would begin with all the owners, 20,000 for no row at all.
            whose = f"(SELECT {field.column} FROM {owners.db_table} WHERE {owners.pk.column} = followed.{link.column})" if link else f"followed.{field.column}"  # noqa: S608
            conditions.append(f"{whose} = %s")
            given.append(_written(field, self.among[1]))
        return f"EXISTS(SELECT 1 FROM {rows.db_table} followed WHERE {' AND '.join(conditions)})", given  # noqa: S608  names of tables and columns, from the models


def is_unchanged(followed: Sequence[Followed]) -> bool:
    """Return whether nothing of all this changed since it was seen: one question, however many; False as well where that is not sure yet.

    Every question for a name asks this first, so it is put in words of the database: making them through models costs more than answering.
    """
    if not all(one.cursor.is_settled for one in followed):
        return False
    asked = [one.question() for one in followed]
    if not asked:
        return True
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' OR '.join(words for words, _given in asked)}", [value for _words, given in asked for value in given])
        return not cursor.fetchone()[0]


def _written(field: Any, value: Any) -> Any:
    return field.get_db_prep_value(value, connection)


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
