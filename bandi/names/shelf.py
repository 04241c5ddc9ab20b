"""The people of a register by all their names, in memory: found by any spelling, and paired where two may be one.

Everything about a person comes in pieces ("sources": the record itself, each row of a name), and a piece that changed replaces its
earlier state. A room says who may ask: a search names the rooms it looks into, and of a room those people it may know, or all of them
(None). Nothing here is ever written to a disk.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic
from uuid import UUID

import numpy as np

from .comparing import compare_with_each, person_probabilities
from .gallery import Hit
from .growing import Growing
from .linking import Keys
from .persons import FEATURES, Matcher
from .suggesting import LEAST, Facts, Weighed, weigh

Rooms = Mapping[UUID, Collection[UUID] | None]
SAME = 0.5
"""From this probability on two spellings are one name: the library's own threshold for persons."""
ALIKE = 0.6
"""From this probability on a word in a text is taken for a name that is looked for."""
_NOT_LETTERS = re.compile(r"[\W_]+")
_MARGIN = FEATURES.index("margin")
_BATCH = 200
_WIDER = (4, 32, 256)
"""How many names are looked at for one person to be found; more where people of the same name crowd her out whom the asker may not know."""
_MOST_PARTNERS = 60
"""Pairs kept for one name; beyond it the name is so frequent that evidence beside it must come first."""


@dataclass(frozen=True)
class Match:
    """A person found: by which of her names, how likely that is the name asked for, and why, the weightiest reason first."""

    owner: UUID
    text: str
    probability: float
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Pair:
    """Two people who may be one: the spellings that led to it, how likely it is, and why, in English and Korean."""

    one: UUID
    other: UUID
    texts: tuple[str, str]
    probability: float
    reasons: tuple[tuple[str, str], ...]


@dataclass
class _Person:
    room: UUID
    sources: dict[UUID, list[int]] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)


class Shelf:
    """People and their names. See the module."""

    def __init__(self) -> None:
        self.names = Growing()
        self._people: dict[UUID, _Person] = {}
        self._rooms: dict[UUID, int] = defaultdict(int)
        self._texts: list[str] = []
        self._owners: list[UUID] = []
        self._gone: set[int] = set()
        self._keys = Keys()
        self._by_key: dict[int, list[int]] = defaultdict(list)
        self._to_pair = 0
        self._pairs: dict[tuple[UUID, UUID], tuple[float, int, int]] = {}

    def __len__(self) -> int:
        return len(self._people)

    def put(self, owner: UUID, source: UUID, texts: Sequence[str], *, room: UUID, facts: Facts | None = None) -> None:
        """Say which names a source gives a person; none where it is gone. facts: what is known beside names, where this source tells it."""
        person = self._people.get(owner)
        if person is None:
            person = self._people[owner] = _Person(room)
            self._rooms[room] += 1
        if person.room != room:
            self._rooms[person.room] -= 1
            self._rooms[room] += 1
            person.room = room
        wanted = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
        before = person.sources.get(source, [])
        if [self._texts[at] for at in before] != wanted:
            self._take_back(before)
            person.sources[source] = list(self.names.add(wanted))
            self._texts += wanted
            self._owners += [owner] * len(wanted)
        if facts is not None:
            person.facts = facts

    def empty(self, owner: UUID, source: UUID) -> None:
        """Forget the names that one source gave a person."""
        person = self._people.get(owner)
        if person is not None and source in person.sources:
            self._take_back(person.sources.pop(source))

    def drop(self, owner: UUID) -> None:
        """Forget a person."""
        person = self._people.pop(owner, None)
        if person is not None:
            self._rooms[person.room] -= 1
            for positions in person.sources.values():
                self._take_back(positions)

    def clear(self, room: UUID) -> None:
        """Forget all people of a room."""
        for owner in [owner for owner, person in self._people.items() if person.room == room]:
            self.drop(owner)

    def find(self, query: str, *, rooms: Rooms, most: int = 8) -> list[Match]:
        """Return the people whose name may be `query`, likeliest first, each once and with the reasons."""
        found: dict[UUID, Hit] = {}
        for wider in _WIDER:
            hits = self.names.search(query, k=wider * most)
            likely = [hit for hit in hits if hit.probability >= SAME]
            there = [hit for hit in likely if self._is_in(self._owners[hit.position], rooms)]
            for hit in there:
                owner = self._owners[hit.position]
                if owner not in found and len(found) < most:
                    found[owner] = hit
            if len(found) == most or len(there) == len(likely) or len(likely) < wider * most:
                break
        said = reasons_for(query, dict.fromkeys(hit.text for hit in found.values()))
        return [Match(owner, hit.text, hit.probability, said[hit.text]) for owner, hit in found.items()]

    def among(self, words: Sequence[str], likely: Sequence[str], *, rooms: Rooms) -> list[tuple[str, UUID, str]]:
        """Return which of these words are a name of somebody, whose, and how: "name" as it is written, "given" her given name alone, "spelling" otherwise.

        words: compared letter by letter with every name, whatever their number. likely: compared in every spelling too, masks among them.
        """
        whole: dict[str, list[int]] = defaultdict(list)
        given: dict[str, list[int]] = defaultdict(list)
        for at, text in enumerate(self._texts):
            if text and at not in self._gone:
                whole[_folded(text)].append(at)
                if len(text) == 3 and all("가" <= sign <= "힣" for sign in text):
                    given[text[1:]].append(at)
        found: dict[tuple[str, UUID], str] = {}
        for word in words:
            key = _folded(word)
            for how, index in (("name", whole), ("given", given)):
                for at in index.get(key, ()):
                    if self._is_in(self._owners[at], rooms):
                        found.setdefault((word, self._owners[at]), how)
        for word in likely:
            for hit in self.names.search(word, k=4):
                owner = self._owners[hit.position]
                if hit.probability >= ALIKE and self._is_in(owner, rooms):
                    found.setdefault((word, owner), "spelling")
        return [(word, owner, how) for (word, owner), how in found.items()]

    def pair(self, seconds: float) -> int:
        """Go on looking for people who may be one, for about so long; return how many names are still to be looked at."""
        until = monotonic() + seconds
        while self._to_pair < len(self._texts):
            self._pair_some(range(self._to_pair, min(self._to_pair + _BATCH, len(self._texts))))
            if monotonic() >= until:
                break
        return len(self._texts) - self._to_pair

    def pairs(self, *, rooms: Rooms, skip: Collection[tuple[UUID, UUID]] = (), start: int = 0, most: int = 20) -> tuple[list[Pair], int]:
        """Return a portion of the pairs found so far, likeliest first, and how many there are. skip: pairs somebody decided, in either order."""
        people = sum(self._rooms[room] for room in rooms)
        passed = {tuple(sorted(pair)) for pair in skip}
        weighed = []
        for pair, (evidence, left, right) in self._pairs.items():
            if pair in passed or not all(self._is_in(owner, rooms) for owner in pair):
                continue
            one, other = (self._people[owner].facts for owner in pair)
            found = weigh(evidence, one, other, people=people)
            if found.probability >= LEAST:
                weighed.append((found.probability, pair, left, right, found))
        weighed.sort(key=lambda item: (-item[0], item[1]))
        return [self._told(*item[1:]) for item in islice(weighed, start, start + most)], len(weighed)

    def _is_in(self, owner: UUID, rooms: Rooms) -> bool:
        person = self._people.get(owner)
        if person is None or person.room not in rooms:
            return False
        known = rooms[person.room]
        return known is None or owner in known

    def _told(self, pair: tuple[UUID, UUID], left: int, right: int, found: Weighed) -> Pair:
        a, b = self._texts[left], self._texts[right]
        beside = tuple((reason.words("en"), reason.words("ko")) for reason in found.reasons)
        return Pair(*pair, (a, b), found.probability, (*why(a, b), *beside))

    def _take_back(self, positions: Sequence[int]) -> None:
        gone = set(positions)
        for at in gone:
            self.names.remove(at)
            for key in self._keys.of(self._texts[at]) if at < self._to_pair else ():
                if at in self._by_key[key]:
                    self._by_key[key].remove(at)
        self._gone |= gone
        if not gone:
            return
        lost = [pair for pair, (_evidence, left, right) in self._pairs.items() if left in gone or right in gone]
        for pair in lost:
            del self._pairs[pair]
        for at in gone:
            self._texts[at] = self._texts[at] if lost else ""
        self._again(lost)
        for at in gone:
            self._texts[at] = ""

    def _again(self, lost: Sequence[tuple[UUID, UUID]]) -> None:
        """Look anew at the other names of people whose pair was found by a name that is gone."""
        owners = {owner for pair in lost for owner in pair if owner in self._people}
        rest = [at for owner in owners for positions in self._people[owner].sources.values() for at in positions if at not in self._gone and at < self._to_pair]
        self._compare(sorted(rest))

    def _pair_some(self, positions: range) -> None:
        self._to_pair = positions.stop
        here = [at for at in positions if at not in self._gone]
        for at in here:
            for key in self._keys.of(self._texts[at]):
                self._by_key[key].append(at)
        self._compare(here)

    def _compare(self, positions: Sequence[int]) -> None:
        pairs = list(self._candidates(positions))
        if not pairs:
            return
        matcher = Matcher()  # of its own: filling tables against every syllable of the shelf would cost more than the comparing
        at = {position: number for number, position in enumerate({position for pair in pairs for position in pair})}
        texts = [self._texts[position] for position in at]
        names = matcher.take(texts)
        matcher.prepare(names)
        left, right = (np.array([at[pair[side]] for pair in pairs], dtype=np.int64) for side in (0, 1))
        rows, picked = matcher.features(names, names, left, right)
        chances = person_probabilities(rows, picked, texts, texts, left, right)
        for (a, b), chance, evidence in zip(pairs, chances.tolist(), rows[:, _MARGIN].tolist(), strict=True):
            if chance >= SAME:
                self._keep(a, b, evidence)

    def _candidates(self, positions: Sequence[int]) -> Iterator[tuple[int, int]]:
        told: set[tuple[int, int]] = set()
        for at in positions:
            partners: set[int] = set()
            for key in self._keys.of(self._texts[at]):
                partners.update(islice(reversed(self._by_key[key]), _MOST_PARTNERS))
            for other in partners:
                pair = (min(at, other), max(at, other))
                if at != other and self._owners[at] != self._owners[other] and other not in self._gone and pair not in told:
                    told.add(pair)
                    yield pair

    def _keep(self, a: int, b: int, evidence: float) -> None:
        one, other = self._owners[a], self._owners[b]
        if other < one:
            one, other, a, b = other, one, b, a
        known = self._pairs.get((one, other))
        if known is None or evidence > known[0]:
            self._pairs[one, other] = (evidence, a, b)


def _folded(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()


def why(asked: str, found: str) -> tuple[tuple[str, str], ...]:
    """Return why two spellings are one name, in English and Korean, the weightiest first."""
    return reasons_for(asked, [found])[found]


def reasons_for(asked: str, found: Collection[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return for each of some spellings why it is the name asked for. Nothing of them is remembered."""
    texts = list(found)
    compared = compare_with_each(asked, texts) if texts else []
    return {text: tuple((reason.words("en"), reason.words("ko")) for reason in one.reasons) for text, one in zip(texts, compared, strict=True)}
