"""Chunks as numbers, and how well two chunks agree: one table for surnames, one for syllables of given names.

agreement   log P(same syllable | both chunks): 0 when both can only be one and the same syllable
evidence    log of how much likelier the two chunks are together, if they spell one syllable, than by chance;
            a rare syllable that agrees says more than a frequent one

Rows of the tables are filled when first asked for, one product of matrices per batch of rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from . import spelling
from .inventory import inventory
from .writing import MASK

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOTHING = 0
"""Number of the mask, and of a slot that is not there: agrees with everything, says nothing."""

FLOOR = 1e-8
_NEXT_TO_NOTHING = 3e-7
MOST_KEPT = 6000
"""Chunks whose pairs are remembered; beyond it pairs are worked out each time, so that memory stays bounded."""


class Slots:
    """The chunks met so far in one slot of names, as vectors over syllables, and the tables of their pairs."""

    def __init__(self, *, as_surname: bool) -> None:
        stock = inventory()
        self.as_surname = as_surname
        self.share = np.array(stock.surname if as_surname else stock.given, dtype=np.float32)
        self.numbers: dict[str, int] = {MASK: NOTHING}
        self._size = 1024
        self._posterior = np.zeros((self._size, len(self.share)), dtype=np.float32)
        self._ratio = np.zeros((self._size, len(self.share)), dtype=np.float32)
        self._filled = np.zeros(self._size, dtype=np.int64)
        self._agreement = np.zeros((self._size, self._size), dtype=np.float32)
        self._evidence = np.zeros((self._size, self._size), dtype=np.float32)

    def __len__(self) -> int:
        return len(self.numbers)

    def number(self, chunk: str) -> int:
        """Return the number of a chunk, taken in if it is new."""
        known = self.numbers.get(chunk)
        if known is not None:
            return known
        new = len(self.numbers)
        if new == self._size:
            self._grow()
        self.numbers[chunk] = new
        for syllable, weight in spelling.weights(chunk, as_surname=self.as_surname).items():
            self._posterior[new, syllable] = weight * self.share[syllable]
        total = self._posterior[new].sum()
        if total > 0:
            self._posterior[new] /= total
            np.divide(self._posterior[new], self.share, out=self._ratio[new], where=self.share > 0)
        return new

    def _grow(self) -> None:
        old, self._size = self._size, self._size * 2
        for name in ("_posterior", "_ratio", "_filled"):
            before = getattr(self, name)
            after = np.zeros((self._size, *before.shape[1:]), dtype=before.dtype)
            after[:old] = before
            setattr(self, name, after)
        if old < MOST_KEPT:
            kept = min(self._size, MOST_KEPT)
            for name in ("_agreement", "_evidence"):
                before = getattr(self, name)
                table = np.zeros((kept, kept), dtype=np.float32)
                table[: before.shape[0], : before.shape[1]] = before
                setattr(self, name, table)

    def fill(self, rows: Iterable[int]) -> None:
        """Make sure that the rows of these chunks are in the tables, against all chunks known now."""
        width = min(len(self.numbers), self._agreement.shape[1])
        wanted = np.unique(np.fromiter(rows, dtype=np.int64))
        wanted = wanted[(wanted < self._agreement.shape[0]) & (self._filled[wanted] < width)]
        columns = self._posterior[:width]
        for begin in range(0, len(wanted), 512):
            block = wanted[begin : begin + 512]
            self._agreement[block, :width] = _log(self._posterior[block] @ columns.T)
            self._evidence[block, :width] = _log(self._ratio[block] @ columns.T)
            self._filled[block] = width
        self._agreement[NOTHING, :width] = self._evidence[NOTHING, :width] = 0
        self._agreement[:width, NOTHING] = self._evidence[:width, NOTHING] = 0

    def evidence(self, a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return the evidence of each pair of chunks."""
        return self._look_up(self._evidence, self._ratio, a, b)

    def agreement(self, a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return the agreement of each pair of chunks."""
        return self._look_up(self._agreement, self._posterior, a, b)

    def _look_up(self, table: NDArray[np.float32], vectors: NDArray[np.float32], a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.float32]:
        kept = table.shape[0]
        if len(self.numbers) <= kept:
            return table.ravel().take(a * np.int32(kept) + b)
        inside = (a < kept) & (b < kept)
        found = np.zeros(len(a), dtype=np.float32)
        found[inside] = table[a[inside], b[inside]]
        outside = np.flatnonzero(~inside & (a != NOTHING) & (b != NOTHING))
        for begin in range(0, len(outside), 2048):
            some = outside[begin : begin + 2048]
            found[some] = _log(np.einsum("ij,ij->i", vectors[a[some]], self._posterior[b[some]]))
        return found

    def same(self, a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Return where two chunks are written the same."""
        return a == b

    def by_syllable(self) -> NDArray[np.float32]:
        """Return the weights of all chunks known, one row per syllable."""
        return np.ascontiguousarray(self._posterior[: len(self.numbers)].T)

    def likeliest(self, row: int, count: int) -> list[tuple[str, float]]:
        """Return the syllables a chunk most likely stands for, with their probabilities."""
        order = np.argsort(-self._posterior[row])[:count]
        stock = inventory()
        return [(stock.syllables[i], float(self._posterior[row, i])) for i in order if self._posterior[row, i] > 0]


class Asked:
    """A few chunks of a query against all chunks of a gallery: worked out for the query, never added to the gallery.

    Numbers on the left are those given out by `number`; numbers on the right are the gallery's.
    """

    def __init__(self, slots: Slots, by_syllable: NDArray[np.float32]) -> None:
        self._slots, self._by_syllable = slots, by_syllable
        self.numbers: dict[str, int] = {MASK: NOTHING}
        self._evidence = [np.zeros(by_syllable.shape[1], dtype=np.float32)]
        self._support: list[tuple[NDArray[np.int64], NDArray[np.float32]]] = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))]
        self._known = [-1]
        self._stacked = np.zeros((0, 0), dtype=np.float32)

    def number(self, chunk: str) -> int:
        """Return the number of a chunk of the query."""
        if chunk not in self.numbers:
            self.numbers[chunk] = len(self.numbers)
            found = spelling.weights(chunk, as_surname=self._slots.as_surname)
            support = np.fromiter(found, dtype=np.int64, count=len(found))
            posterior = np.fromiter(found.values(), dtype=np.float32, count=len(found)) * self._slots.share[support]
            posterior /= max(float(posterior.sum()), 1e-30)
            kept = posterior > _NEXT_TO_NOTHING
            support, posterior = support[kept], posterior[kept]
            self._support.append((support, posterior))
            row = _log((posterior / self._slots.share[support]) @ self._by_syllable[support])
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
        for number in np.unique(a):
            at = np.flatnonzero(a == number)
            support, posterior = self._support[number]
            found[at] = _log(posterior @ self._by_syllable[np.ix_(support, b[at])])
        found[(a == NOTHING) | (b == NOTHING)] = 0.0
        return found

    def same(self, a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Return where two chunks are written the same."""
        return np.array(self._known)[a] == b


def _log(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.log(np.maximum(values, FLOOR))
