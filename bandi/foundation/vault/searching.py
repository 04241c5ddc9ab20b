"""Search over sealed text: opened and scanned by the holder under the reader's clearance, for the length of one question.

There is no index. What a session has looked through once, the holder keeps sealed, with marks of its words, until the session locks: the next
question is put to that first, by ids alone. The rest goes to the holder in portions, so that memory stays constant however many there are; the
next one is fetched while the holder looks through the one before, on two processors at once where the holder is a process of its own.

Who has little time asks for what can be looked through in so many seconds, is told how far that was, and goes on from there.
"""

from __future__ import annotations

import struct
import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic
from typing import Any

from django.db import connection
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
FOREVER = float("inf")


@dataclass(frozen=True)
class Found:
    """A row in which the words stand, how often, and the text around the first place."""

    row: Any
    count: int
    before: str
    found: str
    after: str


@dataclass
class Looked:
    """What was found, in how many rows; last: the last of these in the order of the rows, None where all of them were looked through."""

    found: list[Found] = field(default_factory=list)
    rows: int = 0
    last: uuid.UUID | None = None


def find(rows: QuerySet[Any], field: str, query: str, *, by: Reader | None = None) -> list[Found]:
    """Return the rows whose sealed `field` holds `query`, at most fifty; only those count as read.

    rows:   of one model, a few or very many, in the order wanted; a query of `only` what is shown keeps time and memory small.
    Raises: Sealed while nobody is unlocked; QuotaReached; HolderAway.
    """
    return look(rows, field, query, by=by).found


def look(rows: QuerySet[Any], field: str, query: str, *, by: Reader | None = None, seconds: float = FOREVER, most: int = MOST_HITS) -> Looked:
    """Search as `find` does, for about so long and until so many are found, and say how far that was.

    At least one portion is looked through, so that whoever goes on after `last` comes to an end. Raises: as `find`.
    """
    reader, until, looked = _reader(by), monotonic() + seconds, Looked()
    ids = _ids(rows)
    while some := list(islice(ids, AT_ONCE)):
        done = _among(rows, some, field, query, reader, most - len(looked.found), until)
        looked.found += done.found
        looked.rows += done.rows
        is_over = len(looked.found) >= most or (monotonic() > until and len(some) == AT_ONCE)
        if done.last is not None or is_over:
            looked.last = done.last or some[-1]
            break
    return looked


def prepare(rows: QuerySet[Any], field: str, *, by: Reader | None = None, seconds: float = FOREVER) -> tuple[int, bool]:
    """Hand over what the session does not keep yet, for about so long, so that the first question need not wait for it.

    Return how many rows were looked at, and whether there is nothing left to hand over (or no room). Nothing is answered and nothing counts as read.
    Raises: Sealed while nobody is unlocked; HolderAway.
    """
    reader, until, ready = _reader(by), monotonic() + seconds, 0
    ids = _ids(rows)
    while some := list(islice(ids, AT_ONCE)):
        stamps = _stamps(some)
        listed = [one for one in some if one in stamps]
        lacks = _asked(lambda listed=listed, stamps=stamps: holder().search_lacks(reader.token, _wanted(listed, stamps), rows.model._meta.label_lower, field))
        missing = _at(listed, lacks)
        ready += len(some) - len(missing)
        for portion in _fetched(rows, missing):
            if monotonic() > until:
                return ready, False
            if not _handed_over(portion, stamps, field, reader):
                return ready, True
            ready += len(portion)
    return ready, True


def _handed_over(portion: list[Any], stamps: dict[uuid.UUID, bytes], field: str, reader: Reader) -> bool:
    """Hand over one portion; False where something could be kept and there was no room for it."""
    asked = asked_for(portion, [field], reader)
    records = [ask for ask in asked.records if asked.versions[ask.version].tier > 1 and asked.versions[ask.version].grant]
    stamped = b"".join(stamps[ask.record] for ask in records)
    kept = _asked(lambda: holder().search_keep(reader.token, asked.versions, records, stamped)) if records else 0
    return bool(kept or not records)


def _among(rows: QuerySet[Any], ids: list[uuid.UUID], field: str, query: str, reader: Reader, most: int, until: float) -> Looked:
    """Search rows of these ids: what the session keeps first, then what it lacks."""
    stamps = _stamps(ids)
    listed = [one for one in ids if one in stamps]
    versions = tuple(version_asks(CompartmentVersion.objects.filter(retired_at__isnull=True, compartment__tier__gt=1).values_list("pk", flat=True), reader).values())
    answer = _asked(lambda: holder().search_kept(reader.token, versions, _wanted(listed, stamps), rows.model._meta.label_lower, field, query, PURPOSE, most))
    found = {listed[hit.index]: hit for hit in answer["hits"]}
    shown = {_uuid(row.pk): row for row in rows.filter(pk__in=found)} if found else {}
    hits = [_found(shown[key], hit) for key, hit in found.items() if key in shown]
    missing = _at(listed, answer["missing"])
    looked = Looked(hits, len(ids))
    if missing and len(hits) < most:
        through = _through(_fetched(rows, missing), stamps, field, query, reader, most - len(hits), until)
        hits += through.found
        looked.last = through.last
        if through.last is not None:
            looked.rows = ids.index(through.last) + 1
    order = {key: at for at, key in enumerate(ids)}
    hits.sort(key=lambda one: order[_uuid(one.row.pk)])
    if looked.last is not None:
        looked.found = [one for one in hits if order[_uuid(one.row.pk)] < looked.rows]
    return looked


def _ids(rows: QuerySet[Any]) -> Iterator[uuid.UUID]:
    """Yield the ids of rows in their order, in the database's own words: tens of thousands of them are asked for with each question."""
    words, given = rows.values_list("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(words, given)
        while some := cursor.fetchmany(AT_ONCE):
            yield from [_uuid(row[0]) for row in some]


def _stamps(ids: list[uuid.UUID]) -> dict[uuid.UUID, bytes]:
    """Return for each row with keys a stamp of them: whatever is sealed anew has a new key, so it changes with every change."""
    stamps: dict[uuid.UUID, int] = {}
    for record, key in record_keys(ids):
        stamps[record] = stamps.get(record, 0) ^ key.int
    return {record: stamp.to_bytes(16, "big") for record, stamp in stamps.items()}


def _wanted(ids: list[uuid.UUID], stamps: dict[uuid.UUID, bytes]) -> bytes:
    return b"".join(part for one in ids for part in (one.bytes, stamps[one]))


def _at(ids: list[uuid.UUID], places: bytes) -> list[uuid.UUID]:
    return [ids[at] for at in struct.unpack(f">{len(places) // 4}I", places)]


def _reader(by: Reader | None) -> Reader:
    reader = by or current_reader()
    if not reader.token:
        raise Sealed("nobody is unlocked")
    return reader


def _fetched(rows: QuerySet[Any], ids: list[uuid.UUID]) -> Iterator[list[Any]]:
    for start in range(0, len(ids), PORTION):
        some = ids[start : start + PORTION]
        order = {key: at for at, key in enumerate(some)}
        yield sorted(rows.filter(pk__in=some), key=lambda row: order[_uuid(row.pk)])


def _through(portions: Iterator[list[Any]], stamps: dict[uuid.UUID, bytes], field: str, query: str, reader: Reader, most: int, until: float) -> Looked:
    """Fetch the next portion with its keys while the holder looks through the one before. last: the last row, where time or `most` ended it."""
    looked = Looked()
    with ThreadPoolExecutor(1, "bandi-search") as beside:
        waiting: tuple[Future[list[Found]], uuid.UUID] | None = None
        for portion in portions:
            asked = asked_for(portion, [field], reader)
            if waiting is not None:
                looked.found += waiting[0].result()
                if len(looked.found) >= most or monotonic() > until:
                    looked.last = waiting[1]
                    return looked
            waiting = beside.submit(_in, asked, stamps, query, reader, most - len(looked.found)), _uuid(portion[-1].pk)
        if waiting is not None:
            looked.found += waiting[0].result()
    return looked


def _in(asked: Asked, stamps: dict[uuid.UUID, bytes], query: str, reader: Reader, most: int) -> list[Found]:
    usable = [at for at, ask in enumerate(asked.records) if asked.versions[ask.version].tier > 1]
    if not usable:
        return []
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
