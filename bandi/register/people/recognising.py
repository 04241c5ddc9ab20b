"""People of public role by any spelling of their names: an index in the memory of this process that follows the database.

Whoever asks sees those she may see, with the reason why each was found. Filled a little at every question, so that nothing waits for it;
until it is whole, it says so. Protected people are not in it: see `sealed_names`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.records.models import Handling
from bandi.register.people.following import Cursor, Followed, Pace, changed_since, is_unchanged
from bandi.register.people.models import Alias, Person

if TYPE_CHECKING:
    from bandi.names.shelf import Shelf
    from bandi.names.suggesting import Facts

OPEN, PROTECTED = UUID(int=0), UUID(int=1)
"""The rooms in which people of public role stand: for everybody who reads records, and for those who see protected ones."""


@dataclass(frozen=True)
class Recognised:
    """A person found by a name: the name that fits, how likely it is the one asked for, and why, in English and Korean."""

    person: Any
    text: str
    probability: float
    reasons: tuple[tuple[str, str], ...]


@dataclass
class _Index:
    """lock: held while the shelf is asked or changed, for milliseconds. filling: held by the one who takes names in."""

    shelf: Shelf
    people: Cursor = field(default_factory=Cursor)
    aliases: Cursor = field(default_factory=Cursor)
    lock: threading.RLock = field(default_factory=threading.RLock)
    filling: threading.Lock = field(default_factory=threading.Lock)
    pace: Pace = field(default_factory=lambda: Pace(300))
    is_gathered: bool = False

    def gather(self) -> None:
        """Put the names of the first reading together, so that questions look into one gallery; what changes later is put away by itself."""
        if not self.is_gathered:
            with self.lock:
                self.shelf.names.gather()
            self.is_gathered = True


_indices: dict[str, _Index] = {}
_making = threading.Lock()


def _index() -> _Index:
    from bandi.names.shelf import Shelf

    name = str(connection.settings_dict["NAME"])
    with _making:
        if name not in _indices:
            _indices[name] = _Index(Shelf())
        return _indices[name]


def forget_all() -> None:
    """Forget the index of this process; it is filled anew when somebody asks."""
    with _making:
        _indices.clear()


def advance(seconds: float) -> bool:
    """Take in what changed, for about so long; return whether everything is in. Whoever asks beside somebody who takes names in does not wait longer."""
    index, until = _index(), monotonic() + seconds
    if not index.filling.acquire(timeout=seconds):
        return False
    try:
        of_people = ("kind", Person._meta.label_lower)
        if is_unchanged([Followed(Person, index.people), Followed(Alias, index.aliases, of_people, "record")]):
            return True
        while True:
            began = monotonic()
            most = index.pace.most(until - began)
            count = _take_people(index, most)
            if index.people.is_caught_up:
                count += _take_aliases(index, most)
            index.pace.took(count, monotonic() - began)
            if index.people.is_caught_up and index.aliases.is_caught_up:
                index.gather()
                return True
            if monotonic() >= until:
                return False
    finally:
        index.filling.release()


def find(query: str, account: Account, *, most: int = 8) -> list[Recognised]:
    """Return the people whose name may be `query` and whom `account` may see, likeliest first."""
    index = _index()
    with index.lock:
        hits = index.shelf.find(query, rooms=_rooms(account), most=most) if query else []
    return seen(hits, account)


def seen(hits: Iterable[Any], account: Account | None) -> list[Recognised]:
    """Return hits as the people they mean: those that exist, that `account` may see and that still bear the name."""
    hits = list(hits)
    keys = [hit.owner for hit in hits]
    people = {row.pk: row for row in Person.objects.visible_to(account).filter(pk__in=keys).select_related("organisation")}
    borne = {pk: set(names_of(row)) for pk, row in people.items()}
    for pk, name in Alias.objects.filter(record__in=list(people)).values_list("record_id", "name"):
        borne[pk].add(name.strip())
    return [Recognised(people[hit.owner], hit.text, hit.probability, hit.reasons) for hit in hits if hit.text in borne.get(hit.owner, ())]


def pairs(
    account: Account, *, skip: Iterable[tuple[UUID, UUID]], start: int, most: int, seconds: float
) -> tuple[list[Any], int, int]:
    """Return pairs of people that may be one, how many there are, and how many names were not looked at yet.

    Nothing is told of people whom `account` may not see, not even their number.
    """
    index = _index()
    with index.lock:
        left = index.shelf.pair(seconds)
        found, count = index.shelf.pairs(rooms=_rooms(account), skip=list(skip), start=start, most=most)
    keys = {owner for pair in found for owner in (pair.one, pair.other)}
    visible = set(Person.objects.visible_to(account).filter(pk__in=keys).values_list("pk", flat=True))
    return [pair for pair in found if pair.one in visible and pair.other in visible], count, left


def _rooms(account: Account) -> dict[UUID, None]:
    return dict.fromkeys([OPEN, PROTECTED] if account.may(Permission.PROTECTED_READ) else [OPEN])


def names_of(person: Person) -> list[str]:
    """Return the names that stand on a person's record itself."""
    parts = f"{person.family_name} {person.given_name}" if person.family_name and person.given_name else ""
    return [name.strip() for name in (person.full_name, person.name_ko, parts) if name.strip()]


def _take_people(index: _Index, most: int) -> int:
    from bandi.names.suggesting import Facts

    rows, cursor = changed_since(Person.objects.all(), index.people, most=most)
    taken = []
    for row in rows:
        texts = [] if row.is_removed else names_of(row)
        room = PROTECTED if row.handling == Handling.PROTECTED else OPEN
        taken.append((row.pk, row.pk, texts, room, Facts(row.birth, row.sex, row.origin)))
    _put(index, taken)
    index.people = cursor
    return len(rows)


def _take_aliases(index: _Index, most: int) -> int:
    of_people = Alias.objects.filter(record__kind=Person._meta.label_lower).select_related("record")
    rows, cursor = changed_since(of_people, index.aliases, most=most)
    _put(index, [(row.record_id, row.pk, [row.name], PROTECTED if row.record.handling == Handling.PROTECTED else OPEN, None) for row in rows])
    index.aliases = cursor
    return len(rows)


def _put(index: _Index, taken: list[tuple[UUID, UUID, list[str], UUID, Facts | None]]) -> None:
    """Put names on the shelf. They are read before, so that nobody who asks waits for the reading."""
    from bandi.names.parsing import read

    for _owner, _source, texts, _room, _facts in taken:
        for text in texts:
            read(text)
    with index.lock:
        for owner, source, texts, room, facts in taken:
            index.shelf.put(owner, source, texts, room=room, facts=facts)
