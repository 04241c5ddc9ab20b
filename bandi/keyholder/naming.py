"""The names of protected people that one session may search: opened once, kept in memory, gone with the session.

Guards against: a web process in an attacker's hands that would take all names because search needs them. They stay here; what leaves
                is a few hits, each counted as a reading and written down first.
Not against:    who reads the memory of this process while somebody is unlocked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bandi.keyholder.asking import NameAmong, NameHit, NamePair, NameSource, RecordAsk, VersionAsk

if TYPE_CHECKING:
    from bandi.names.shelf import Shelf

NAMED = frozenset({"name", "text"})


class Names:
    """What a session keeps of names.

    cursors: up to where each compartment was taken in, in the words of whoever sends them; the words end in the compartment, in hexadecimal
    lent:    compartments that opened by a loan only
    """

    def __init__(self) -> None:
        from bandi.names.shelf import Shelf

        self.shelf: Shelf = Shelf()
        self.cursors: dict[str, str] = {}
        self.lent: set[UUID] = set()

    def take(
        self, sources: Sequence[NameSource], versions: Sequence[VersionAsk], records: Sequence[RecordAsk], texts: Iterable[Sequence[bytes | None]]
    ) -> None:
        """Take in what rows say; a row that says nothing any more loses its names."""
        from bandi.names.suggesting import Facts

        said: dict[UUID, dict[str, str]] = {}
        rooms: dict[UUID, UUID] = {}
        for ask, opened in zip(records, texts, strict=True):
            rooms[ask.record] = versions[ask.version].compartment
            known = said.setdefault(ask.record, {})
            known.update({cell.field: text.decode(errors="replace") for cell, text in zip(ask.cells, opened, strict=True) if text})
        for source in sources:
            fields = said.get(source.source, {})
            room = rooms.get(source.source)
            if room is None:
                self.shelf.empty(source.owner, source.source)
                continue
            names = [fields[name] for name in sorted(NAMED) if name in fields]
            facts = Facts(fields.get("birth", ""), fields.get("sex", ""), fields.get("origin", "")) if source.source == source.owner else None
            self.shelf.put(source.owner, source.source, names, room=room, facts=facts)

    def find(self, query: str, rooms: Mapping[UUID, Collection[UUID] | None], most: int) -> list[NameHit]:
        """Return the people whose name may be `query`."""
        return [NameHit(hit.owner, hit.text, hit.probability, hit.reasons) for hit in self.shelf.find(query, rooms=rooms, most=most)]

    def among(self, words: Sequence[str], likely: Sequence[str], rooms: Mapping[UUID, Collection[UUID] | None]) -> list[NameAmong]:
        """Return which of these words are names of people, of all names that are held."""
        return [NameAmong(*hit) for hit in self.shelf.among(words, likely, rooms=rooms)]

    def pairs(
        self, rooms: Mapping[UUID, Collection[UUID] | None], skip: Collection[tuple[UUID, UUID]], start: int, most: int, seconds: float
    ) -> dict[str, Any]:
        """Return a portion of the pairs that may be one person, how many there are, and how many names were not yet looked at."""
        left = self.shelf.pair(seconds)
        found, count = self.shelf.pairs(rooms=rooms, skip=skip, start=start, most=most)
        told = [NamePair(pair.one, pair.other, pair.texts, pair.probability, pair.reasons) for pair in found]
        return {"pairs": told, "count": count, "left": left}

    def leave(self, room: UUID) -> None:
        """Forget the names of a compartment, also what the library remembers of reading them: what was lent is over."""
        from bandi.names import forget

        self.shelf.clear(room)
        self.lent.discard(room)
        for key in [key for key in self.cursors if key.endswith(room.hex)]:
            del self.cursors[key]
        forget()

    def wipe(self) -> None:
        """Forget all names, also what the library remembers of reading them."""
        from bandi.names import forget

        del self.shelf
        self.cursors.clear()
        forget()
