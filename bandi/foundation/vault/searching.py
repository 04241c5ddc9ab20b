"""Search over sealed text: opened and scanned by the holder under the reader's clearance, for the length of one question.

There is no index. Rows go to the holder in portions, so that memory stays constant however many there are; the next one is fetched while the
holder looks through the one before, on two processors at once where the holder is a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from bandi.foundation.vault.errors import HolderAway, QuotaReached, Sealed
from bandi.foundation.vault.holding import holder
from bandi.foundation.vault.reading import Asked, Reader, asked_for, current_reader
from bandi.keyholder import errors

PORTION = 500
MOST_HITS = 50


@dataclass(frozen=True)
class Found:
    """A row in which the words stand, how often, and the text around the first place."""

    row: Any
    count: int
    before: str
    found: str
    after: str


def find(rows: Iterable[Any], field: str, query: str, *, by: Reader | None = None) -> list[Found]:
    """Return the rows whose sealed `field` holds `query`, at most fifty; only those count as read.

    rows:   of one model, a few or very many; give an iterator over a query of `only` what is shown, so that time and memory stay small.
    Raises: Sealed while nobody is unlocked; QuotaReached; HolderAway.
    """
    reader = by or current_reader()
    if not reader.token:
        raise Sealed("nobody is unlocked")
    found: list[Found] = []
    portions = portions_of(rows)
    with ThreadPoolExecutor(1, "bandi-search") as beside:
        waiting: Future[list[Found]] | None = None
        while (asked := _next(portions, field, reader)) or waiting:
            if waiting is not None:
                found += waiting.result()
            if not asked or len(found) >= MOST_HITS:
                break
            waiting = beside.submit(_in, asked, query, reader, MOST_HITS - len(found))
    return found


def _next(portions: Iterator[list[Any]], field: str, reader: Reader) -> Asked | None:
    """Fetch the next portion with its keys while the holder looks through the one before."""
    for portion in portions:
        asked = asked_for(portion, [field], reader)
        if any(asked.versions[ask.version].tier > 1 for ask in asked.records):
            return asked
    return None


def _in(asked: Asked, query: str, reader: Reader, most: int) -> list[Found]:
    usable = [at for at, ask in enumerate(asked.records) if asked.versions[ask.version].tier > 1]
    records = [asked.records[at] for at in usable]
    try:
        hits = holder().search(reader.token, asked.versions, records, query, "search", most)
    except (errors.NotUnlocked, errors.NotGranted) as error:
        raise Sealed("locked") from error
    except errors.Quota as error:
        raise QuotaReached(error.again_in) from error
    except errors.HolderError as error:
        raise HolderAway("the key holder does not answer") from error
    return [Found(asked.rows[usable[hit.index]], hit.count, hit.before, hit.found, hit.after) for hit in hits]


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
