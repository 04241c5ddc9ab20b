"""Opening sealed values for a reader, many at once.

Guarantees: a batch costs four queries and one question to the holder, however many rows; what the reader may not open stays
            closed and shows its mark.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from bandi.foundation.vault.errors import HolderAway, QuotaReached, Sealed
from bandi.foundation.vault.fields import SealedRow
from bandi.foundation.vault.holding import holder, server_opener
from bandi.foundation.vault.models import CompartmentVersion, Grant, RecordKey, SubjectKey
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
    keys = RecordKey.objects.in_bulk({key for _at, key in closed})
    wraps, versions = _wraps_and_versions({key.subject_id for key in keys.values()}, reader)
    order = {version: at for at, version in enumerate(versions)}
    records, values, owners = [], [], []
    for (at, key_id), items in closed.items():
        key = keys.get(key_id)
        wrap = wraps.get(key.subject_id) if key else None
        if key is None or wrap is None or key.record != uuid.UUID(str(rows[at].pk)):
            continue
        table = rows[at]._meta.label_lower
        records.append(
            RecordAsk(
                order[wrap.version_id], key.subject_id, bytes(wrap.wrap), key.record, key.id, bytes(key.wrap),
                tuple(CellAsk(table, name, value.sealed) for name, value in items),
            )
        )  # fmt: skip
        values.append(tuple(value for _name, value in items))
        owners.append(rows[at])
    return Asked(tuple(versions.values()), tuple(records), tuple(values), tuple(owners))


def _wraps_and_versions(subjects: set[uuid.UUID], reader: Reader) -> tuple[dict[uuid.UUID, SubjectKey], dict[uuid.UUID, VersionAsk]]:
    """Return the newest wrap of each subject, and the versions they stand under.

    When the lock was turned between the two questions, the wraps stand under a version that is retired: then both are asked again.
    """
    for _again in range(TRIES):
        found = SubjectKey.objects.filter(subject__in=subjects).order_by("version__number")
        wraps = {wrap.subject_id: wrap for wrap in found}
        rows = _versions({wrap.version_id for wrap in wraps.values()})
        if not any(row.retired_at for row in rows):
            break
    return wraps, _with_grants(rows, reader)


def version_asks(ids: Iterable[uuid.UUID], reader: Reader) -> dict[uuid.UUID, VersionAsk]:
    """Return compartment versions with the reader's own wrap of each, None where she has none."""
    return _with_grants(_versions(set(ids)), reader)


def _versions(ids: set[uuid.UUID]) -> list[CompartmentVersion]:
    return list(CompartmentVersion.objects.filter(pk__in=ids).select_related("compartment"))


def _with_grants(versions: list[CompartmentVersion], reader: Reader) -> dict[uuid.UUID, VersionAsk]:
    ids = [version.id for version in versions]
    grants = (
        {grant.version_id: bytes(grant.wrap) for grant in Grant.objects.filter(version__in=ids, member=reader.member)}
        if reader.member
        else {}
    )
    return {
        version.id: VersionAsk(version.compartment_id, version.number, version.compartment.tier, grants.get(version.id))
        for version in versions
    }


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
