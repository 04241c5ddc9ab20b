"""Comparing names of persons in batches: every reading of one against every reading of the other, the best pair kept.

The result is a row of features per pair (`FEATURES`), from which `network` makes a probability and `reasons` makes words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from .parsing import HIDDEN, MOST_GIVEN, read
from .slots import NOTHING, Slots
from .writing import plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALL_HIDDEN = 9
"""Number of syllables noted for a given name that is hidden whole."""

SCRIPTS = {"": 0, "hangul": 1, "hanja": 2, "latin": 3, "mixed": 4}
FEATURES = (
    "surname_evidence", "surname_agreement", "least_evidence", "next_evidence", "least_agreement", "next_agreement",
    "sum_agreement", "visible", "hidden", "initials", "no_surname", "other_length", "reading_a", "reading_b", "same_chunks",
    "well_formed", "hangul_both", "hanja_any", "latin_both", "mixed_scripts", "sum_evidence", "margin",
)  # fmt: skip


@dataclass
class Names:
    """Names taken in: their readings as rows of numbers.

    first, count:   where the readings of each name begin, and how many it has
    surname, given, length, likelihood: one row per reading; `given` is padded with `NOTHING`
    """

    texts: list[str]
    first: NDArray[np.int64]
    count: NDArray[np.int64]
    script: NDArray[np.int8]
    well_formed: NDArray[np.float32]
    surname: NDArray[np.int64]
    given: NDArray[np.int64]
    length: NDArray[np.int64]
    likelihood: NDArray[np.float32]
    initials: NDArray[np.bool_]


class Pairs(Protocol):
    """Where agreement and evidence of two chunks are looked up."""

    def pairs(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]: ...

    def same(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.bool_]: ...


class Numbers(Protocol):
    """Who gives numbers to chunks."""

    def number(self, chunk: str) -> int: ...


class Matcher:
    """Compares persons' names; keeps the chunks it has met, so that it grows quicker with use."""

    def __init__(self) -> None:
        self.surnames = Slots(as_surname=True)
        self.given = Slots(as_surname=False)

    def take(self, texts: Sequence[str]) -> Names:
        """Return names read and turned into numbers."""
        return take(texts, self.surnames, self.given)

    def prepare(self, names: Names) -> None:
        """Fill the tables for these names on the left side of comparisons."""
        self.surnames.fill(names.surname)
        self.given.fill(names.given.ravel())

    def features(
        self, a: Names, b: Names, left: NDArray[np.int64], right: NDArray[np.int64], tables: tuple[Pairs, Pairs] | None = None
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return one row of `FEATURES` per pair, and which reading of each name was chosen (-1, -1 where one has none).

        left, right: positions in `a` and in `b`
        tables:      where pairs of chunks are looked up, surnames and given; those of this matcher if not given
        """
        surnames, givens = tables or (self.surnames, self.given)
        size = len(left)
        times_a, times_b = a.count[left], b.count[right]
        combos = times_a * times_b
        pair = np.repeat(np.arange(size), combos)
        starts = np.cumsum(combos) - combos
        inner = np.arange(len(pair)) - starts[pair]
        per = times_b[pair]
        ra = a.first[left][pair] + inner // np.maximum(per, 1)
        rb = b.first[right][pair] + inner % np.maximum(per, 1)
        agreement_s, evidence_s = surnames.pairs(a.surname[ra], b.surname[rb])
        la, lb = a.length[ra], b.length[rb]
        total = a.likelihood[ra] + b.likelihood[rb] + evidence_s
        slots = []
        for slot in range(MOST_GIVEN):
            both = (slot < la) & (slot < lb)
            if not both.any():
                break
            ga, gb = a.given[ra, slot], b.given[rb, slot]
            agreement, evidence = givens.pairs(np.where(both, ga, NOTHING), np.where(both, gb, NOTHING))
            slots.append((agreement, evidence, ga, gb, givens.same(ga, gb)))
            total = total + evidence
        other = (la != lb) & (la != ALL_HIDDEN) & (lb != ALL_HIDDEN)
        nothing_left = ((a.surname[ra] == NOTHING) | (b.surname[rb] == NOTHING)) & ((la == ALL_HIDDEN) | (lb == ALL_HIDDEN))
        total = total - 12.0 * other - 30.0 * nothing_left
        chosen, margin = _best(total, starts, combos, size)
        return self._rows(a, b, left, right, chosen, margin, ra, rb, agreement_s, evidence_s, slots, other, total)

    def _rows(self, a, b, left, right, chosen, margin, ra, rb, agreement_s, evidence_s, slots, other, total):  # type: ignore[no-untyped-def]
        size = len(left)
        has = chosen >= 0
        at = chosen[has]
        rows = np.zeros((size, len(FEATURES)), dtype=np.float32)
        picked = np.full((size, 2), -1, dtype=np.int64)
        picked[has, 0], picked[has, 1] = ra[at] - a.first[left][has], rb[at] - b.first[right][has]
        k = len(at)
        evidence = np.zeros((k, MOST_GIVEN), dtype=np.float32)
        agreement = np.zeros((k, MOST_GIVEN), dtype=np.float32)
        visible = np.zeros((k, MOST_GIVEN), dtype=bool)
        same = np.zeros(k, dtype=np.float32)
        initials = np.zeros(k, dtype=np.float32)
        hidden = np.zeros(k, dtype=np.float32)
        la, lb = a.length[ra[at]], b.length[rb[at]]
        shorter = np.minimum(np.where(la == ALL_HIDDEN, 0, la), np.where(lb == ALL_HIDDEN, 0, lb))
        for slot, (m, e, ga, gb, equal) in enumerate(slots):
            x, y = ga[at], gb[at]
            there = slot < shorter
            seen = there & (x != NOTHING) & (y != NOTHING)
            evidence[:, slot], agreement[:, slot], visible[:, slot] = e[at], m[at], seen
            same += seen & equal[at]
            initials += there & (a.initials[ra[at], slot] | b.initials[rb[at], slot])
            hidden += there & ~seen
        hidden += 2.0 * ((la == ALL_HIDDEN) | (lb == ALL_HIDDEN))
        blank = np.float32(12.0)
        sorted_e = np.sort(np.where(visible, np.minimum(evidence, 8.0), blank), axis=1)
        sorted_m = np.sort(np.where(visible, agreement, 0.0), axis=1)
        count = visible.sum(axis=1)
        sa, sb = a.script[left][has], b.script[right][has]
        surname_seen = (a.surname[ra[at]] != NOTHING) & (b.surname[rb[at]] != NOTHING)
        rows[has] = np.column_stack([
            np.minimum(evidence_s[at], 8.0), agreement_s[at], np.where(count > 0, sorted_e[:, 0], 0.0), np.where(count > 1, sorted_e[:, 1], 0.0),
            sorted_m[:, 0], sorted_m[:, 1], agreement.sum(axis=1), count, hidden, initials,
            ~surname_seen, other[at], a.likelihood[ra[at]], b.likelihood[rb[at]], same,
            np.minimum(a.well_formed[left][has], b.well_formed[right][has]),
            (sa == 1) & (sb == 1), (sa == 2) | (sb == 2), (sa == 3) & (sb == 3), sa != sb,
            np.minimum((evidence * visible).sum(axis=1), 20.0), margin[has],
        ]).astype(np.float32)  # fmt: skip
        return rows, picked


def take(texts: Sequence[str], surnames: Numbers, givens: Numbers) -> Names:
    """Return names read and turned into the numbers that `surnames` and `givens` give out."""
    first, count, scripts, formed = [], [], [], []
    surname, given, length, likelihood, initials = [], [], [], [], []
    for text in texts:
        name = read(text)
        first.append(len(surname))
        count.append(len(name.readings))
        scripts.append(SCRIPTS[name.script])
        formed.append(name.well_formed)
        for reading in name.readings:
            surname.append(surnames.number(reading.surname) if reading.surname else NOTHING)
            hidden = reading.given == (HIDDEN,)
            chunks = () if hidden else reading.given
            given.append([givens.number(chunk) for chunk in chunks] + [NOTHING] * (MOST_GIVEN - len(chunks)))
            length.append(ALL_HIDDEN if hidden else len(chunks))
            likelihood.append(reading.likelihood)
            initials.append([slot < len(chunks) and chunks[slot].endswith(".") for slot in range(MOST_GIVEN)])
    return Names(
        list(texts),
        np.array(first, dtype=np.int64), np.array(count, dtype=np.int64), np.array(scripts, dtype=np.int8), np.array(formed, dtype=np.float32),
        np.array(surname, dtype=np.int64), np.array(given, dtype=np.int64).reshape(-1, MOST_GIVEN),
        np.array(length, dtype=np.int64), np.array(likelihood, dtype=np.float32),
        np.array(initials, dtype=bool).reshape(-1, MOST_GIVEN),
    )  # fmt: skip


def _best(total: NDArray[np.float32], starts: NDArray[np.int64], combos: NDArray[np.int64], size: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the position of the best combination of each pair (-1 if it has none), and its total."""
    chosen = np.full(size, -1, dtype=np.int64)
    margin = np.zeros(size, dtype=np.float32)
    some = np.flatnonzero(combos)
    if not len(some):
        return chosen, margin
    best = np.maximum.reduceat(total, starts[some])
    owner = np.repeat(np.arange(len(some)), combos[some])
    hits = np.flatnonzero(total == best[owner])
    chosen[some[owner[hits[::-1]]]] = hits[::-1]
    margin[some] = np.clip(best, -40.0, 30.0)
    return chosen, margin


def same_text(a: str, b: str) -> bool:
    """True if two texts are one, spaces and case aside."""
    return plain(a).casefold().replace(" ", "") == plain(b).casefold().replace(" ", "")
