"""What packages offer to search: one function per model that turns rows into search documents.

Protected and removed rows never reach the index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import models, transaction

from bandi.foundation.records import search
from bandi.foundation.records.models import Handling, RecordBase
from bandi.foundation.records.search import SearchDocument

Describe = Callable[[Any], SearchDocument]

_describers: dict[type[models.Model], Describe] = {}


def searchable(model: type[RecordBase], describe: Describe) -> None:
    """Offer the rows of `model` to search; called once from the package's `AppConfig.ready`."""
    _describers[model] = describe


def refresh(rows: Sequence[Any]) -> None:
    """Bring the index up to date for `rows`: open rows are indexed, all others are forgotten."""
    shown, hidden, protected = [], [], []
    for row in rows:
        describe = _describers.get(type(row))
        if describe is None:
            continue
        if row.handling == Handling.PROTECTED:
            protected.append(row.id)
        elif row.is_removed:
            hidden.append(row.id)
        else:
            shown.append(describe(row))
    if shown:
        search.index(shown)
    if hidden:
        search.forget(hidden)
    if protected:
        search.forget(protected, scrub=True)


def rebuild() -> int:
    """Index every open row of every searchable model anew and return how many there are."""
    count = 0
    for model in _describers:
        batch: list[Any] = []
        for row in model._default_manager.all().iterator(chunk_size=500):
            batch.append(row)
            if len(batch) == 500:
                refresh(batch)
                count, batch = count + len(batch), []
        refresh(batch)
        count += len(batch)
    return count


def rebuild_all() -> int:
    """Empty the index and make it anew, in one transaction; return how many rows are in it."""
    with transaction.atomic():
        search.clear()
        return rebuild()


def models_searchable() -> Iterable[type[models.Model]]:
    """Return the models whose rows can be found."""
    return tuple(_describers)
