"""Search over sealed text: opened and scanned by the holder under the reader's clearance, for the length of one question.

There is no index. Rows go to the holder in portions, so that memory stays constant however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from bandi.foundation.vault.errors import HolderAway, QuotaReached, Sealed
from bandi.foundation.vault.holding import holder
from bandi.foundation.vault.reading import Reader, asked_for, current_reader
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

    rows:   of one model, a few or very many; give an iterator to keep memory constant.
    Raises: Sealed while nobody is unlocked; QuotaReached; HolderAway.
    """
    reader = by or current_reader()
    if not reader.token:
        raise Sealed("nobody is unlocked")
    found: list[Found] = []
    for portion in _portions(rows):
        found += _in(portion, field, query, reader, MOST_HITS - len(found))
        if len(found) >= MOST_HITS:
            break
    return found


def _in(portion: list[Any], field: str, query: str, reader: Reader, most: int) -> list[Found]:
    asked = asked_for(portion, [field], reader)
    usable = [at for at, ask in enumerate(asked.records) if asked.versions[ask.version].tier > 1]
    records = [replace(asked.records[at]) for at in usable]
    if not records:
        return []
    try:
        hits = holder().search(reader.token, asked.versions, records, query, "search", most)
    except (errors.NotUnlocked, errors.NotGranted) as error:
        raise Sealed("locked") from error
    except errors.Quota as error:
        raise QuotaReached(error.again_in) from error
    except errors.HolderError as error:
        raise HolderAway("the key holder does not answer") from error
    return [Found(asked.rows[usable[hit.index]], hit.count, hit.before, hit.found, hit.after) for hit in hits]


def _portions(rows: Iterable[Any]) -> Iterator[list[Any]]:
    portion: list[Any] = []
    for row in rows:
        portion.append(row)
        if len(portion) == PORTION:
            yield portion
            portion = []
    if portion:
        yield portion
