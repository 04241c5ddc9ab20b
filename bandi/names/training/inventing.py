"""Invented names of organisations and labelled pairs of them, so that the last step does not learn a few dozen bodies by heart.

A body is a distinctive name of two or three syllables with words of institutions around it. Written again, the name takes another
romanisation and the words their synonyms; another body differs in a syllable, in its whole name, in a telling word
or in its number. All of it is drawn by a seed; no body is meant.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from bandi.hangul import romanise
from bandi.hangul.jamo import strip_marks
from bandi.names.inventory import inventory, rows

_COMPANY = ("Company", "Corporation", "Corp.", "Co", "Co Ltd", "General Corporation", "General Company", "Group", "LLC", "")
_BUREAUX = ("Bureau", "Department", "Office", "General Bureau", "Directorate", "Division")


def _northern(text: str) -> str:
    return strip_marks(romanise.mccune_reischauer(text)).replace("'", "")


def _old(text: str) -> str:
    return strip_marks(romanise.mccune_reischauer(text)).replace("ch", "j", 1)


SYSTEMS: tuple[Callable[[str], str], ...] = (romanise.letters, romanise.mccune_reischauer, _northern, romanise.spoken, _old)


class Inventor:
    """Draws bodies and writes them."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)  # noqa: S311  a draw that can be repeated, not a secret
        stock = inventory()
        self._syllables = [s for s in stock.syllables if len(s) == 1 and stock.given[stock.number[s]] > 1e-3]
        self._words: dict[str, list[str]] = {}
        self._weights: dict[str, float] = {}
        for concept, weight, words in rows("institutions.tsv"):
            self._words[concept] = [word for word in words.split("|") if len(word) > 2 or word.isascii()]
            self._weights[concept] = float(weight)
        self._telling = [concept for concept, weight in self._weights.items() if weight >= 0.8]

    def name(self) -> str:
        """Return a distinctive name in Hangul."""
        return "".join(self.draw.sample(self._syllables, self.draw.choice((2, 2, 2, 3))))

    def near(self, name: str) -> str:
        """Return a name that differs in one syllable."""
        at = self.draw.randrange(len(name))
        return name[:at] + self.draw.choice([s for s in self._syllables if s != name[at]]) + name[at + 1 :]

    def spelt(self, name: str) -> str:
        """Return a name in Latin letters of some system, now and then mistyped."""
        written = self.draw.choice(SYSTEMS)(name)
        if self.draw.random() < 0.08:
            at = self.draw.randrange(1, len(written))
            written = self.draw.choice((written[:at] + written[at + 1 :], written[:at] + written[at] + written[at:] if at < len(written) else written))
        return self.draw.choice((str.capitalize, str.upper))(written)

    def word(self, concept: str) -> str:
        """Return one of the words for a concept, mostly an English one."""
        english = [word for word in self._words[concept] if word.isascii()] or self._words[concept]
        return self.draw.choice(english[:3] if self.draw.random() < 0.8 else english)

    def company(self, name: str, concepts: list[str]) -> str:
        """Return a company's name as somebody might write it."""
        parts = [self.draw.choice(("Korea", "Korea", "Choson", "DPRK", "", "", "")), self.spelt(name)]
        parts += [self.word(concept) for concept in concepts if self._weights[concept] > 0.3 or self.draw.random() < 0.8]
        parts.append(self.draw.choice(_COMPANY))
        return " ".join(part for part in parts if part)

    def ministry(self, concepts: list[str], level: str) -> str:
        """Return the name of a ministry or bureau."""
        of = " ".join(self.word(concept) for concept in concepts)
        head = "Ministry" if level == "ministry" else self.draw.choice(_BUREAUX)
        return self.draw.choice((f"{head} of {of}", f"{of} {head}"))

    def pair(self) -> tuple[str, str, bool]:
        """Return two written names and whether they are one body's."""
        kind = self.draw.random()
        same = self.draw.random() < 0.5
        if kind < 0.6:
            name = self.name()
            sort = self.draw.sample(["trade", "bank", "shipping", "industry", "mining", "insurance", "computer", "electronics", *self._telling[:20]], self.draw.choice((1, 1, 2)))
            if same:
                return self.company(name, sort), self.company(name, sort), True
            if self.draw.random() < 0.2:
                other_sort = [self.draw.choice([c for c in self._telling if c not in sort])]
                return self.company(name, sort), self.company(name, other_sort), False
            other = self.near(name) if self.draw.random() < 0.4 else self.name()
            return self.company(name, sort), self.company(other, sort if self.draw.random() < 0.7 else ["trade"]), False
        if kind < 0.7:
            number, head = self.draw.randrange(2, 99), self.draw.choice(_BUREAUX)
            other = number if same else number + self.draw.randrange(1, 9)
            forms = ("{} {}", "{} No. {}", "{} #{}", "Central Committee {} {}")
            return self.draw.choice(forms).format(head, number), self.draw.choice(forms).format(self.draw.choice(_BUREAUX), other), same
        sort = self.draw.sample(self._telling, self.draw.choice((1, 1, 2)))
        level = self.draw.choice(("ministry", "bureau"))
        if same:
            return self.ministry(sort, level), self.ministry(sort, level), True
        if self.draw.random() < 0.25:
            return self.ministry(sort, "bureau"), self.ministry([*sort, "industry"], "ministry"), False
        kept = sort[:1] if len(sort) > 1 else []
        return self.ministry(sort, level), self.ministry([*kept, self.draw.choice([c for c in self._telling if c not in sort])], level), False


def organisations(count: int, seed: int = 20) -> list[dict[str, str]]:
    """Return labelled pairs of invented organisations, in the columns of `dev_pairs.csv`."""
    inventor = Inventor(seed)
    found = []
    for _ in range(count):
        a, b, same = inventor.pair()
        found.append({"name_a": a, "name_b": b, "same": "1" if same else "0", "kind": "org", "source": "invented"})
    return found
