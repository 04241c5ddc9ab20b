"""How far somebody sees, without who she is: what a kept statement may depend on.

Rows that are not sealed are seen by permission alone: all of them, those that are not protected, or none. A `Sight` stands for an account in
`visible_to` while a statement is made, and has nothing but `may`; a query that depends on anything else of a person (her compartments, her
assignments) fails there, loudly, and cannot be kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission


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
