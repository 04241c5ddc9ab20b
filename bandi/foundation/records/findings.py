"""Findings: what a check before publishing found, apart from single claims. Each package contributes its checks.

May import: later, the standard library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType
from typing import Any, Literal, TypeVar, cast
from uuid import UUID

from bandi.foundation.records.later import Later

T = TypeVar("T")

Kind = Literal["dates", "names", "lists", "sums", "rhythm", "attendances", "duplicates", "translation", "unbound", "consent"]


@dataclass(frozen=True)
class Scope:
    """What is checked: the year of an edition and its first and last day.

    shared: what checks read once for one run; see `once`.
    """

    year: int
    starts_on: date
    ends_on: date
    shared: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: str, read: Callable[[], T]) -> T:
        """Return what `read` gives, read once for all checks of a run."""
        if key not in self.shared:
            self.shared[key] = read()
        return cast(T, self.shared[key])


@dataclass(frozen=True)
class Finding:
    """One thing to look at before publishing.

    key:      stable within a year, so that a person's "seen" is remembered ("names:kyohwaso").
    records:  ids of the records concerned; claims: refs of the claims concerned ("F084").
    severity: contradiction (two of our own statements exclude each other), doubt, hint.
    """

    key: str
    kind: Kind
    severity: Literal["contradiction", "doubt", "hint"]
    message_en: str
    message_ko: str
    records: tuple[UUID, ...] = ()
    claims: tuple[str, ...] = ()


Check = Callable[[Scope], Iterable[Finding]]

_checks: dict[str, Check] = {}


def contribute(name: str, check: Check) -> None:
    """Add a check. Raises: ValueError for a second of the same name."""
    if name in _checks:
        raise ValueError(f"two checks are called {name}")
    _checks[name] = check


def _contribute_all(module: ModuleType) -> None:
    for name, check in module.CHECKS.items():
        contribute(name, check)


_held = Later(_contribute_all)
held_in = _held.hold
"""Remember the module that holds a package's `CHECKS`, loaded when somebody checks; called once from its `AppConfig.ready`."""


def found(scope: Scope) -> list[Finding]:
    """Run all checks and return their findings, contradictions first, then by kind and key."""
    _held.fetch()
    rank = {"contradiction": 0, "doubt": 1, "hint": 2}
    findings = [finding for name in sorted(_checks) for finding in _checks[name](scope)]
    return sorted(findings, key=lambda finding: (rank[finding.severity], finding.kind, finding.key))
