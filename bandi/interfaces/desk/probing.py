"""Which of a record's relations hold anything: one question to the database instead of twenty.

An activity may have seven kinds of parts and ten kinds of records that belong to it; most have three of them. Asking each
costs a query that the ORM must put together first. Here all of them are asked at once, in SQL that the ORM wrote once for
each kind; only the id is put in anew. What is found to hold something is then asked for in the ordinary way, within what
the reader may see: this answer is never shown.

May import: the foundation, Django.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connections, models, router

from bandi.foundation.records.models import Record
from bandi.interfaces.desk.addresses import STAND_IN
from bandi.interfaces.desk.tables.description import ListOf, PartOf, Related, Several


def filled(kind: ListOf, pk: UUID) -> frozenset[int]:
    """Return the ids (of Python) of those parts, relations and ties of `kind` of which the record has any row."""
    connection = connections[router.db_for_read(kind.model)]
    sql, params, asked = _question(kind.key, connection.alias)
    if not asked:
        return frozenset()
    stand_in, own = _prepared(STAND_IN, connection), _prepared(pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, [own if param == stand_in else param for param in params])
        answers = cursor.fetchone()
    return frozenset(one for one, answer in zip(asked, answers, strict=True) if answer)


@lru_cache(maxsize=128)
def _question(key: str, alias: str) -> tuple[str, tuple[Any, ...], tuple[int, ...]]:
    """Return the SQL, its parameters (the stand-in where the id belongs) and what each column answers for."""
    from bandi.interfaces.desk.tables import KINDS

    pieces, params, asked = [], [], []
    for one, rows in _relations(KINDS[key]):
        sql, values = rows.order_by().values("pk").query.get_compiler(using=alias).as_sql()
        pieces.append(f"EXISTS({sql})")
        params += values
        asked.append(id(one))
    return f"SELECT {', '.join(pieces)}", tuple(params), tuple(asked)


def _relations(kind: ListOf) -> Iterator[tuple[PartOf | Related | Several, models.QuerySet[Any]]]:
    from bandi.interfaces.desk.tables import KINDS

    for part in kind.parts:
        yield part, part.model._default_manager.filter(**{f"{part.model.OWNER}_id": STAND_IN})  # type: ignore[attr-defined]
    for related in kind.related:
        yield related, KINDS[related.kind].model._default_manager.filter(**{related.lookup: STAND_IN})
    for tied in kind.several:
        field = kind.model._meta.get_field(tied.name)
        yield tied, field.remote_field.through._default_manager.filter(**{field.m2m_field_name(): STAND_IN})


def _prepared(pk: UUID, connection: Any) -> Any:
    """Return an id as the database takes it: sixteen bytes in hexadecimal on SQLite, a UUID on PostgreSQL."""
    return Record._meta.pk.get_db_prep_value(pk, connection)
