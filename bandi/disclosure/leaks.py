"""What a finding is: a kind, a place in the text, how sure, and what exactly.

May import: the standard library.
"""

from __future__ import annotations

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
    kept: list[Leak] = []
    for leak in sorted(found, key=lambda one: (not one.is_sure, one.start - one.end)):
        if not any(other.kind == leak.kind and other.overlaps(leak.start, leak.end) for other in kept):
            kept.append(leak)
    return sorted(kept, key=lambda one: (one.start, one.end))
