"""What can go wrong with a lock. Messages never carry a key, a name or a plaintext.

    LockError
    ├── Unreadable       wrong key, changed bytes, or a value moved from its place
    ├── UnknownFormat    a version or suite that this code does not know
    ├── Truncated        a sealed file ends before its last piece
    └── WrongPassphrase  the passphrase or the security key's secret does not open the lock
"""

from __future__ import annotations


class LockError(Exception):
    """Something could not be sealed or opened."""


class Unreadable(LockError):
    """The key is not the right one, the bytes were changed, or the value stands in another place than it was sealed for."""


class UnknownFormat(LockError):
    """The first bytes name a version or suite that this code does not know."""


class Truncated(LockError):
    """A sealed file ends before its last piece."""


class WrongPassphrase(LockError):
    """The passphrase, or the secret of the security key, does not open this lock."""
