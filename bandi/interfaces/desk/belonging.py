"""Records of another kind that belong to a record, as its page shows them: the first fifty, and no more of each than is shown.

What is asked is kept as SQL for each relation and language (`foundation/records/sight.py`), in one of two ways. A few are asked for by their keys: SQLite
would walk the whole list in its order to find them (200 ms at 100,000). Where there are many, walking in order finds the first of them at once.

May import: the foundation, Django.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from bandi.foundation.records.sight import BySight
from bandi.foundation.reference.statements import FEW, UUID_VALUE, Given, GivenKeys, Statement, room_for
from bandi.foundation.reference.texts import Language
from bandi.interfaces.desk import lists
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tables.description import ListOf, Related
from bandi.interfaces.desk.unsealing import is_sealed, is_sealed_record, unseal

SHOWN = 50

_RECORD = Given("record", UUID_VALUE)


def rows_of(kind: ListOf, one: Related, pk: Any, reader: Reader) -> list[Any]:
    """Return the first visible rows that belong to a record in the order of their list, each once; one more than is shown where there are more."""
    other = KINDS[one.kind]
    if is_sealed_record(other.model):
        asked = other.rows(reader).filter(pk__in=_owned(other.model, one.lookup, pk))
        found = list(lists.near(other, lists.ordered(other, asked, "", reader))[: SHOWN + 1])
        lists.complete(other, found)
    else:
        found = _plain_rows(kind, kind.related.index(one), pk, reader)
    unseal(found, other.brief)
    return found


def _plain_rows(kind: ListOf, place: int, pk: Any, reader: Reader) -> list[Any]:
    other = KINDS[kind.related[place].kind]
    keys = [key for (key,) in _keys(kind.key, place).plain(record=pk)]
    if len(keys) > FEW:
        found = _question(kind.key, place, reader.language, 0).all(reader.account, record=pk)
    elif keys:
        found = _question(kind.key, place, reader.language, room_for(len(keys))).all(reader.account, keys=keys)
    else:
        return []
    return found if _fields(other) else lists.complete(other, found)


@lru_cache(maxsize=256)
def _keys(key: str, place: int) -> Statement[Any]:
    """Return the question for the keys of what belongs to a record, whoever may see them: it tells whether they are few, and is never shown."""
    one = KINDS[key].related[place]
    return Statement(lambda: _owned(KINDS[one.kind].model, one.lookup, _RECORD)[: FEW + 1])


@lru_cache(maxsize=512)
def _question(key: str, place: int, language: Language, room: int) -> BySight[Any]:
    """Return the question for the rows that belong to a record. room: for how many keys there is a place; none where the list is walked."""
    one = KINDS[key].related[place]
    other = KINDS[one.kind]

    def make(sight: Any) -> models.QuerySet[Any]:
        anybody = Reader(sight, language)
        rows = other.rows(anybody)
        if room:
            rows = rows.filter(pk__in=GivenKeys("keys", room))
        elif (apart := _apart(other.model, one.lookup)) is not None:
            part, owner, name = apart
            rows = rows.filter(Exists(part.filter(**{owner: OuterRef("pk"), name: _RECORD})))
        else:
            rows = rows.filter(**{one.lookup: _RECORD})
        return _as_told(other, lists.ordered(other, rows, "", anybody))[: SHOWN + 1]

    return BySight(make)


def _as_told(kind: ListOf, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Return rows with what the brief columns read, or with what the list reads where one of them does not say."""
    fields = _fields(kind)
    if not fields:
        return lists.near(kind, rows)
    joined = [name for name in kind.needs if name in fields]
    return (rows.select_related(*joined) if joined else rows.select_related(None)).only(*fields)


def _fields(kind: ListOf) -> tuple[str, ...]:
    return () if is_sealed(kind.model) else kind.brief_fields


def _owned(model: type[Any], lookup: str, pk: Any) -> models.QuerySet[Any]:
    """Return the keys of the rows of `model` that name a record, some of them more than once where each of its parts may."""
    if (apart := _apart(model, lookup)) is not None:
        part, owner, name = apart
        return part.filter(**{name: pk}).order_by().values_list(owner)  # type: ignore[no-any-return]
    return model._default_manager.filter(**{lookup: pk}).order_by().values_list("pk")  # type: ignore[no-any-return]


def _apart(model: type[Any], lookup: str) -> tuple[Any, str, str] | None:
    """Return the rows that stand between, with the names of the owner and of the record in them; None where the rows themselves name the record."""
    first, _bar, rest = lookup.partition("__")
    field: Any = model._meta.get_field(first)
    if field.one_to_many and rest and "__" not in rest:
        return field.related_model._default_manager.all(), field.field.name, rest
    if field.many_to_many and not rest and hasattr(field, "m2m_field_name"):
        return field.remote_field.through._default_manager.all(), field.m2m_field_name(), field.m2m_reverse_field_name()
    return None
