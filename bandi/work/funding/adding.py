"""Adding budget lines up: by currency, and in one currency only where every line has a rate to it.

May import: the foundation, this package's models.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from bandi.foundation.access.models import Account
from bandi.foundation.records.sight import BySight
from bandi.foundation.reference.statements import UUID_VALUE, Given
from bandi.work.funding.models import BudgetLine

DEEPEST = 3
"""Levels of activities beneath one another that are followed: a trip, its meetings, their parts, and parts of those."""


@dataclass(frozen=True)
class Total:
    """Sums in one currency. unplanned: lines of which something was spent and nothing planned."""

    currency: str
    planned: Decimal
    spent: Decimal
    lines: int
    unplanned: int = 0

    @property
    def left(self) -> Decimal:
        """What is left of what was planned; below nothing when more was spent."""
        return self.planned - self.spent


def by_currency(lines: Iterable[BudgetLine]) -> list[Total]:
    """Return the sums of each currency, the one with most lines first."""
    kept: dict[str, list[BudgetLine]] = {}
    for line in lines:
        kept.setdefault(line.currency, []).append(line)
    found = [_total(currency, [(line, Decimal(1)) for line in own]) for currency, own in kept.items()]
    return sorted(found, key=lambda total: (-total.lines, total.currency))


def in_currency(lines: Sequence[BudgetLine], currency: str) -> Total | None:
    """Return the sums of all lines in `currency`; None as soon as one line has no rate to it."""
    rated = [(line, rate) for line in lines if (rate := rate_to(line, currency)) is not None]
    return _total(currency, rated) if len(rated) == len(lines) else None


def together(lines: Sequence[BudgetLine]) -> Total | None:
    """Return the sums of lines of several currencies in the one that all of them can be converted to; None where there is none."""
    if len({line.currency for line in lines}) < 2:
        return None
    asked = Counter(name for line in lines for name in (line.currency, line.other_currency) if name)
    return next((total for currency, _count in asked.most_common() if (total := in_currency(lines, currency))), None)


def rate_to(line: BudgetLine, currency: str) -> Decimal | None:
    """Return what one unit of a line's currency is worth in `currency`; None where the line does not say."""
    if line.currency == currency:
        return Decimal(1)
    return line.rate if line.other_currency == currency else None


def lines_of(activity: UUID, account: Account | None) -> list[BudgetLine]:
    """Return the lines of an activity and of what is part of it, as far as `account` may see them: one question, whatever there is."""
    return _LINES.all(account, activity=activity)


def _lines(sight: Any) -> QuerySet[BudgetLine]:
    activity, path = Given("activity", UUID_VALUE), "activity"
    asked = Q(activity=activity)
    for _depth in range(DEEPEST):
        path += "__part_of"
        asked |= Q(**{path: activity})
    rows = BudgetLine.objects.visible_to(sight).filter(asked, activity__is_removed=False)
    return rows.select_related("activity", "category", "grant").order_by("order", "record_id")  # type: ignore[return-value]


_LINES: BySight[BudgetLine] = BySight(_lines)


def _total(currency: str, rated: list[tuple[BudgetLine, Decimal]]) -> Total:
    planned = sum((line.planned * rate for line, rate in rated if line.planned is not None), Decimal(0))
    spent = sum((line.spent * rate for line, rate in rated if line.spent is not None), Decimal(0))
    unplanned = sum(line.planned is None for line, _rate in rated)
    cent = Decimal("0.01")
    return Total(currency, planned.quantize(cent), spent.quantize(cent), len(rated), unplanned)
