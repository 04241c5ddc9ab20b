"""A few chunks of a query against all chunks of a gallery: worked out for the query, never added to the gallery.

The weights of a gallery's chunks are kept by syllable; a chunk of a query stands for a few dozen syllables, so few weights have to be looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .slots import FLOOR, NOTHING, Slots
from .writing import MASK

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEXT_TO_NOTHING = 3e-7
_FEW, _SHARE = 256, 8
"""New chunks are put in order when they are more than this many, and more than one in so many."""


class BySyllable:
    """The chunks of `slots` by the syllables they may stand for; follows what the slots meet."""

    def __init__(self, slots: Slots) -> None:
        self.slots = slots
        self._ordered = self._seen = 0
        self._begin = np.zeros(len(slots.share) + 1, dtype=np.int64)
        self._chunks, self._chances = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        self._new = (self._chunks, self._chunks, self._chances)

    def _follow(self) -> None:
        known = len(self.slots)
        if known == self._seen:
            return
        if known - self._ordered > max(_FEW, self._ordered // _SHARE):
            chunks, syllables, chances = self.slots.entries(0, known)
            order = np.argsort(syllables, kind="stable")
            self._chunks, self._chances = chunks[order], chances[order]
            self._begin = np.searchsorted(syllables[order], np.arange(len(self.slots.share) + 1))
            self._ordered = known
            self._new = (chunks[:0], syllables[:0], chances[:0])
        else:
            self._new = self.slots.entries(self._ordered, known)
        self._seen = known

    def sums(self, support: NDArray[np.int32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return for every chunk known the sum of its weights over some syllables, each times a weight."""
        self._follow()
        first, count = self._begin[support], self._begin[support + 1] - self._begin[support]
        at = np.arange(int(count.sum())) + np.repeat(first - (np.cumsum(count) - count), count)
        found = np.bincount(self._chunks[at], weights=self._chances[at] * np.repeat(weights, count), minlength=self._seen).astype(np.float32)
        chunks, syllables, chances = self._new
        if len(chunks):
            spread = np.zeros(len(self.slots.share), dtype=np.float32)
            spread[support] = weights
            found += np.bincount(chunks, weights=chances * spread[syllables], minlength=self._seen).astype(np.float32)
        return found


class Asked:
    """The chunks of a query. Numbers on the left are those given out by `number`; numbers on the right are the gallery's."""

    def __init__(self, table: BySyllable) -> None:
        self._table, self._slots = table, table.slots
        nobody = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        self._support = [nobody]
        self._evidence = [_log(table.sums(*nobody)) * 0]
        self._agreement: dict[int, NDArray[np.float32]] = {}
        self.numbers: dict[str, int] = {MASK: NOTHING}
        self._known = [-1]
        self._stacked = np.zeros((0, 0), dtype=np.float32)

    def number(self, chunk: str) -> int:
        """Return the number of a chunk of the query."""
        if chunk not in self.numbers:
            self.numbers[chunk] = len(self.numbers)
            support, posterior = self._slots.posterior(chunk)
            kept = posterior > _NEXT_TO_NOTHING
            support, posterior = support[kept], posterior[kept]
            self._support.append((support, posterior))
            row = _log(self._table.sums(support, posterior / self._slots.share[support]))
            row[NOTHING] = 0.0
            self._evidence.append(row)
            self._known.append(self._slots.numbers.get(chunk, -1))
        return self.numbers[chunk]

    def row(self, number: int) -> NDArray[np.float32]:
        """Return the evidence of a chunk of the query against every chunk of the gallery."""
        return self._evidence[number]

    def evidence(self, a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return the evidence of each pair of chunks."""
        if len(self._stacked) != len(self._evidence):
            self._stacked = np.stack(self._evidence)
        return self._stacked[a, b]

    def agreement(self, a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return the agreement of each pair of chunks."""
        found = np.zeros(len(a), dtype=np.float32)
        for number in np.unique(a).tolist():
            if number == NOTHING:
                continue
            if number not in self._agreement:
                self._agreement[number] = _log(self._table.sums(*self._support[number]))
            at = np.flatnonzero(a == number)
            found[at] = self._agreement[number][b[at]]
        found[b == NOTHING] = 0.0
        return found

    def same(self, a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Return where two chunks are written the same."""
        return np.array(self._known)[a] == b


def _log(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.log(np.maximum(values, FLOOR))
