"""Opening what is sealed for whoever looks at a page; what she may not open keeps its mark.

May import: the foundation, Django.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bandi.foundation.records.models import SealedRecordBase
from bandi.foundation.vault.errors import HolderAway, QuotaReached
from bandi.foundation.vault.fields import SealedRow
from bandi.foundation.vault.reading import opened
from bandi.foundation.vault.values import SealedValue


def is_sealed(model: type[Any]) -> bool:
    """Return whether the rows of a model have sealed fields."""
    return issubclass(model, SealedRow)


def is_sealed_record(model: type[Any]) -> bool:
    """Return whether a kind of record exists only for members of a compartment."""
    return issubclass(model, SealedRecordBase)


def unseal(rows: Sequence[Any], names: Iterable[str] = ()) -> Sequence[Any]:
    """Open the named sealed fields (all by default) of rows of one model, and return the rows.

    A quota that is used up, or a holder that is away, leaves them closed: the page stays usable and says so in its head.
    """
    if not rows or not is_sealed(type(rows[0])):
        return rows
    sealed = type(rows[0]).sealed_fields()
    chosen = [name for name in names if name in sealed] if names else list(sealed)
    if chosen:
        try:
            opened(rows, *chosen, why="desk")
        except (QuotaReached, HolderAway):
            return rows
    return rows


def is_closed(row: Any, name: str) -> bool:
    """Return whether a value of a row is sealed for this reader, so that she cannot change it either."""
    value = getattr(row, name, None)
    return isinstance(value, SealedValue) and bool(value.sealed) and not value.is_open


def is_fixed(model: type[Any], name: str) -> bool:
    """Return whether a field stays as it was when a sealed record was made: its compartment."""
    return is_sealed_record(model) and name in {"compartment", "subject"}
