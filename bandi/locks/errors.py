"""What can go wrong with a lock. Messages never carry a key, a name or a plaintext.

    LockError
    ├── Unreadable       wrong key, changed bytes, or a value moved from its place
    ├── UnknownFormat    a version or suite that this code does not know
    ├── Truncated        a sealed file ends before its last piece
    ├── WrongPassphrase  the passphrase or the security key's secret does not open the lock
    └── ShareError       shares on paper do not go together
        ├── UnknownWord      a word is not in the list
        ├── MiswrittenShare  a share has a wrong word, or too few or too many
        ├── ForeignShare     a share belongs to another set
        ├── DoubleShare      a share is given twice
        └── TooFewShares     fewer shares than are needed
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


class ShareError(LockError):
    """Shares on paper do not go together. `place`: which of the shares, counted from 1; 0 when that cannot be told."""

    def __init__(self, message: str, *, place: int = 0) -> None:
        super().__init__(message)
        self.place = place


class UnknownWord(ShareError):
    """Word number `word` of a share is not in the list."""

    def __init__(self, *, place: int, word: int) -> None:
        super().__init__(f"word {word} of share {place} is not in the list", place=place)
        self.word = word


class MiswrittenShare(ShareError):
    """A share was miswritten. `word`: the one word that would explain it, if one does; `words`: how many were given."""

    def __init__(self, *, place: int, word: int | None = None, words: int | None = None) -> None:
        super().__init__(f"share {place} is miswritten", place=place)
        self.word, self.words = word, words


class ForeignShare(ShareError):
    """A share belongs to another set than the others."""

    def __init__(self, *, place: int) -> None:
        super().__init__(f"share {place} belongs to another set", place=place)


class DoubleShare(ShareError):
    """A share is the same as one given before (`other`)."""

    def __init__(self, *, place: int, other: int) -> None:
        super().__init__(f"share {place} is the same as share {other}", place=place)
        self.other = other


class TooFewShares(ShareError):
    """Fewer shares than are needed."""

    def __init__(self, *, needed: int, given: int) -> None:
        super().__init__(f"{needed} shares are needed, {given} given")
        self.needed, self.given = needed, given
