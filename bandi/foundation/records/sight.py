"""How far somebody sees, without who she is: what a kept statement may depend on.

Rows that are not sealed are seen by permission alone: all of them, those that are not protected, or none. A `Sight` stands for an account in
`visible_to` while a statement is made, and has nothing but `may`; a query that depends on anything else of a person (her compartments, her
assignments) fails there, loudly, and cannot be kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.reference.statements import Statement

Row = TypeVar("Row")


@dataclass(frozen=True)
class Sight:
    """Whether records are read, and protected ones too."""

    reads: bool
    protected: bool

    def may(self, permission: Permission) -> bool:
        """Return whether this sight includes a permission to read. Raises: KeyError for one that says nothing about reading records."""
        return {Permission.RECORDS_READ: self.reads, Permission.PROTECTED_READ: self.protected}[permission]


def sight_of(account: Account | None) -> Sight | None:
    """Return how far an account sees; None for the house itself, which sees every row that is not sealed."""
    return None if account is None else Sight(account.may(Permission.RECORDS_READ), account.may(Permission.PROTECTED_READ))


class BySight(Generic[Row]):
    """A query of rows that are not sealed, kept as SQL: one statement for each sight. make: returns the rows for a sight, with a `Given` for each value."""

    def __init__(self, make: Callable[[Any], QuerySet[Any, Row]]) -> None:
        self._make = make
        self._statements: dict[Sight | None, Statement[Row]] = {}

    def all(self, account: Account | None, **given: Any) -> list[Row]:
        """Return the rows that `account` may see; none for one that reads no records."""
        sight = sight_of(account)
        if sight is not None and not sight.reads:
            return []
        if sight not in self._statements:
            self._statements[sight] = Statement(lambda: self._make(sight))
        return self._statements[sight].all(**given)
