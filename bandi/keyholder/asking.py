"""What is asked of the holder, as values: locks, compartment versions, records with their cells.

Everything here is as it stands in the database: sealed. Nothing here is secret but the passphrase.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class LockAsk:
    """One lock of a member's private half. memory_kib, passes, lanes: the cost of its passphrase."""

    sealed: bytes
    salt: bytes
    memory_kib: int
    passes: int
    lanes: int


@dataclass(frozen=True)
class VersionAsk:
    """A compartment version and the asker's wrap of its seed; None when she hopes for a loan (break glass)."""

    compartment: UUID
    number: int
    tier: int
    grant: bytes | None


@dataclass(frozen=True)
class CellAsk:
    """One sealed value and the field it stands in."""

    table: str
    field: str
    sealed: bytes


@dataclass(frozen=True)
class RecordAsk:
    """The cells of one record that are sealed under one record key. version: index into the versions of the request."""

    version: int
    subject: UUID
    subject_wrap: bytes
    record: UUID
    key_id: UUID
    key_wrap: bytes
    cells: tuple[CellAsk, ...] = ()


@dataclass(frozen=True)
class NameSource:
    """A row that gives a person names: the person's own record, or the row of one name. What it says stands in the records of the request."""

    owner: UUID
    source: UUID


@dataclass(frozen=True)
class NameHit:
    """A person found by a name: which of her names, how likely it is the one asked for, and why, in English and Korean."""

    owner: UUID
    text: str
    probability: float
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NameAmong:
    """A word of a text that is a name of somebody: whose, and how ("name", "given", "spelling")."""

    word: str
    owner: UUID
    how: str


@dataclass(frozen=True)
class NamePair:
    """Two people who may be one: the names that led to it, how likely it is, and why, in English and Korean."""

    one: UUID
    other: UUID
    texts: tuple[str, str]
    probability: float
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Hit:
    """A record in which a search found something: its index in the request, how often, and the words around the first."""

    index: int
    count: int
    before: str
    found: str
    after: str
