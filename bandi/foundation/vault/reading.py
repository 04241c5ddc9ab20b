"""Opening sealed values for a reader, many at once.

Guarantees: a batch costs two queries and one question to the holder, however many rows; what the reader may not open stays
            closed and shows its mark.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection

from bandi.foundation.vault.errors import HolderAway, QuotaReached, Sealed
from bandi.foundation.vault.fields import SealedRow
from bandi.foundation.vault.holding import holder, server_opener
from bandi.foundation.vault.values import SealedValue
from bandi.keyholder import errors
from bandi.keyholder.asking import CellAsk, RecordAsk, VersionAsk
from bandi.locks import cells


@dataclass(frozen=True)
class Reader:
    """Whoever wants to read: the token of her session with the holder (from the browser), and her member."""

    token: str = ""
    member: uuid.UUID | None = None


NOBODY = Reader()
TRIES = 5
PER_QUESTION = 900
_reader: ContextVar[Reader] = ContextVar("bandi_reader", default=NOBODY)


def current_reader() -> Reader:
    """Return who is reading in this request; nobody outside of one."""
    return _reader.get()


@contextmanager
def reading_as(reader: Reader) -> Iterator[None]:
    """Let everything within open for `reader`."""
    token = _reader.set(reader)
    try:
        yield
    finally:
        _reader.reset(token)


@dataclass(frozen=True)
class Asked:
    """Rows turned into what the holder understands. values: one list per record ask, to be filled in the same order."""

    versions: tuple[VersionAsk, ...]
    records: tuple[RecordAsk, ...]
    values: tuple[tuple[SealedValue, ...], ...]
    rows: tuple[Any, ...]


def opened(rows: Iterable[Any], *fields: str, why: str = "", by: Reader | None = None) -> list[Any]:
    """Open the named sealed fields (all by default) of `rows` for a reader and return the rows.

    What she may not open stays closed. Raises: QuotaReached; HolderAway when the holder does not answer.
    """
    listed = list(rows)
    reader = by or current_reader()
    for is_server, asked in _by_opener(asked_for(listed, fields, reader)):
        answers: Sequence[Sequence[bytes | None]]
        if is_server:
            answers = list(server_opener().cells(asked.versions, asked.records))
        elif not reader.token:
            continue
        else:
            answers = ask(reader, asked, why)
        for values, texts in zip(asked.values, answers, strict=True):
            for value, text in zip(values, texts, strict=True):
                value.plain = text.decode() if text is not None else None
                value.unreadable = text is None and any(other is not None for other in texts)
    return listed


def ask(reader: Reader, asked: Asked, why: str) -> list[list[bytes | None]]:
    """Ask the holder; a locked session opens nothing. Raises: QuotaReached, HolderAway."""
    try:
        return holder().open(reader.token, asked.versions, asked.records, why)
    except (errors.NotUnlocked, errors.NotGranted):
        return [[None] * len(record.cells) for record in asked.records]
    except errors.Quota as error:
        raise QuotaReached(error.again_in) from error
    except errors.HolderError as error:
        raise HolderAway("the key holder does not answer") from error


def text_of(row: Any, field: str, *, why: str = "", by: Reader | None = None) -> str:
    """Return one sealed text. Raises: Sealed when the reader may not open it."""
    opened([row], field, why=why, by=by)
    value: SealedValue = getattr(row, field)
    if value.plain is None:
        raise Sealed("sealed for this reader")
    return value.plain


def asked_for(rows: Sequence[SealedRow], fields: Sequence[str], reader: Reader) -> Asked:
    """Return the question to the holder for closed values of `rows`."""
    closed: dict[tuple[int, uuid.UUID], list[tuple[str, SealedValue]]] = defaultdict(list)
    for at, row in enumerate(rows):
        for name in fields or row.sealed_fields():
            value = getattr(row, name)
            if isinstance(value, SealedValue) and value.sealed and value.plain is None:
                closed[at, cells.key_id_of(value.sealed)].append((name, value))
    keys, versions = _keys_and_versions({key for _at, key in closed}, reader)
    order = {version: at for at, version in enumerate(versions)}
    records, values, owners = [], [], []
    for (at, key_id), items in closed.items():
        key = keys.get(key_id.hex)
        record = _id_of(rows[at])
        if key is None or key.record != record.hex:
            continue
        table = rows[at]._meta.label_lower
        cells_of_it = tuple(CellAsk(table, name, value.sealed) for name, value in items)
        records.append(RecordAsk(order[key.version], key.subject, key.subject_wrap, record, key_id, key.wrap, cells_of_it))
        values.append(tuple(value for _name, value in items))
        owners.append(rows[at])
    return Asked(tuple(versions.values()), tuple(records), tuple(values), tuple(owners))


class _Key(NamedTuple):
    """A record key and the newest wrap of its subject, as they stand. record, version: identifiers in hexadecimal."""

    record: str
    subject: uuid.UUID
    wrap: bytes
    version: str
    subject_wrap: bytes


_KEYS = """
SELECT r.id, r.record, r.subject_id, r.wrap, k.version_id, k.wrap
FROM vault_recordkey r JOIN vault_subjectkey k ON k.subject_id = r.subject_id JOIN vault_compartmentversion v ON v.id = k.version_id
WHERE r.id {among} ORDER BY v.number
"""


def _keys_and_versions(ids: set[uuid.UUID], reader: Reader) -> tuple[dict[str, _Key], dict[str, VersionAsk]]:
    """Return record keys by id (hexadecimal), and the versions that their subjects' newest wraps stand under.

    In words of the database and not as objects: a search asks for thousands, and objects would cost more than opening and reading them.
    When the lock was turned between the two questions, the wraps stand under a version that is retired: then both are asked again.
    """
    for _again in range(TRIES):
        keys = {}
        for some in _portions(ids):
            for key, record, subject, wrap, version, subject_wrap in _rows(_KEYS, some):
                keys[_hex(key)] = _Key(_hex(record), _id(subject), bytes(wrap), _hex(version), bytes(subject_wrap))
        asks, are_current = _versions({uuid.UUID(key.version) for key in keys.values()}, reader)
        if are_current:
            break
    return keys, {version.hex: ask for version, ask in asks.items()}


def record_keys(records: Iterable[uuid.UUID]) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    """Yield each record that has keys, once with each key's id."""
    for record, key in _rows("SELECT record, id FROM vault_recordkey WHERE record {among}", list(records)):
        yield _id(record), _id(key)


def _hex(read: Any) -> str:
    """SQLite keeps identifiers as hexadecimal digits, PostgreSQL as what they are."""
    return read if isinstance(read, str) else read.hex


def _id(read: Any) -> uuid.UUID:
    return uuid.UUID(read) if isinstance(read, str) else read


def _id_of(row: Any) -> uuid.UUID:
    return row.pk if isinstance(row.pk, uuid.UUID) else uuid.UUID(str(row.pk))


def _portions(ids: Iterable[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    left = iter(ids)
    while some := list(islice(left, PER_QUESTION)):
        yield some


_ANY_VERSION = """
SELECT v.id, v.compartment_id, v.number, c.tier, v.retired_at, g.wrap
FROM vault_compartmentversion v JOIN vault_compartment c ON c.id = v.compartment_id
LEFT JOIN vault_grant g ON g.version_id = v.id AND g.member_id = {member}
"""
_VERSIONS = f"{_ANY_VERSION} WHERE v.id {{among}}"
_IN_FORCE = f"{_ANY_VERSION} WHERE v.compartment_id {{among}} AND c.tier > 1 AND v.retired_at IS NULL"


def version_asks(ids: Iterable[uuid.UUID], reader: Reader) -> dict[uuid.UUID, VersionAsk]:
    """Return compartment versions with the reader's own wrap of each, None where she has none."""
    return _versions(set(ids), reader)[0]


def versions_in_force(compartments: Iterable[uuid.UUID], reader: Reader) -> tuple[VersionAsk, ...]:
    """Return the versions in force of compartments above tier 1, with the reader's own wrap of each."""
    listed = list(compartments)
    rows = _rows(_IN_FORCE, listed, reader.member) if listed else ()
    return tuple(_version_ask(room, number, tier, wrap) for _key, room, number, tier, _retired_at, wrap in rows)


def _version_ask(room: Any, number: int, tier: int, wrap: Any) -> VersionAsk:
    return VersionAsk(_id(room), number, tier, bytes(wrap) if wrap is not None else None)


def _versions(ids: set[uuid.UUID], reader: Reader) -> tuple[dict[uuid.UUID, VersionAsk], bool]:
    """Return versions as the holder understands them, and whether all of them are in use."""
    asks, are_current = {}, True
    for key, room, number, tier, retired_at, wrap in _rows(_VERSIONS, list(ids), reader.member) if ids else ():
        asks[_id(key)] = _version_ask(room, number, tier, wrap)
        are_current &= retired_at is None
    return asks, are_current


def _rows(question: str, ids: list[uuid.UUID], *before: uuid.UUID | None) -> Iterator[tuple[Any, ...]]:
    """Yield what the database answers about some ids, in its own words."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            words = question.format(member="%s", among="IN (SELECT value FROM json_each(%s))")
            cursor.execute(words, [*(one.hex if one else None for one in before), json.dumps([one.hex for one in ids])])
        else:
            cursor.execute(question.format(member="%s", among="= ANY(%s)"), [*before, ids])
        yield from cursor


def _by_opener(asked: Asked) -> Iterator[tuple[bool, Asked]]:
    """Yield tier 1, which the server opens itself, apart from the rest."""
    for is_server in (True, False):
        chosen = [at for at, ask in enumerate(asked.records) if (asked.versions[ask.version].tier == 1) == is_server]
        if chosen:
            yield is_server, Asked(
                asked.versions,
                tuple(asked.records[at] for at in chosen),
                tuple(asked.values[at] for at in chosen),
                tuple(asked.rows[at] for at in chosen),
            )
