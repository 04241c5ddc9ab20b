"""Finding all spellings of a person's name among many: for live search, and for choosing candidates when registers are linked.

Every reading of every name is kept as a row of numbers, ordered by surname. A query is scored against all rows whose surname can be
its own (a few look-ups and sums per row), and the best are compared in full. Nothing is cut off by a key that a
spelling might miss.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import network
from .asked import Asked, BySyllable
from .comparing import person_probabilities
from .persons import ALL_HIDDEN, FEATURES, Matcher, Names, take
from .slots import NOTHING
from .written import Written

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SURNAME_CUT = -7.5
_CLIP = np.float32(-9.0)
_OTHER_LENGTH = np.float32(-9.0)
_NO_SURNAME = np.float32(-3.0)
_ENOUGH, _MARGIN = np.float32(4.0), np.float32(0.5)
"""Beyond these log odds a pair is the same name; what then ranks is how likely the whole reading is, rare agreeing first."""
_AS_WRITTEN = np.float32(100.0)
"""Added to the score of a name of the same letters, twice for the very same text: no spelling of another name can outrank it."""
MOST_COMPARED = 96


Tables = tuple[BySyllable, BySyllable]
Question = tuple[Names, Asked, Asked]


def tables_of(matcher: Matcher) -> Tables:
    """Return the tables of what a matcher has met, which follow it."""
    return BySyllable(matcher.surnames), BySyllable(matcher.given)


def ask(query: str, tables: Tables) -> Question:
    """Return a query read, with its chunks set against all those of the tables: good for every gallery over them."""
    surnames, givens = Asked(tables[0]), Asked(tables[1])
    return take([query], surnames, givens), surnames, givens


@dataclass(frozen=True)
class Hit:
    """One name found: its position in the gallery, the text, the probability that it is the name asked for, and its rank's score."""

    position: int
    text: str
    probability: float
    score: float


class Gallery:
    """Names to search in. Building reads every name once; a search never changes it."""

    def __init__(self, names: Iterable[str]) -> None:
        matcher = Matcher()
        self._order(matcher, matcher.take(list(names)))

    @classmethod
    def over(cls, matcher: Matcher, names: Names, tables: Tables, digests: NDArray[np.int64] | None = None) -> Gallery:
        """Return a gallery over names that `matcher` has read; `tables` are those of its surnames and its syllables, `digests` those of the texts."""
        made = cls.__new__(cls)
        made._order(matcher, names, tables, digests)
        return made

    def _order(self, matcher: Matcher, names: Names, tables: Tables | None = None, digests: NDArray[np.int64] | None = None) -> None:
        self._matcher, self._names = matcher, names
        owner = np.repeat(np.arange(len(self._names.texts), dtype=np.int32), self._names.count)
        order = np.argsort(self._names.surname, kind="stable")
        self._owner = owner[order]
        self._surname = self._names.surname[order].astype(np.int32)
        self._given = [column[order] for column in self._names.given]
        self._length = self._names.length[order].astype(np.int8)
        self._likelihood = self._names.likelihood[order].astype(np.float32)
        self._begin = np.searchsorted(self._surname, np.arange(len(self._matcher.surnames) + 1))
        self._tables = tables or tables_of(matcher)
        self._written = Written(self._names.texts, digests)

    def __len__(self) -> int:
        return len(self._names.texts)

    def search(self, query: str, k: int = 10, question: Question | None = None) -> list[Hit]:
        """Return the `k` names most likely the same as `query`, likeliest first. question: the query as read for these tables before."""
        asked, surnames, givens = question or ask(query, self._tables)
        if not asked.count[0]:
            return self._as_written(query, k)
        most = max(MOST_COMPARED, 2 * k)
        written = np.array(self._written.positions(query, most), dtype=np.int64)
        candidates = self._candidates(asked, surnames, givens, most)
        candidates = np.concatenate([written, candidates[~np.isin(candidates, written)]]) if len(written) else candidates
        if not len(candidates):
            return []
        left = np.zeros(len(candidates), dtype=np.int64)
        rows, picked = self._matcher.features(asked, self._names, left, candidates, (surnames, givens))
        chance = person_probabilities(rows, picked, [query], self._names.texts, left, candidates)
        score = np.minimum(network.load("persons").log_odds(rows), _ENOUGH) + _MARGIN * rows[:, FEATURES.index("margin")]
        score[: len(written)] += _AS_WRITTEN * self._written.closeness(query, written)
        order = np.lexsort((candidates, -score))[:k]
        return [Hit(int(candidates[i]), self._names.texts[candidates[i]], float(chance[i]), float(score[i])) for i in order]

    def _candidates(self, asked: Names, surnames: Asked, givens: Asked, most: int) -> NDArray[np.int64]:
        found_rows, found_values = [], []
        for reading in range(min(3, int(asked.count[0]))):
            if asked.likelihood[reading] < -6.0:
                continue
            rows, values = self._score(int(asked.surname[reading]), [int(column[reading]) for column in asked.given], int(asked.length[reading]), surnames, givens)
            values = values + asked.likelihood[reading]
            if len(values) > 2 * most:
                top = np.argpartition(-values, 2 * most)[: 2 * most]
                rows, values = rows[top], values[top]
            found_rows.append(self._owner[rows])
            found_values.append(values)
        if not found_rows:
            return np.zeros(0, dtype=np.int64)
        owners, scores = np.concatenate(found_rows), np.concatenate(found_values)
        owners = owners[np.argsort(-scores, kind="stable")]
        _names, first = np.unique(owners, return_index=True)
        return owners[np.sort(first)[:most]].astype(np.int64)

    def _score(
        self, surname: int, given: list[int], length: int, surnames: Asked, givens: Asked
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the rows whose surname can be this one, and a score for each."""
        if surname == NOTHING:
            spans = [(0, len(self._surname))]
            values = self._likelihood + np.where(self._surname == NOTHING, np.float32(0), _NO_SURNAME)
        else:
            evidence = surnames.row(surname)[: len(self._begin) - 1].copy()
            evidence[NOTHING] = _NO_SURNAME
            fitting = np.flatnonzero((evidence > _SURNAME_CUT) & (self._begin[1:] > self._begin[:-1]))
            begins, ends = self._begin[fitting], self._begin[fitting + 1]
            spans = list(zip(begins.tolist(), ends.tolist(), strict=True))
            values = _pieces(self._likelihood, spans) + np.repeat(evidence[fitting], ends - begins)
        rows = np.concatenate([np.arange(begin, end) for begin, end in spans]) if spans else np.zeros(0, dtype=np.int64)
        if length != ALL_HIDDEN:
            lengths = _pieces(self._length, spans)
            values += np.where((lengths != length) & (lengths != ALL_HIDDEN), _OTHER_LENGTH, np.float32(0))
            for slot in range(length):
                values += np.maximum(givens.row(given[slot]), _CLIP)[_pieces(self._given[slot], spans)]
        return rows, values

    def _as_written(self, query: str, k: int) -> list[Hit]:
        return [Hit(i, self._names.texts[i], 0.97, 0.0) for i in self._written.positions(query, k)]


def _pieces(column: NDArray[Any], spans: Sequence[tuple[int, int]]) -> NDArray[Any]:
    """Return some stretches of a column as one. Rows are ordered by surname, so copying stretches takes the place of picking row by row."""
    return np.concatenate([column[begin:end] for begin, end in spans]) if spans else column[:0]
