"""Queries whose words never change: worked out once for each connection, and asked with other values each time.

Django puts a query together anew whenever it is asked, which takes five to twenty times as long as the answer to a small one. What every
page asks (whose visit it is, the newest entry of the journal, what is due) is kept here as the text it becomes. Only the words are kept,
never an answer: each asking goes to the database, so what changed in another process is seen as ever.

Not for:  a query whose shape depends on who asks, unless each shape is a statement of its own; and never for one whose conditions were
          computed when it was made ("now", a list of ids): everything that differs between two askings is a `Given`.
May import: Django.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import Expression, Field, QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")


class Given(Expression):
    """A value that is known only when the statement is asked; it may stand wherever a filter takes a value.

    field: what kind of value it is, so that it is handed to the database as a column of that kind would be.
    """

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]

    def value(self, given: dict[str, Any]) -> Any:
        return self.output_field.get_db_prep_value(given[self.name], connection)


class GivenIds(Given):
    """Ids that are known only when the statement is asked, as one value however many they are: `filter(activity__in=GivenIds("owners"))`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, models.UUIDField())

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        words = "(SELECT unnest(%s::uuid[]))" if connection.vendor == "postgresql" else "(SELECT value FROM json_each(%s))"
        return words, [self]

    def value(self, given: dict[str, Any]) -> Any:
        ids = given[self.name]
        return list(ids) if connection.vendor == "postgresql" else json.dumps([one.hex for one in ids])


class GivenTexts(Given):
    """Texts that are known only when the statement is asked, as one value however many they are: `filter(counterpart__in=GivenTexts("names"))`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, models.CharField())

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        words = "(SELECT unnest(%s::text[]))" if connection.vendor == "postgresql" else "(SELECT value FROM json_each(%s))"
        return words, [self]

    def value(self, given: dict[str, Any]) -> Any:
        texts = given[self.name]
        return list(texts) if connection.vendor == "postgresql" else json.dumps(texts)


ROOMS = (8, 64, 500)
FEW = ROOMS[-1]
"""Up to so many ids are looked up one by one (`GivenKeys`); where there are more, a list is walked in its order."""


def room_for(count: int) -> int:
    """Return how many places a kept question for so many ids has. Raises: StopIteration for more than a few."""
    return next(room for room in ROOMS if room >= count)


class GivenKeys(Given):
    """A few ids, each in a place of its own, so that SQLite looks each up instead of walking a list in its order: `filter(pk__in=GivenKeys("keys", 8))`.

    room: how many places there are; those that are left over hold the last id again. Ids may also be as the database has them (`Statement.plain`).
    """

    def __init__(self, name: str, room: int) -> None:
        super().__init__(name, models.UUIDField())
        self.room = room

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        return f"({', '.join(['%s'] * self.room)})", [_Nth(self.name, number) for number in range(self.room)]


class _Nth(Given):
    """One of several ids."""

    def __init__(self, name: str, number: int) -> None:
        super().__init__(name, models.UUIDField())
        self.number = number

    def value(self, given: dict[str, Any]) -> Any:
        ids = given[self.name]
        return self.output_field.get_db_prep_value(ids[min(self.number, len(ids) - 1)], connection)


FROM = 987_654_321
"""Where a kept page begins: a query set cut with `[FROM : FROM + 50]` is asked with `start`, the number of its first row."""


class Statement(Generic[Row]):
    """A query set kept as SQL. make: returns it, with a `Given` for each value; called once for each connection, and no rows are read then."""

    def __init__(self, make: Callable[[], QuerySet[Any, Row]]) -> None:
        self._make = make

    def all(self, **given: Any) -> list[Row]:
        """Return the rows as the query set would, asked with these values. Raises: KeyError where a value is missing."""
        rows = self._rows()
        if rows is None:
            return []
        compiler: Any = rows.query.get_compiler(using=rows.db)
        compiler.given = given
        found: list[Any] = list(rows._iterable_class(rows))  # type: ignore[attr-defined]
        if lookups := rows._prefetch_related_lookups:  # type: ignore[attr-defined]
            prefetch_related_objects(found, *lookups)
        return found

    def first(self, **given: Any) -> Row | None:
        """Return the first row, or None; the query set brings its own order and its own limit."""
        return next(iter(self.all(**given)), None)

    def plain(self, **given: Any) -> list[tuple[Any, ...]]:
        """Return the values as the database has them, nothing made of them: for columns of texts and whole numbers, of which there are hundreds."""
        rows = self._rows()
        if rows is None:
            return []
        compiler: Any = rows.query.get_compiler(using=rows.db)
        compiler.given = given
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(*compiler.as_sql())
            return list(cursor.fetchall())

    def _rows(self) -> QuerySet[Any, Row] | None:
        own: Any = connections[DEFAULT_DB_ALIAS]  # this thread's own; `django.db.connection` is one for all threads
        kept = vars(own).setdefault("bandi_statements", {})
        if self not in kept:
            kept[self] = _kept(self._make())
        rows: QuerySet[Any, Row] | None = kept[self]
        return rows


def _kept(rows: QuerySet[Any, Row]) -> QuerySet[Any, Row] | None:
    """Return the query set with a compiler that has done its work already; None for one that can never find anything."""
    compiler: Any = rows.query.get_compiler(using=rows.db)
    try:
        words, places = compiler.as_sql()
    except EmptyResultSet:
        return None
    kept: list[Any] = []
    before, offset, after = words.rpartition(f"OFFSET {FROM}") if rows.query.low_mark == FROM else ("", "", "")

    def as_sql(*_args: Any, **_more: Any) -> tuple[str, tuple[Any, ...]]:
        asked = f"{before}OFFSET {int(compiler.given['start'])}{after}" if offset else words
        return asked, tuple(place.value(compiler.given) if isinstance(place, Given) else place for place in places)

    def get_converters(expressions: Any) -> Any:
        if not kept:
            kept.append(type(compiler).get_converters(compiler, expressions))
        return kept[0]

    compiler.as_sql, compiler.get_converters = as_sql, get_converters
    rows.query.get_compiler = lambda using=None, connection=None, elide_empty=True: compiler  # type: ignore[method-assign,misc]
    return rows


UUID_VALUE = models.UUIDField()
DATE_VALUE = models.DateField()
MOMENT_VALUE = models.DateTimeField()
NUMBER_VALUE = models.BigIntegerField()
TEXT_VALUE = models.CharField()
