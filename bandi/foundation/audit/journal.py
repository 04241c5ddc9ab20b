"""Appending to the chain and verifying it.

Guards against: a person with write access to the database who wants to change or drop what was done without being seen.
Guarantees:     every entry is linked to all entries before it; any change, gap or reordering breaks `verify`.
Not against:    cutting off the newest entries, or writing everything anew: checkpoints handed to witnesses show those.
"""

from __future__ import annotations

import hashlib
import json
from binascii import hexlify, unhexlify
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from bandi.foundation.audit import chain
from bandi.foundation.audit.chain import GENESIS, Broken, Row
from bandi.foundation.audit.models import Entry

_READ = (
    "SELECT sequence, CAST(at AS BLOB), CAST(actor AS BLOB), CAST(kind AS BLOB), CAST(record AS BLOB), CAST(digest AS BLOB),"
    " CAST(previous AS BLOB), CAST(link AS BLOB) FROM audit_entry WHERE {} ORDER BY sequence"
)  # whatever was put into a column comes out as bytes, and does not fit
_BATCH = 2000
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
    """Return the link of an entry: SHA-256 over its bytes, as `chain` says."""
    who, what = (actor.bytes if actor else b""), (record.bytes if record else b"")
    return hashlib.sha256(
        chain.encode(sequence, chain.moment_of(at), who, kind, what, digest, previous)
    ).digest()


def append(kind: str, *, by: UUID | None, record: UUID | None = None, change: object = None) -> Entry:
    """Append one entry and return it; see `append_all`."""
    return append_all([Note(kind, record, change)], by=by)[0]


def append_all(notes: Sequence[Note], *, by: UUID | None) -> list[Entry]:
    """Append an entry for each note, in order, within the caller's transaction.

    Raises: TransactionManagementError outside a transaction: an act and its entry are written together or not at all.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the journal is written in the transaction of the act")
    lock()
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


def lock() -> None:
    """Let nobody else append until the transaction ends. On SQLite, whoever writes is alone already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def rows(*, after: int = 0, until: int | None = None) -> Iterator[Row]:
    """Yield the entries with numbers above `after`, up to `until`, in order; memory is constant.

    From the beginning to the end, whatever else stands in the table comes too, so that nothing can hide beside the chain.
    SQLite is read below Django's conversions, which would cost more than all the hashing.
    """
    if connection.vendor == "sqlite":
        yield from _rows_of_sqlite(after, until)
        return
    entries = Entry.objects.order_by("sequence").values_list(*Row._fields)
    entries = entries if until is None else entries.filter(sequence__lte=until)
    last = after or None
    while batch := list((entries if last is None else entries.filter(sequence__gt=last))[:_BATCH]):
        for sequence, at, actor, kind, record, digest, previous, link in batch:
            who, what = (actor.bytes if actor else b""), (record.bytes if record else b"")
            yield Row(sequence, chain.moment_of(at), who, kind, what, bytes(digest), bytes(previous), bytes(link))
        last = batch[-1][0]
        if len(batch) < _BATCH:
            return


def _rows_of_sqlite(after: int, until: int | None) -> Iterator[Row]:
    bounds = [("sequence > %s", after)] if after else []
    bounds += [] if until is None else [("sequence <= %s", until)]
    where = " AND ".join(["TRUE", *(condition for condition, _value in bounds)])
    with connection.cursor() as cursor:
        cursor.execute(_READ.format(where), [value for _condition, value in bounds])
        while batch := cursor.fetchmany(_BATCH):
            for sequence, at, actor, kind, record, digest, previous, link in batch:
                word = kind.decode(errors="surrogateescape")
                yield Row(sequence, _moment(at), _id(actor), word, _id(record), digest, previous, link)


def _moment(stored: bytes) -> str:
    """Return a moment as SQLite keeps it (UTC, no fraction when it is zero) as the bytes of an entry have it."""
    text = stored.decode(errors="surrogateescape")
    fraction = "" if len(text) > 19 else ".000000"
    return f"{text[:10]}T{text[11:]}{fraction}+00:00" if text[10:11] == " " else text


def _id(stored: bytes | None) -> bytes:
    """Return an id as SQLite keeps it (hex); what is not written as we write it is returned as it stands, and fits no link."""
    if stored is None:
        return b""
    try:
        value = unhexlify(stored)
    except ValueError:
        return stored
    return value if len(stored) == 32 and hexlify(value) == stored else stored


def newest() -> int:
    """Return the number of the newest entry, 0 in an empty journal."""
    return Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def verify() -> Verification:
    """Walk the whole chain from the first entry. Work grows linearly with its length; memory is constant.

    The chain alone does not show that the newest entries were cut off or everything was written anew: `verifying.verify` also
    holds it against the checkpoints.
    """
    count = 0
    try:
        for _entry in chain.walk(rows()):
            count += 1
    except Broken as broken:
        return Verification(count, broken.at)
    return Verification(count, None)
