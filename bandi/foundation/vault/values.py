"""A sealed value as the code holds it: closed, opened for this reader, or fresh and not yet sealed.

In a template a closed one shows a calm mark, never an error.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django.utils.translation import gettext as _


class SealedValue:
    """One value of a sealed field.

    sealed: the cell as it stands in the database; empty when there is no value, or when it was not yet sealed.
    plain:  the text, once it was opened for this reader or just written; None while closed.
    """

    __slots__ = ("plain", "sealed", "unreadable")

    def __init__(self, sealed: bytes = b"", plain: str | None = None) -> None:
        self.sealed = bytes(sealed)
        self.plain = plain if plain is not None or sealed else ""
        self.unreadable = False

    @classmethod
    def of(cls, value: Any) -> SealedValue:
        """Return `value` (text, bytes of a cell, JSON of a revision, None) as a sealed value. Raises: ValueError."""
        if isinstance(value, SealedValue):
            return value
        if value is None or isinstance(value, str):
            return cls(plain=value or "")
        if isinstance(value, bytes | bytearray | memoryview):
            return cls(bytes(value))
        if isinstance(value, dict) and set(value) == {"sealed"}:
            try:
                return cls(base64.b64decode(value["sealed"], validate=True))
            except binascii.Error as error:
                raise ValueError("not a sealed value") from error
        raise ValueError("not a sealed value")

    @property
    def is_open(self) -> bool:
        """Whether the text may be shown."""
        return self.plain is not None

    @property
    def is_fresh(self) -> bool:
        """Whether it was written and not yet sealed."""
        return bool(self.plain) and not self.sealed

    def as_json(self) -> dict[str, str]:
        """The cell, for revisions and the journal: never the text."""
        return {"sealed": base64.b64encode(self.sealed).decode()}

    def __bool__(self) -> bool:
        return bool(self.sealed or self.plain)

    def __str__(self) -> str:
        if self.plain is not None:
            return self.plain
        return _("cannot be read") if self.unreadable else _("sealed")

    def __repr__(self) -> str:
        return f"<{'open' if self.is_open else 'sealed'} value>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SealedValue):
            return NotImplemented
        if self.plain is not None and other.plain is not None:
            return self.plain == other.plain
        return self.sealed == other.sealed and bool(self.sealed)

    def __hash__(self) -> int:
        return hash(self.sealed or self.plain)

    def __len__(self) -> int:
        return len(self.plain or "")
