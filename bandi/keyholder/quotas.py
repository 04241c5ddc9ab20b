"""How many protected records a person may open in an hour.

Guards against: a web process in the hands of an attacker that reads everything the people at work could read.
Guarantees:     per member and tier, never more distinct records in any sixty minutes than the quota; the alarm is raised when half
                of it is used within ten minutes, and when it is used up. Counted by member, so that new sessions do not help.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from bandi.keyholder.errors import Quota

HOUR = 3600.0
SOON = 600.0
PER_HOUR: Mapping[int, int] = {1: 1_000_000, 2: 2_000, 3: 300, 4: 20}
"""Distinct records an hour, by tier."""


@dataclass
class _Used:
    at: deque[tuple[float, UUID]] = field(default_factory=deque)
    records: dict[UUID, float] = field(default_factory=dict)


@dataclass
class Quotas:
    """Counts what each member opened in the last hour. alarms: what happened, for whoever watches."""

    per_hour: Mapping[int, int] = field(default_factory=lambda: dict(PER_HOUR))
    _used: dict[tuple[UUID, int], _Used] = field(default_factory=dict)

    def take(self, member: UUID, tier: int, records: Iterable[UUID], now: float) -> str:
        """Count records opened now; return a word for the alarm ("fast") or "".

        now:    seconds of a clock that never runs backwards.
        Raises: Quota when they are more than the hour has left; none of them is then counted.
        """
        used = self._used.setdefault((member, tier), _Used())
        while used.at and used.at[0][0] <= now - HOUR:
            moment, gone = used.at.popleft()
            if used.records.get(gone) == moment:
                del used.records[gone]
        fresh = {record for record in records if record not in used.records}
        most = self.per_hour.get(tier, 0)
        if fresh and len(used.records) + len(fresh) > most:
            again = int(used.at[0][0] + HOUR - now) + 1 if used.at else int(HOUR)
            raise Quota(again)
        before = self._recent(used, now)
        for record in fresh:
            used.at.append((now, record))
            used.records[record] = now
        return "fast" if tier > 1 and before <= most // 2 < before + len(fresh) else ""

    def left(self, member: UUID, tier: int, now: float) -> int:
        """Return how many more records the member may open at this moment."""
        used = self._used.get((member, tier), _Used())
        return self.per_hour.get(tier, 0) - sum(1 for moment in used.records.values() if moment > now - HOUR)

    @staticmethod
    def _recent(used: _Used, now: float) -> int:
        return sum(1 for moment in used.records.values() if moment > now - SOON)
