"""What a finding is: a kind, a place in the text, how sure, and what exactly.

May import: the standard library.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "name", "relative", "code", "phone", "identity_number", "online", "account", "whereabouts", "birth", "combination", "small_cell", "file"
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Leak:
    """One thing that could tell who somebody is.

    start, end: place in the text as it was given; 0, 0 for a whole table or file.
    detail:     what exactly ("protected", "korean_mobile", "check_digit"), a word of `reasons.DETAILS`.
    is_sure:    nothing else can be meant: a check digit fits, a protected person's own name. Else a person has to look.
    """

    kind: Kind
    start: int
    end: int
    detail: str
    is_sure: bool = False

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


def without_overlaps(found: list[Leak]) -> list[Leak]:
    """Return findings in the order of the text; of two of one kind on the same letters the surer and longer stays."""
    kept: dict[Kind, Apart] = {}
    for leak in sorted(found, key=lambda one: (not one.is_sure, one.start - one.end)):
        apart = kept.setdefault(leak.kind, Apart())
        if next(apart.over(leak.start, leak.end), None) is None:
            apart.add(leak)
    return sorted((leak for apart in kept.values() for leak in apart.leaks), key=lambda one: (one.start, one.end))


class Apart:
    """Findings of which no two lie on the same letters, in the order of the text, so that what overlaps a place is found without looking at all.

    A list of ten thousand addresses has as many findings; each held against each took the gate minutes.
    """

    def __init__(self, leaks: Iterable[Leak] = ()) -> None:
        self.leaks = sorted(leaks, key=_begins)

    def add(self, leak: Leak) -> None:
        insort(self.leaks, leak, key=_begins)

    def over(self, start: int, end: int) -> Iterator[Leak]:
        """Yield those that overlap a place."""
        for at in range(max(0, bisect_right(self.leaks, start, key=_begins) - 1), len(self.leaks)):
            leak = self.leaks[at]
            if leak.start >= end:
                return
            if leak.overlaps(start, end):
                yield leak


def _begins(leak: Leak) -> int:
    return leak.start
