"""How a printed number stands against what the records say.

Rules, by the qualifier of the printed number:
- exact, total to date: equal. A rounded printed number is not exact.
- at least: what the records say is not less.
- about: within ten per cent of what is printed, because nobody says "about 600" for 670.
May import: this package's models.
"""

from __future__ import annotations

from decimal import Decimal

from bandi.register.claims.models import State

TOLERANCE = Decimal("0.10")


def state_of(printed: Decimal | None, computed: Decimal | None, qualifier: str) -> State:
    """Return whether a printed number agrees with the records, differs from them, or has no evidence."""
    if printed is None or computed is None:
        return State.NO_EVIDENCE
    return State.AGREES if agrees(printed, computed, qualifier) else State.DIFFERS


def agrees(printed: Decimal, computed: Decimal, qualifier: str) -> bool:
    """Return whether a printed number with its qualifier is true to `computed`."""
    if qualifier == "at_least":
        return computed >= printed
    if qualifier == "approx":
        return abs(computed - printed) <= abs(printed) * TOLERANCE
    return printed == computed


def bare(value: Decimal) -> str:
    """Return a number as a sentence has it: 56,400,000; 1,350.5."""
    return f"{value.normalize():,f}"


def year_or_bare(value: Decimal, unit: str) -> str:
    """Return a number; a year without a separator of thousands."""
    return f"{int(value)}" if unit.strip().lower() in {"year", "년"} else bare(value)
