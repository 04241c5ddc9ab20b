"""Ways in which the journal says no.

    AuditError
    ├── NoSigningKey       nobody offers a key for checkpoints
    ├── NothingToSign      the journal has no entry yet
    ├── NotCovered         an entry is newer than the last checkpoint, or does not exist
    └── Inconsistent       what was signed before is not the beginning of what the database holds now
"""

from __future__ import annotations


class AuditError(Exception):
    """Any of the below."""


class NoSigningKey(AuditError):
    """Nobody offers a key for checkpoints."""


class NothingToSign(AuditError):
    """The journal has no entry yet."""


class NotCovered(AuditError):
    """An entry is newer than the last checkpoint, or does not exist."""


class Inconsistent(AuditError):
    """What was signed before is not the beginning of what the database holds now. Nothing is signed on top of that."""
