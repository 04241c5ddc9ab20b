"""How fast the processor is just now: what a million additions in Python take, measured beside everything else.

A machine that is shared, or grows warm, runs at a third of its usual speed for minutes at a time, and the time of the processor grows with
it. A figure that was measured while the additions took 150 ms instead of 50 is three times what the same work costs usually.
"""

from __future__ import annotations

import time

USUAL_MS = 50
REPEATS = 5


def _once() -> float:
    began, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number
    return (time.process_time() - began) * 1000


def pace_ms() -> float:
    """Return the milliseconds of the processor that a million additions take now: the least of five."""
    return min(_once() for _ in range(REPEATS))


class Beside:
    """The pace beside a block of measurements: in the middle between before and after. Use: `with Beside() as pace: …`, then `pace.ms`."""

    def __init__(self) -> None:
        self.ms = 0.0

    def __enter__(self) -> Beside:
        self._before = pace_ms()
        return self

    def __exit__(self, *_problem: object) -> None:
        self.ms = round((self._before + pace_ms()) / 2)
