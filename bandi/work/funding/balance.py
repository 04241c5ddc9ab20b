"""How much of an item is left: what came in, corrected, less what was handed out. Computed whenever it is asked, never stored.

Guarantees: no entry, change, removal or undo takes a balance below nothing, whichever way it is made. The item is locked while it is looked at.
Not guarded: loading a folder writes past this; its intake asks here itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bandi.foundation.reference.texts import language_of
from bandi.foundation.reference.writing import write_number
from bandi.work.funding.models import HandOut, StockCorrection, StockItem, StockReceipt

Entry = StockReceipt | HandOut | StockCorrection


@dataclass(frozen=True)
class Balance:
    """The stock of one item. uncounted: hand-outs of which nobody knows how many; with one, `left` is the most there can be."""

    came: Decimal
    corrected: Decimal
    gone: Decimal
    uncounted: int = 0

    @property
    def left(self) -> Decimal:
        """What is left, as far as it was counted."""
        return self.came + self.corrected - self.gone


def balance_of(item: UUID) -> Balance:
    """Return the balance of one item. Raises: StockItem.DoesNotExist."""
    row: Any = StockItem.objects.filter(pk=item).with_balance().get()  # type: ignore[attr-defined]
    uncounted = HandOut.objects.in_use().filter(item=item, quantity__isnull=True).count()
    return Balance(row.came, row.corrected, row.gone, uncounted)


def refuse_shortage(entry: Entry, changes: Mapping[str, Any] | None) -> None:
    """Raise ValidationError when an entry, as it is to become, would take the balance of an item below nothing.

    entry:   as it stands, or a new one. changes: new values by attribute name; None: it is removed.
    A balance that is below nothing already may be bettered.
    """
    was = Decimal(0) if entry._state.adding or getattr(entry, "is_removed", False) else _effect(entry, entry.quantity)
    becomes, item = Decimal(0), entry.item_id
    if changes is not None:
        item = changes.get("item_id", getattr(changes.get("item"), "pk", entry.item_id))
        gone = changes.get("is_removed", getattr(entry, "is_removed", False) and not entry._state.adding)
        name = "difference" if isinstance(entry, StockCorrection) else "quantity"
        becomes = Decimal(0) if gone else _effect(entry, changes.get(name, getattr(entry, name)))
    moves = {entry.item_id: becomes - was} if item == entry.item_id else {entry.item_id: -was, item: becomes}
    for key, move in moves.items():
        if move < 0 and key is not None:
            _refuse(entry, key, move)


def _effect(entry: Entry, quantity: Decimal | None) -> Decimal:
    return entry.SIGN * Decimal(quantity or 0)


def _refuse(entry: Entry, item: UUID, move: Decimal) -> None:
    if connection.in_atomic_block:  # a preview only looks; two hand-outs at once wait for one another
        StockItem.objects.select_for_update().filter(pk=item).first()
    left = balance_of(item).left
    if left + move >= 0:
        return
    language = language_of(get_language())
    words = {"left": write_number(max(left, Decimal(0)), language), "missing": write_number(-(left + move), language)}
    if isinstance(entry, HandOut):
        problem = _("Only %(left)s are left: this would be %(missing)s too many. Write fewer, or first enter what came in or correct the stock after counting it.")
        raise ValidationError({"quantity": problem % words})
    problem = _("More was handed out already: %(missing)s would be missing. Change the hand-outs first, or correct the stock after counting it.")
    raise ValidationError(problem % words)
