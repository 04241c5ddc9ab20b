"""Words looked for within a list: the index where there is one, the fields themselves where there is none.

Protected records are never in the index; for those who may see them they are asked for by name, beside it.

May import: the foundation, Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet

from bandi.foundation.records import indexing, search
from bandi.foundation.records.models import Handling, Record
from bandi.foundation.records.sight import BySight
from bandi.foundation.reference.statements import TEXT_VALUE, Given, GivenIds, Statement
from bandi.foundation.reference.texts import Language
from bandi.interfaces.desk import naming
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tables.description import ListOf
from bandi.register.people.models import Person

FOUND_TO = 1_000
MOST_WORDS = 8
MOST_BESIDE = 200


class Asking(Protocol):
    """What is asked of a list: words, filters by name, an order."""

    @property
    def query(self) -> str: ...
    @property
    def asked(self) -> dict[str, str]: ...
    @property
    def sort(self) -> str: ...


def holding(kind: ListOf, rows: models.QuerySet[Any], query: str, reader: Reader) -> models.QuerySet[Any]:
    """Return those of `rows` that hold the words of `query`, at most FOUND_TO of them."""
    found = _found(kind, query, reader)
    if found is not None:
        beside = [*protected_ids(kind, query, reader), *called(kind, query, reader)]
        return rows.filter(Q(pk__in=found.ids()) | Q(pk__in=beside)) if beside else rows.filter(pk__in=found.ids())
    asked = Q()
    for word in query.split()[:MOST_WORDS]:
        asked &= Q(*[(f"{name}__icontains", word) for name in kind.search], _connector=Q.OR)
    return rows.filter(asked)


@dataclass(frozen=True)
class Answer:
    """A whole answer, newest first: what the index found, and protected records beside it, each with its position in the whole."""

    found: search.Found
    beside: tuple[tuple[int, UUID], ...] = ()

    def __len__(self) -> int:
        return len(self.found) + len(self.beside)

    @property
    def is_cut(self) -> bool:
        """Whether there may be more."""
        return len(self.found) >= FOUND_TO

    def part(self, start: int, count: int) -> tuple[search.Found, list[UUID]]:
        """Return some of the answer: those of the index, and those beside it."""
        beside = [key for position, key in self.beside if start <= position < start + count]
        before = sum(position < start for position, _key in self.beside)
        return self.found.part(start - before, count - len(beside)), beside


def newest_first(kind: ListOf, state: Asking, reader: Reader) -> Answer | None:
    """Return the answer if the index has it in the order of the list; None where it must be narrowed or sorted.

    The index keeps its rows by day, newest first, and holds neither removed nor protected records: of a list that is
    in that order a page is fifty rows of the answer, and its length is the count. Otherwise a thousand rows are sorted.
    Protected records, of which there are few, are put where their day belongs.
    """
    if not state.query or state.asked or kind.scope is not None or not kind.is_newest_first or state.sort not in ("", kind.default_sort):
        return None
    found, protected = _found(kind, state.query, reader), protected_ids(kind, state.query, reader)
    if found is None or len(protected) > MOST_BESIDE:
        return None
    return Answer(found, _placed(kind, found, protected, reader) if protected else ())


def _placed(kind: ListOf, found: search.Found, protected: list[Any], reader: Reader) -> tuple[tuple[int, UUID], ...]:
    days = _days(kind.key, reader.language).all(reader.account, protected=protected)
    places = sorted((found.before(day), -(day.toordinal() if day else 0), number, key) for number, (key, day) in enumerate(days))
    return tuple((place + number, key) for number, (place, _day, _row, key) in enumerate(places))


@lru_cache(maxsize=128)
def _days(key: str, language: Language) -> BySight[tuple[UUID, date | None]]:
    """Return the question for the days of given rows, newest first."""
    kind = KINDS[key]
    column = kind.column(kind.default_sort.lstrip("-"))
    assert column is not None

    def make(sight: Any) -> QuerySet[Any]:
        rows = kind.rows(Reader(sight, language)).filter(pk__in=GivenIds("protected"))
        return rows.order_by(f"-{column.sort}", "-pk").values_list("pk", column.sort)

    return BySight(make)


def called(kind: ListOf, query: str, reader: Reader) -> dict[Any, str]:
    """Return the people of public role whose name may be the query, each with why; nobody among other kinds of record."""
    return naming.reasons_by_person(query, reader) if kind.model is Person else {}


def found_ids(kind: ListOf, query: str) -> list[Any] | None:
    """Return the ids the index finds for `query` among this kind, best first, or None where the kind is not indexed."""
    if kind.model not in indexing.models_searchable():
        return None
    return [hit.record_id for hit in search.find(query, kinds=[kind.model._meta.label_lower], limit=FOUND_TO).hits]


def protected_ids(kind: ListOf, query: str, reader: Reader) -> list[Any]:
    """Return the protected records that hold all words of `query` in their name; the index never knows them."""
    if not reader.sees_protected:
        return []
    found: list[Any] = reader.once(("protected", kind.key, query), lambda: _protected(kind, query))
    return found


def _protected(kind: ListOf, query: str) -> list[Any]:
    words = {f"word{number}": word for number, word in enumerate(query.split()[:MOST_WORDS])}
    return _holding(len(words), FOUND_TO).all(kind=kind.model._meta.label_lower, **words)


@lru_cache(maxsize=32)
def _holding(count: int, most: int) -> Statement[UUID]:
    """Return the question for protected records of a kind whose name holds so many words."""
    asked = Q(kind=Given("kind", TEXT_VALUE), handling=Handling.PROTECTED)
    for number in range(count):
        word = Given(f"word{number}", TEXT_VALUE)
        asked &= Q(label_en__icontains=word) | Q(label_ko__icontains=word)
    return Statement(lambda: Record.objects.filter(asked).values_list("pk", flat=True)[:most])


def _found(kind: ListOf, query: str, reader: Reader) -> search.Found | None:
    """Return what the index finds among this kind, asked once for a page, or None where the kind is not indexed."""
    if kind.model not in indexing.models_searchable():
        return None
    label = kind.model._meta.label_lower
    answer: search.Found = reader.once(("found", label, query), lambda: search.find_rows(query, kinds=[label], limit=FOUND_TO))
    return answer
