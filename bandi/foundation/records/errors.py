"""Ways in which work on records fails.

RecordError
├── Conflict         somebody else changed the same fields since the form was opened
├── NotUndoable      a later edit stands on the one to be undone
├── Refused          a value cannot be; says the field and what to do
├── Changed          what the release gate read is no longer what would leave
└── Withheld         the release gate did not open; holds the verdict
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from bandi.foundation.records.release import Verdict


class RecordError(Exception):
    """Something about a record was refused; nothing was changed."""


@dataclass
class Conflict(RecordError):
    """Two people edited the same fields. `theirs` and `yours` hold the values of each conflicting field."""

    version: int
    theirs: dict[str, Any] = field(default_factory=dict)
    yours: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"changed meanwhile: {', '.join(sorted(self.theirs))}"


class NotUndoable(RecordError):
    """The fields of this edit were changed again later; undo the later edit first."""


class Refused(RecordError):
    """A value cannot be accepted; the message says why, in the user's language."""


class Changed(RecordError):
    """Somebody changed what is leaving after the gate had read it; asked for once more, it is read once more."""


@dataclass
class Withheld(RecordError):
    """Something may not leave: `verdict` says why, `receipt` is the id of the one that waits for answers."""

    verdict: Verdict
    receipt: UUID

    def __str__(self) -> str:
        return f"withheld: {', '.join(sorted({one.code for one in self.verdict.objections}))}"
