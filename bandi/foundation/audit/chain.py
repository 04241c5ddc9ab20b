"""One entry of the journal as bytes, and the walk along the chain. Pure: no database.

The bytes of an entry are its fields, each preceded by its length (8 bytes, big-endian): sequence in decimal, moment in UTC with
microseconds (ISO 8601), actor (16 bytes or none), kind, record (16 bytes or none), digest, link of the entry before.
SHA-256 over them is the entry's link; SHA-256 over a zero and them is its leaf in the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple

GENESIS = bytes(32)
_LENGTHS = [length.to_bytes(8, "big") for length in range(1024)]


class Row(NamedTuple):
    """The fields of an entry as they stand in its bytes; at is written as `moment_of` writes it, no id is b""."""

    sequence: int
    at: str
    actor: bytes
    kind: str
    record: bytes
    digest: bytes
    previous: bytes
    link: bytes


class Broken(ValueError):
    """The chain does not hold; `at` is the first place (counted from 1) that is not what it must be."""

    def __init__(self, at: int) -> None:
        super().__init__(f"the chain is broken at entry {at}")
        self.at = at


def moment_of(at: datetime) -> str:
    """Return a moment as it stands in the bytes of an entry: 2024-05-16T01:02:03.000004+00:00."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def encode(sequence: int, at: str, actor: bytes, kind: str, record: bytes, digest: bytes, previous: bytes) -> bytes:
    """Return the bytes of an entry."""
    number, moment, word, size = b"%d" % sequence, at.encode(), kind.encode(), _LENGTHS
    return b"".join(
        (size[len(number)], number, size[len(moment)], moment, size[len(actor)], actor, size[len(word)], word,
         size[len(record)], record, size[len(digest)], digest, size[len(previous)], previous)
    )  # fmt: skip


def decode(entry: bytes) -> Row:
    """Return the fields of an entry from its bytes, with its link. Raises: ValueError when they are no entry's bytes."""
    parts, rest = [], entry
    for _field in range(7):
        length = int.from_bytes(rest[:8], "big")
        parts.append(rest[8 : 8 + length])
        rest = rest[8 + length :]
    number, moment, actor, kind, record, digest, previous = parts
    row = Row(
        int(number), moment.decode(), actor, kind.decode(), record, digest, previous, sha256(entry).digest()
    )  # fmt: skip
    if rest or encode(*row[:7]) != entry:
        raise ValueError("these are not the bytes of an entry")
    return row


def walk(rows: Iterable[Row], *, after: int = 0, previous: bytes = GENESIS) -> Iterator[bytes]:
    """Yield the bytes of each entry, having checked that it follows the one before.

    after, previous: number and link of the entry before the first of `rows`.
    Raises: Broken at the first entry that is changed, missing, doubled or out of order.
    """
    expected = after
    for row in rows:
        expected += 1
        try:
            entry = encode(*row[:7])
        except (ValueError, OverflowError, IndexError, AttributeError, TypeError):
            raise Broken(expected) from None
        if row[0] != expected or row[6] != previous or sha256(entry).digest() != row[7]:
            raise Broken(expected)
        previous = row[7]
        yield entry
