"""Invented people's names and labelled pairs of them: what the folder's pairs hold too little of.

Hard cases above all: another surname of nearly the same letters (Im and Kim, Son and Song), a slip of the fingers in a name that is
the same and in one that is not, one syllable changed for one that looks like it. Drawn by a seed; nobody is meant.
"""

from __future__ import annotations

import random

from bandi.hangul.jamo import FINALS, INITIALS, MEDIALS, decompose
from bandi.names.inventory import MIXTURE, SYSTEMS, inventory, rows
from bandi.names.spelling import neighbours


class People:
    """Draws names and writes them in one system throughout, as a person does."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)  # noqa: S311  a draw that can be repeated, not a secret
        stock = inventory()
        self._surnames = [row[0] for row in rows("surnames.tsv")]
        self._shares = [float(row[1]) ** 0.7 for row in rows("surnames.tsv")]
        self._habits = {row[0]: [item.rpartition(":") for item in row[3].split()] for row in rows("surnames.tsv")}
        self._hanja = {row[0]: row[2] for row in rows("surnames.tsv")}
        self._given = [row[0] for row in rows("given_syllables.tsv")]
        self._often = [float(row[1]) for row in rows("given_syllables.tsv")]
        self._parts: list[dict[str, list[tuple[str, tuple[float, ...]]]]] = []
        for letters, table in ((INITIALS, stock.onsets), (MEDIALS, stock.vowels), (FINALS, stock.codas)):
            by: dict[str, list[tuple[str, tuple[float, ...]]]] = {}
            for spelt, some in table.items():
                for index, weights in some:
                    by.setdefault(letters[index], []).append((spelt, weights))
            self._parts.append(by)

    def name(self) -> tuple[str, str]:
        """Return surname and given name in Hangul."""
        return self.draw.choices(self._surnames, self._shares)[0], "".join(self.draw.choices(self._given, self._often, k=2))

    def syllable(self, syllable: str, system: int) -> str:
        """Return a syllable as the system spells it, by the weights of its spellings."""
        out = ""
        for part, letter in zip(self._parts, decompose(syllable), strict=True):
            options = [(spelt, weights[system]) for spelt, weights in part.get(letter, [("", (1.0,) * len(SYSTEMS))]) if weights[system] > 0]
            out += self.draw.choices([spelt for spelt, _ in options], [weight for _, weight in options])[0]
        return out

    def latin(self, surname: str, given: str, *, slip: bool = False) -> str:
        """Return a name in Latin letters, in one of the orders and manners people write it."""
        system = self.draw.choices(range(len(SYSTEMS)), MIXTURE)[0]
        habits = self._habits[surname]
        if system == len(SYSTEMS) - 1 or len(surname) > 1:
            first = self.draw.choices([spelt for spelt, _, _ in habits], [float(weight) for _, _, weight in habits])[0]
        else:
            first = self.syllable(surname, system)
        one, two = (self.syllable(syllable, system) for syllable in given)
        rest = self.draw.choice((f"{one} {two}", f"{one}-{two}", one + two, one + two))
        if slip:
            rest = self.slipped(rest)
        first, rest = self.draw.choice((str.capitalize, str.upper))(first), self.draw.choice((str.title, str.upper, str.capitalize))(rest)
        return self.draw.choice((f"{first} {rest}", f"{first} {rest}", f"{rest} {first}", f"{first}, {rest}"))

    def slipped(self, text: str) -> str:
        """Return a text with one letter dropped, doubled, swapped or hit beside the key."""
        at = self.draw.randrange(len(text) - 1)
        kind = self.draw.randrange(4)
        if kind == 0 and at:
            return text[:at] + text[at + 1 :]
        if kind == 1:
            return text[:at] + text[at] + text[at:]
        if kind == 2:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        return text[:at] + self.draw.choice(neighbours().get(text[at], text[at])) + text[at + 1 :]

    def written(self, surname: str, given: str, *, slip: bool = False) -> str:
        """Return a name in Hangul or in Latin letters."""
        return surname + given if self.draw.random() < 0.4 and not slip else self.latin(surname, given, slip=slip)

    def near_surname(self, surname: str) -> str:
        """Return another surname that has a spelling one letter from one of this one's; any other, if there is none."""
        own = {spelt for spelt, _, weight in self._habits[surname] if float(weight) >= 10}
        near = [
            other for other in self._surnames
            if other != surname and not set(self._hanja[other]) & set(self._hanja[surname])
            and any(_one_apart(x, spelt) for x in own for spelt, _, weight in self._habits[other] if float(weight) >= 10)
        ]  # fmt: skip
        return self.draw.choice(near or [other for other in self._surnames if not set(self._hanja[other]) & set(self._hanja[surname])])

    def near_syllable(self, syllable: str) -> str:
        """Return another syllable that differs in one of its letters."""
        own = decompose(syllable)
        near = [other for other in self._given if sum(x != y for x, y in zip(own, decompose(other), strict=True)) == 1]
        return self.draw.choice(near or [other for other in self._given if other != syllable])


def _one_apart(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def people(count: int, seed: int = 30) -> list[dict[str, str]]:
    """Return labelled pairs of invented names, in the columns of `dev_pairs.csv`."""
    crowd = People(seed)
    found = []
    for _ in range(count):
        surname, given = crowd.name()
        slip = crowd.draw.random() < 0.12
        a = crowd.written(surname, given)
        what = crowd.draw.random()
        if what < 0.5:
            b, same = crowd.latin(surname, given, slip=slip), True
        elif what < 0.85:
            b, same = crowd.written(crowd.near_surname(surname), given), False
        else:
            at = crowd.draw.randrange(2)
            other = given[:at] + crowd.near_syllable(given[at]) + given[at + 1 :]
            b, same = crowd.written(surname, other, slip=slip and crowd.draw.random() < 0.5), False
        found.append({"name_a": a, "name_b": b, "same": "1" if same else "0", "kind": "invented", "source": "invented"})
    return found
