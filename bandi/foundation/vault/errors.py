"""Ways in which the vault says no. Messages never carry a name, a place or a plaintext.

    VaultError
    ├── Sealed            nobody is unlocked, or she is not a member of this compartment
    │   └── Untouched     what lives depend on: a touch of the security key is missing
    ├── Erased            the subject's keys were destroyed
    ├── Held              a legal hold forbids erasing
    ├── NoSuchLock        the member has no lock that this secret could open
    ├── QuotaReached      more protected records were asked for than an hour allows
    ├── HolderAway        the key holder does not answer
    └── DatabaseLocked    the database file does not open with the operational key
"""

from __future__ import annotations


class VaultError(Exception):
    """The vault could not do what was asked."""


class Sealed(VaultError):
    """What was asked for is sealed for this reader."""


class Untouched(Sealed):
    """Lives depend on it: it opens after a touch of the security key."""


class Erased(VaultError):
    """The keys of this subject were destroyed; nothing of it can be read or written any more."""


class Held(VaultError):
    """A legal hold stands on this subject; it cannot be erased until the hold is lifted."""


class NoSuchLock(VaultError):
    """The member has no lock of this kind."""


class QuotaReached(VaultError):
    """The reader asked for more protected records than an hour allows; `again_in` seconds later some will open again."""

    def __init__(self, again_in: int = 3600) -> None:
        super().__init__("quota reached")
        self.again_in = again_in


class HolderAway(VaultError):
    """The key holder does not answer; nothing protected can be opened until it is back."""


class DatabaseLocked(VaultError):
    """The database file does not open with the operational key, or the key is gone. The message says what to do."""

    def __init__(self, sentence: object, key_file: object) -> None:
        super().__init__(sentence, key_file)
        self.sentence, self.key_file = sentence, key_file

    def __str__(self) -> str:
        return str(self.sentence) % {"file": self.key_file}
