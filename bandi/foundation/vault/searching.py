"""Search over sealed text: opened and scanned by the holder under the reader's clearance, for the length of one question.

There is no index. What a session has looked through once, the holder keeps sealed, with marks of its words, until the session locks: the next
question is put to that first, by ids alone. The rest goes to the holder in portions, so that memory stays constant however many there are; the
next one is fetched while the holder looks through the one before, on two processors at once where the holder is a process of its own.
"""

from __future__ import annotations

import struct
import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from bandi.foundation.vault.errors import HolderAway, QuotaReached, Sealed
from bandi.foundation.vault.holding import holder
from bandi.foundation.vault.models import CompartmentVersion
from bandi.foundation.vault.reading import Asked, Reader, asked_for, current_reader, record_keys, version_asks
from bandi.keyholder import errors
from bandi.keyholder.asking import Hit

PORTION = 500
AT_ONCE = 5_000
"""Rows that are asked for by their ids at once."""
MOST_HITS = 50
PURPOSE = "search"


@dataclass(frozen=True)
class Found:
    """A row in which the words stand, how often, and the text around the first place."""

    row: Any
    count: int
    before: str
    found: str
    after: str


def find(rows: QuerySet[Any], field: str, query: str, *, by: Reader | None = None) -> list[Found]:
    """Return the rows whose sealed `field` holds `query`, at most fifty; only those count as read.

    rows:   of one model, a few or very many, in the order wanted; a query of `only` what is shown keeps time and memory small.
    Raises: Sealed while nobody is unlocked; QuotaReached; HolderAway.
    """
    reader = by or current_reader()
    if not reader.token:
        raise Sealed("nobody is unlocked")
    found: list[Found] = []
    ids = rows.values_list("pk", flat=True).iterator(chunk_size=AT_ONCE)
    while len(found) < MOST_HITS and (some := list(islice(ids, AT_ONCE))):
        found += _among(rows, [_uuid(one) for one in some], field, query, reader, MOST_HITS - len(found))
    return found


def _among(rows: QuerySet[Any], ids: list[uuid.UUID], field: str, query: str, reader: Reader, most: int) -> list[Found]:
    """Search rows of these ids: what the session keeps first, then what it lacks."""
    stamps = _stamps(ids)
    ids = [one for one in ids if one in stamps]
    versions = tuple(version_asks(CompartmentVersion.objects.filter(retired_at__isnull=True, compartment__tier__gt=1).values_list("pk", flat=True), reader).values())
    wanted = b"".join(one.bytes + stamps[one] for one in ids)
    answer = _asked(lambda: holder().search_kept(reader.token, versions, wanted, rows.model._meta.label_lower, field, query, PURPOSE, most))
    found = {ids[hit.index]: hit for hit in answer["hits"]}
    shown = {_uuid(row.pk): row for row in rows.filter(pk__in=found)} if found else {}
    hits = [_found(shown[key], hit) for key, hit in found.items() if key in shown]
    missing = [ids[at] for at in struct.unpack(f">{len(answer['missing']) // 4}I", answer["missing"])]
    if missing and len(hits) < most:
        hits += _through(_fetched(rows, missing), stamps, field, query, reader, most - len(hits))
    order = {key: at for at, key in enumerate(ids)}
    return sorted(hits, key=lambda one: order[_uuid(one.row.pk)])


def _stamps(ids: list[uuid.UUID]) -> dict[uuid.UUID, bytes]:
    """Return for each row with keys a stamp of them: whatever is sealed anew has a new key, so it changes with every change."""
    stamps: dict[uuid.UUID, int] = {}
    for record, key in record_keys(ids):
        stamps[record] = stamps.get(record, 0) ^ key.int
    return {record: stamp.to_bytes(16, "big") for record, stamp in stamps.items()}


def _fetched(rows: QuerySet[Any], ids: list[uuid.UUID]) -> Iterator[list[Any]]:
    for start in range(0, len(ids), PORTION):
        some = ids[start : start + PORTION]
        order = {key: at for at, key in enumerate(some)}
        yield sorted(rows.filter(pk__in=some), key=lambda row: order[_uuid(row.pk)])


def _through(portions: Iterator[list[Any]], stamps: dict[uuid.UUID, bytes], field: str, query: str, reader: Reader, most: int) -> list[Found]:
    """Fetch the next portion with its keys while the holder looks through the one before."""
    found: list[Found] = []
    with ThreadPoolExecutor(1, "bandi-search") as beside:
        waiting: Future[list[Found]] | None = None
        while (asked := _next(portions, field, reader)) or waiting:
            if waiting is not None:
                found += waiting.result()
            if not asked or len(found) >= most:
                break
            waiting = beside.submit(_in, asked, stamps, query, reader, most - len(found))
    return found


def _next(portions: Iterator[list[Any]], field: str, reader: Reader) -> Asked | None:
    for portion in portions:
        asked = asked_for(portion, [field], reader)
        if any(asked.versions[ask.version].tier > 1 for ask in asked.records):
            return asked
    return None


def _in(asked: Asked, stamps: dict[uuid.UUID, bytes], query: str, reader: Reader, most: int) -> list[Found]:
    usable = [at for at, ask in enumerate(asked.records) if asked.versions[ask.version].tier > 1]
    records = [asked.records[at] for at in usable]
    stamped = b"".join(stamps[ask.record] for ask in records)
    hits = _asked(lambda: holder().search(reader.token, asked.versions, records, query, PURPOSE, most, stamped))
    return [_found(asked.rows[usable[hit.index]], hit) for hit in hits]


def _asked(question: Callable[[], Any]) -> Any:
    try:
        return question()
    except (errors.NotUnlocked, errors.NotGranted) as error:
        raise Sealed("locked") from error
    except errors.Quota as error:
        raise QuotaReached(error.again_in) from error
    except errors.HolderError as error:
        raise HolderAway("the key holder does not answer") from error


def _found(row: Any, hit: Hit) -> Found:
    return Found(row, hit.count, hit.before, hit.found, hit.after)


def _uuid(key: Any) -> uuid.UUID:
    return key if isinstance(key, uuid.UUID) else uuid.UUID(str(key))


def portions_of(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield rows in portions, so that memory stays constant."""
    portion: list[Any] = []
    for row in rows:
        portion.append(row)
        if len(portion) == PORTION:
            yield portion
            portion = []
    if portion:
        yield portion
