"""Appending to the chain and verifying it.

Guards against: a person with write access to the database who wants to change or drop what was done without being seen.
Guarantees:     every entry is linked to all entries before it; any change, gap or reordering breaks `verify`.
Not against:    cutting off the newest entries; outside witnesses come with the vault.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from bandi.foundation.audit.models import Entry

GENESIS = bytes(32)
_LOCK = 0x62616E6469  # "bandi": the advisory lock under which PostgreSQL appends


@dataclass(frozen=True)
class Note:
    """What is to be journalled: the kind of act, the record it touched, and the change (only its digest is kept)."""

    kind: str
    record: UUID | None = None
    change: object = None


@dataclass(frozen=True)
class Verification:
    """The result of walking the chain: how many entries were read, and the first broken sequence or None."""

    entries: int
    broken_at: int | None

    @property
    def holds(self) -> bool:
        return self.broken_at is None


def digest_of(change: object) -> bytes:
    """Return SHA-256 over `change` as canonical JSON (sorted keys, no spaces, UTF-8)."""
    text = json.dumps(change, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).digest()


def link_of(
    *, sequence: int, at: datetime, actor: UUID | None, kind: str, record: UUID | None, digest: bytes, previous: bytes
) -> bytes:
    """Return the link of an entry: SHA-256 over its fields, each preceded by its length (8 bytes, big-endian)."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = [
        str(sequence).encode(),
        moment.encode(),
        actor.bytes if actor else b"",
        kind.encode(),
        record.bytes if record else b"",
        digest,
        previous,
    ]
    return hashlib.sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).digest()


def append(kind: str, *, by: UUID | None, record: UUID | None = None, change: object = None) -> Entry:
    """Append one entry and return it; see `append_all`."""
    return append_all([Note(kind, record, change)], by=by)[0]


def append_all(notes: Sequence[Note], *, by: UUID | None) -> list[Entry]:
    """Append an entry for each note, in order, within the caller's transaction.

    Raises: TransactionManagementError outside a transaction: an act and its entry are written together or not at all.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the journal is written in the transaction of the act")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = Entry.objects.order_by("-sequence").values_list("sequence", "link").first()
    sequence, previous = (last[0], bytes(last[1])) if last else (0, GENESIS)
    at = timezone.now()
    entries = []
    for note in notes:
        sequence += 1
        digest = digest_of(note.change)
        link = link_of(
            sequence=sequence, at=at, actor=by, kind=note.kind, record=note.record, digest=digest, previous=previous
        )
        entries.append(
            Entry(
                sequence=sequence, at=at, actor=by, kind=note.kind, record=note.record,
                digest=digest, previous=previous, link=link,
            )
        )  # fmt: skip
        previous = link
    return Entry.objects.bulk_create(entries, batch_size=500)


def verify() -> Verification:
    """Walk the whole chain from the first entry. Work grows linearly with its length; memory is constant."""
    previous, expected, count = GENESIS, 1, 0
    for entry in Entry.objects.order_by("sequence").iterator(chunk_size=2000):
        sound = (
            entry.sequence == expected
            and bytes(entry.previous) == previous
            and bytes(entry.link)
            == link_of(
                sequence=entry.sequence, at=entry.at, actor=entry.actor, kind=entry.kind, record=entry.record,
                digest=bytes(entry.digest), previous=previous,
            )
        )  # fmt: skip
        if not sound:
            return Verification(count, expected)
        previous, expected, count = bytes(entry.link), expected + 1, count + 1
    return Verification(count, None)
