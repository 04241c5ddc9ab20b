"""Rows made straight from what the database gave, without the questions that Django asks of a new object.

`Model.__init__` goes through every field for each row, through descriptors, defaults and two signals: half of what a list of fifty rows
with its relations costs. A row that was just read has no defaults to fill in and nobody listens; its values are put in place as
they came, which is what `__init__` arrives at too (`tests/test_straight.py` holds each model against the long way).

May import: Django.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import models
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

Row = TypeVar("Row", bound=models.Model)


def from_row(cls: type[Row], db: str | None, field_names: Collection[str], values: Sequence[Any]) -> Row:
    """Return a row of `cls` as `Model.from_db` does. Use: `from_db = classmethod(from_row)` in a model or an abstract base."""
    if not is_plain(cls) or pre_init.receivers or post_init.receivers:
        return models.Model.from_db.__func__(cls, db, field_names, values)  # type: ignore[attr-defined,no-any-return]
    row = cls.__new__(cls)
    state = ModelState()
    state.adding, state.db = False, db
    held = vars(row)
    held["_state"] = state
    held.update(zip(field_names, values, strict=True))
    return row


@lru_cache(maxsize=512)
def is_plain(cls: type[models.Model]) -> bool:
    """Return whether every value of a row stands under its own name: no field with a descriptor of its own, no `__init__` of its own."""
    if cls.__init__ is not models.Model.__init__ or cls._meta.abstract:
        return False
    return all(type(_descriptor(cls, field.attname)) in (DeferredAttribute, ForeignKeyDeferredAttribute) for field in cls._meta.concrete_fields)


def _descriptor(cls: type[models.Model], name: str) -> Any:
    return next((vars(base)[name] for base in cls.__mro__ if name in vars(base)), None)
