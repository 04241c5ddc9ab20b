"""Protected people by any spelling of their names: handed over to the holder of keys, asked there, seen by whoever is cleared.

Guards against: a name of a protected person in an index, a log or an address; an answer about somebody who does not exist for the reader.
Guarantees:     nothing is found while her keys are locked; membership and assignment are asked anew for each answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import UUID

from bandi.foundation.access.clearance import compartments_of
from bandi.foundation.access.models import Account
from bandi.foundation.vault import naming
from bandi.register.people.following import Cursor, Followed, Pace, changed_since, is_unchanged
from bandi.register.people.models import ProtectedPerson, SealedName

_pace = Pace(150)
"""Of opening and reading names at the holder, whoever asks."""
FIELDS = ("name", "birth", "sex", "origin")


@dataclass(frozen=True)
class Recognised:
    """A protected person found by a name: the name that fits, how likely it is the one asked for, and why, in English and Korean."""

    person: ProtectedPerson
    text: str
    probability: float
    reasons: tuple[tuple[str, str], ...]


def advance(account: Account, seconds: float, rooms: naming.Rooms | None = None) -> bool:
    """Hand over what changed, for about so long; return whether everything is there.

    rooms:  as `rooms_of` gave them a moment ago, so that they are not asked for twice.
    Raises: vault.Sealed while her keys are locked; vault.HolderAway.
    """
    until = monotonic() + seconds
    rooms = rooms_of(account) if rooms is None else rooms
    if not rooms:
        return True
    cursors = {key: Cursor.of(text) for key, text in naming.cursors().items()}
    if _is_unchanged(rooms, cursors):
        return True
    return all(_hand_over(room, cursors, until) for room in rooms)


def find(query: str, account: Account, *, most: int = 8, rooms: naming.Rooms | None = None) -> list[Recognised]:
    """Return the protected people whose name may be `query` and who exist for `account`, likeliest first.

    Raises: vault.Sealed while her keys are locked; vault.QuotaReached; vault.HolderAway.
    """
    rooms = rooms_of(account) if rooms is None else rooms
    if not query or not rooms:
        return []
    hits = naming.find_name(query, rooms=rooms, most=most)
    people = known_to(account, (hit.owner for hit in hits)) if hits else {}
    return [Recognised(people[hit.owner], hit.text, hit.probability, hit.reasons) for hit in hits if hit.owner in people]


def among(words: Iterable[str], likely: Iterable[str], account: Account, *, rooms: naming.Rooms | None = None) -> list[naming.NameAmong]:
    """Return which of these words are names of protected people who exist for `account`, whatever the number of people.

    Raises: vault.Sealed while her keys are locked; vault.QuotaReached; vault.HolderAway.
    """
    rooms = rooms_of(account) if rooms is None else rooms
    hits = naming.names_among(list(words), list(likely), rooms=rooms) if rooms else []
    people = known_to(account, {hit.owner for hit in hits}) if hits else {}
    return [hit for hit in hits if hit.owner in people]


def pairs(
    account: Account, *, skip: Iterable[tuple[UUID, UUID]], start: int, most: int, seconds: float
) -> tuple[list[Any], int, int]:
    """Return pairs of protected people that may be one, how many there are, and how many names were not looked at yet.

    Raises: vault.Sealed while her keys are locked; vault.QuotaReached; vault.HolderAway.
    """
    found, count, left = naming.find_pairs(rooms=rooms_of(account), skip=skip, start=start, most=most, seconds=seconds)
    people = known_to(account, {owner for pair in found for owner in (pair.one, pair.other)})
    return [pair for pair in found if pair.one in people and pair.other in people], count, left


def known_to(account: Account, keys: Iterable[UUID]) -> dict[UUID, ProtectedPerson]:
    """Return those of some protected people who exist for `account` and whose keys were not destroyed."""
    rows = ProtectedPerson.objects.visible_to(account).filter(pk__in=list(keys), subject__erased_at__isnull=True)
    return {row.pk: row for row in rows.select_related("compartment", "subject")}


def rooms_of(account: Account) -> naming.Rooms:
    """Return the compartments she belongs to; of those that ask for an assignment, only whom she is assigned to."""
    rooms: dict[UUID, set[UUID] | None] = {}
    for room, needs_assignment in compartments_of(account).filter(tier__gt=1).values_list("pk", "needs_assignment"):
        rooms[room] = None
        if needs_assignment:
            visible = ProtectedPerson.objects.visible_to(account).filter(compartment=room)
            rooms[room] = set(visible.values_list("pk", flat=True))
    return rooms


def _is_unchanged(rooms: naming.Rooms, cursors: dict[str, Cursor]) -> bool:
    """Return whether all of these compartments were handed over and nothing in them changed since."""
    followed = []
    for room in rooms:
        people, names = (cursors.get(f"{what}/{room.hex}", Cursor()) for what in ("people", "names"))
        followed += [Followed(ProtectedPerson, people, ("compartment", room)), Followed(SealedName, names, ("compartment", room), by="person")]
    return is_unchanged(followed)


def _hand_over(room: UUID, cursors: dict[str, Cursor], until: float) -> bool:
    people = ProtectedPerson.objects.filter(compartment=room)
    key = f"people/{room.hex}"
    cursor = cursors.get(key, Cursor())
    was_caught_up = cursor.is_caught_up
    while True:
        began = monotonic()
        found, after = changed_since(people, cursor, most=_pace.most(until - began))
        for gone in (row for row in found if row.is_removed):
            naming.drop_name(gone.pk)
        there = [row for row in found if not row.is_removed]
        if there or after != cursor:
            naming.hand_over(there, FIELDS, lambda row: row.pk, {key: str(after)})
        if there and was_caught_up:  # one that was brought back brings its rows along
            naming.hand_over(list(SealedName.objects.filter(person__in=there)), ("text",), _person_of, {})
        _pace.took(len(found), monotonic() - began)
        cursor = after
        if cursor.is_caught_up:
            return _hand_over_rows(room, cursors, until)
        if monotonic() >= until:
            return False


def _hand_over_rows(room: UUID, cursors: dict[str, Cursor], until: float) -> bool:
    rows = SealedName.objects.filter(person__compartment=room, person__is_removed=False)
    key = f"names/{room.hex}"
    cursor = cursors.get(key, Cursor())
    while True:
        began = monotonic()
        found, after = changed_since(rows, cursor, most=_pace.most(until - began))
        if found or after != cursor:
            naming.hand_over(found, ("text",), _person_of, {key: str(after)})
        _pace.took(len(found), monotonic() - began)
        cursor = after
        if cursor.is_caught_up:
            return True
        if monotonic() >= until:
            return False


def _person_of(row: SealedName) -> UUID:
    return row.person_id
