"""Ways in which a backup says no. Messages never carry a name, a place or a plaintext.

    BackupError
    ├── NoBackupFound      the folder holds no backup
    ├── Damaged            bytes were changed, cut or added; or a part does not hold what it says
    │   └── ForeignLine    a line of the shred ledger was not signed by this office
    ├── OtherKey           the part is not sealed to this key
    ├── NotEmpty           the installation holds records, keys or files
    ├── TooNew             the backup was made by a newer Bandi
    ├── NotMigrated        the database is not of this Bandi's form yet
    └── NotKept            a column or file of a kind that a backup does not know
"""

from __future__ import annotations


class BackupError(Exception):
    """A backup could not be made, read or restored."""


class NoBackupFound(BackupError):
    """The folder holds no backup."""


class Damaged(BackupError):
    """Bytes were changed, cut or added, or a part does not hold what it says."""


class ForeignLine(Damaged):
    """Line `number` of the shred ledger was not signed by this office."""

    def __init__(self, number: int) -> None:
        super().__init__(f"line {number}")
        self.number = number


class OtherKey(BackupError):
    """The part is not sealed to this key. `wanted`: fingerprints of the keys that open it."""

    def __init__(self, wanted: list[str]) -> None:
        super().__init__("sealed to another key")
        self.wanted = wanted


class NotEmpty(BackupError):
    """The installation holds records, keys or files; a restore would mix two offices."""


class TooNew(BackupError):
    """The backup was made by a newer Bandi."""


class NotKept(BackupError):
    """A column or a file of a kind that a backup does not know."""


class NotMigrated(BackupError):
    """The database is not of this Bandi's form yet; it is brought there first."""
