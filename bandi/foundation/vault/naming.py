"""Names of protected people, searched by the holder under the reader's clearance, for as long as her keys are unlocked.

The web process hands the sealed rows over once, in portions, and afterwards only what changed; it never gets the names back, but for the
hits of a question, each counted as a reading and written down. No index stands on a disk, in the clear or hashed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from bandi.foundation.vault.errors import HolderAway, QuotaReached, Sealed
from bandi.foundation.vault.holding import holder
from bandi.foundation.vault.reading import Reader, asked_for, current_reader, versions_in_force
from bandi.keyholder import errors
from bandi.keyholder.asking import NameAmong, NameHit, NamePair, NameSource


def cursors(*, by: Reader | None = None) -> dict[str, str]:
    """Return up to where names were handed over in this session. Raises: Sealed while nobody is unlocked; HolderAway."""
    reader = _unlocked(by)
    state = _asked(lambda: holder().names_state(reader.token))
    return dict(state["cursors"])


def hand_over(
    rows: Sequence[Any], fields: Sequence[str], owner_of: Callable[[Any], UUID], new_cursors: Mapping[str, str], *, by: Reader | None = None
) -> None:
    """Hand sealed rows over to be searched; a row whose fields are empty loses its names.

    rows: of one model, at most a few hundred. new_cursors: kept by the holder for `cursors`. Raises: Sealed; HolderAway.
    """
    reader = _unlocked(by)
    asked = asked_for(rows, fields, reader)
    sources = [NameSource(owner_of(row), UUID(str(row.pk))) for row in rows]
    _asked(lambda: holder().names_take(reader.token, asked.versions, asked.records, sources, dict(new_cursors)))


Rooms = Mapping[UUID, Collection[UUID] | None]
"""Compartments to look into, and who of each exists for the reader: everybody (None), or those she is assigned to."""


def find_name(query: str, *, rooms: Rooms, most: int = 8, by: Reader | None = None) -> list[NameHit]:
    """Return the people whose name may be `query`, of those handed over. Raises: Sealed; QuotaReached; HolderAway."""
    reader = _unlocked(by)
    versions = versions_in_force(rooms, reader)
    hits: list[NameHit] = _asked(lambda: holder().names_find(reader.token, versions, _limited(rooms), query, most)) if versions else []
    return hits


def names_among(words: Sequence[str], likely: Sequence[str], *, rooms: Rooms, by: Reader | None = None) -> list[NameAmong]:
    """Return which of these words are names of the people handed over, and whose. Raises: Sealed; QuotaReached; HolderAway."""
    reader = _unlocked(by)
    versions = versions_in_force(rooms, reader)
    hits: list[NameAmong] = _asked(lambda: holder().names_among(reader.token, versions, _limited(rooms), list(words), list(likely), "release")) if versions else []
    return hits


def find_pairs(
    *, rooms: Rooms, skip: Iterable[tuple[UUID, UUID]], start: int, most: int, seconds: float, by: Reader | None = None
) -> tuple[list[NamePair], int, int]:
    """Return pairs that may be one person, how many there are, and how many names were not looked at yet.

    Raises: Sealed; QuotaReached; HolderAway.
    """
    reader = _unlocked(by)
    versions = versions_in_force(rooms, reader)
    if not versions:
        return [], 0, 0
    answer = _asked(lambda: holder().names_pairs(reader.token, versions, _limited(rooms), list(skip), start, most, seconds))
    return list(answer["pairs"]), int(answer["count"]), int(answer["left"])


def drop_name(owner: UUID) -> None:
    """Let every unlocked session forget a person's names: her keys were destroyed."""
    try:
        holder().names_drop(owner)
    except errors.HolderError:
        return


def _limited(rooms: Rooms) -> dict[str, list[UUID]]:
    return {room.hex: list(known) for room, known in rooms.items() if known is not None}


def _unlocked(by: Reader | None) -> Reader:
    reader = by or current_reader()
    if not reader.token:
        raise Sealed("nobody is unlocked")
    return reader


def _asked(question: Callable[[], Any]) -> Any:
    try:
        return question()
    except (errors.NotUnlocked, errors.NotGranted) as error:
        raise Sealed("locked") from error
    except errors.Quota as error:
        raise QuotaReached(error.again_in) from error
    except errors.HolderError as error:
        raise HolderAway("the key holder does not answer") from error
