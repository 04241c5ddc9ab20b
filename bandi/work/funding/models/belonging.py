"""Rows that are never less protected than what they belong to: a budget line of a protected activity, a report on a protected grant.

Against whom: a reader without that right who would learn of a protected activity from its costs. Such a row cannot be saved as open, and one
whose activity became protected later is not found by her any more. No label of these rows names what they belong to.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.records.models import Handling, RecordBase, RecordQuerySet


class BelongingQuerySet(RecordQuerySet):
    """Queries of rows whose model names in `BELONGS_TO` the keys of what they belong to."""

    def visible_to(self, account: Account | None) -> BelongingQuerySet:
        """Rows that `account` may read, and whose owners she may read."""
        rows = super().visible_to(account)
        if account is not None and not account.may(Permission.PROTECTED_READ):
            for name in self.model.BELONGS_TO:
                rows = rows.exclude(**{f"{name}__handling": Handling.PROTECTED})
        return rows  # type: ignore[return-value]


def handling_with(*owners: RecordBase | None) -> str:
    """Return the handling of a row that is loaded for `owners`: protected as soon as one of them is."""
    return Handling.PROTECTED if any(owner and owner.handling == Handling.PROTECTED for owner in owners) else Handling.OPEN


def refuse_less_protected(row: Any) -> None:
    """Raises: ValidationError when what `row` belongs to is protected and the row is not."""
    if row.handling == Handling.PROTECTED:
        return
    for name in row.BELONGS_TO:
        if getattr(row, f"{name}_id") and getattr(row, name).handling == Handling.PROTECTED:
            raise ValidationError({"handling": _now("What this belongs to is protected: choose “protected” here too.")})
