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
MOST_KEPT = 6000
"""Chunks whose pairs are remembered; beyond it pairs are worked out each time, so that memory stays bounded."""
_FEWEST = 64

Entries = tuple["NDArray[np.int32]", "NDArray[np.float32]"]
"""Syllables, and the weight of each."""


class Slots:
    """The chunks met so far in one slot of names, as weights over syllables, and the tables of their pairs.

    A chunk stands for a few dozen syllables, so its weights are kept as two short arrays. Whole rows and tables of pairs are made when
    pairs are first asked for: who only searches never needs them.
    """

    def __init__(self, *, as_surname: bool) -> None:
        stock = inventory()
        self.as_surname = as_surname
        self.share = np.array(stock.surname if as_surname else stock.given, dtype=np.float32)
        self.numbers: dict[str, int] = {MASK: NOTHING}
        self._entries: list[Entries] = [(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))]
        self._whole = 0
        self._posterior = np.zeros((0, len(self.share)), dtype=np.float32)
        self._ratio = np.zeros((0, len(self.share)), dtype=np.float32)
        self._filled = np.zeros(0, dtype=np.int64)
        self._agreement = np.zeros((0, 0), dtype=np.float32)
        self._evidence = np.zeros((0, 0), dtype=np.float32)

    def __len__(self) -> int:
        return len(self.numbers)

    def number(self, chunk: str) -> int:
        """Return the number of a chunk, taken in if it is new."""
        known = self.numbers.get(chunk)
        if known is not None:
            return known
        new = self.numbers[chunk] = len(self.numbers)
        self._entries.append(self.posterior(chunk))
        return new

    def posterior(self, chunk: str) -> Entries:
        """Return the syllables a chunk may stand for, and P(syllable | chunk) of each."""
        found = spelling.weights(chunk, as_surname=self.as_surname)
        support = np.fromiter(found, dtype=np.int32, count=len(found))
        chance = np.fromiter(found.values(), dtype=np.float32, count=len(found)) * self.share[support]
        total = float(chance.sum())
        return support, chance / total if total > 0 else chance

    def entries(self, begin: int, end: int) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
        """Return the weights of some chunks side by side: number of the chunk, syllable, P(syllable | chunk)."""
        some = self._entries[begin:end]
        chunks = np.repeat(np.arange(begin, end, dtype=np.int32), [len(support) for support, _ in some])
        return chunks, np.concatenate([support for support, _ in some]), np.concatenate([chance for _, chance in some])

    def _make_whole(self) -> None:
        """Write the weights of all chunks known now as whole rows, and make room for their pairs."""
        known = len(self.numbers)
        if known == self._whole:
            return
        if known > len(self._posterior):
            size = max(_FEWEST, len(self._posterior))
            while size < known:
                size *= 2
            for name in ("_posterior", "_ratio", "_filled"):
                before = getattr(self, name)
                after = np.zeros((size, *before.shape[1:]), dtype=before.dtype)
                after[: len(before)] = before
                setattr(self, name, after)
            if len(self._agreement) < (kept := min(size, MOST_KEPT)):
                for name in ("_agreement", "_evidence"):
                    before = getattr(self, name)
                    table = np.zeros((kept, kept), dtype=np.float32)
                    table[: before.shape[0], : before.shape[1]] = before
                    setattr(self, name, table)
        chunks, syllables, chances = self.entries(self._whole, known)
        self._posterior[chunks, syllables] = chances
        share = self.share[syllables]
        self._ratio[chunks, syllables] = np.divide(chances, share, out=np.zeros_like(chances), where=share > 0)
        self._whole = known

    def fill(self, rows: Iterable[int]) -> None:
        """Make sure that the rows of these chunks are in the tables, against all chunks known now."""
        self._make_whole()
        width = min(len(self.numbers), self._agreement.shape[1])
        wanted = np.unique(np.fromiter(rows, dtype=np.int64))
        wanted = wanted[wanted < self._agreement.shape[0]]
        wanted = wanted[self._filled[wanted] < width]
        columns = self._posterior[:width]
        for begin in range(0, len(wanted), 512):
            block = wanted[begin : begin + 512]
            self._agreement[block, :width] = _log(self._posterior[block] @ columns.T)
            self._evidence[block, :width] = _log(self._ratio[block] @ columns.T)
            self._filled[block] = width
        self._agreement[NOTHING, :width] = self._evidence[NOTHING, :width] = 0
        self._agreement[:width, NOTHING] = self._evidence[:width, NOTHING] = 0

    def evidence(self, a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return the evidence of each pair of chunks; those on the left were filled."""
        return self._look_up(self._evidence, self._ratio, a, b)

    def agreement(self, a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return the agreement of each pair of chunks; those on the left were filled."""
        return self._look_up(self._agreement, self._posterior, a, b)

    def _look_up(self, table: NDArray[np.float32], vectors: NDArray[np.float32], a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.float32]:
        kept = table.shape[0]
        if self._whole <= kept:
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

    def likeliest(self, row: int, count: int) -> list[tuple[str, float]]:
        """Return the syllables a chunk most likely stands for, with their probabilities."""
        support, chance = self._entries[row]
        order = np.argsort(-chance, kind="stable")[:count]
        stock = inventory()
        return [(stock.syllables[support[i]], float(chance[i])) for i in order if chance[i] > 0]


def _log(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.log(np.maximum(values, FLOOR))
