"""Setting readings of two names against each other, in batches: the best pair of readings is found, then described.

First every pair of readings gets a total (a few look-ups and sums); only the best one of each pair of names is looked at closer. Arrays
are kept narrow and blocks small, for what costs here is memory, not arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from .parsing import MOST_GIVEN
from .slots import NOTHING

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALL_HIDDEN = 9
"""Number of syllables noted for a given name that is hidden whole."""

BLOCK = 8192
"""Pairs of names worked on at a time."""

FEATURES = (
    "surname_evidence", "surname_agreement", "least_evidence", "next_evidence", "least_agreement", "next_agreement",
    "sum_agreement", "visible", "hidden", "initials", "no_surname", "other_length", "reading_a", "reading_b", "same_chunks",
    "well_formed", "hangul_both", "hanja_any", "latin_both", "mixed_scripts", "sum_evidence", "margin",
)  # fmt: skip

_OTHER_LENGTH = np.float32(12.0)
_NOTHING_LEFT = np.float32(30.0)
_ENOUGH = np.float32(8.0)


@dataclass
class Names:
    """Names taken in: their readings as rows of numbers.

    first, count:   where the readings of each name begin, and how many it has
    long:           whether any of its readings has more than two syllables of a given name
    surname, given, length, likelihood: one entry per reading; `given` has one array per slot, `NOTHING` where there is none
    """

    texts: list[str]
    first: NDArray[np.int32]
    count: NDArray[np.int32]
    script: NDArray[np.int8]
    well_formed: NDArray[np.float32]
    long: NDArray[np.bool_]
    surname: NDArray[np.int32]
    given: list[NDArray[np.int32]]
    length: NDArray[np.int8]
    likelihood: NDArray[np.float32]
    initials: NDArray[np.int8]


class Pairs(Protocol):
    """Where agreement and evidence of two chunks are looked up."""

    def evidence(self, a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.float32]: ...

    def agreement(self, a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.float32]: ...

    def same(self, a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.bool_]: ...


Tables = tuple[Pairs, Pairs]
"""The tables of surnames and of syllables of given names."""


def features(
    a: Names, b: Names, left: NDArray[np.int64], right: NDArray[np.int64], tables: Tables
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Return one row of `FEATURES` per pair, and which reading of each name was chosen (-1, -1 where one has none).

    left, right: positions in `a` and in `b`
    """
    left, right = left.astype(np.int32, copy=False), right.astype(np.int32, copy=False)
    rows = np.zeros((len(FEATURES), len(left)), dtype=np.float32)
    picked = np.full((len(left), 2), -1, dtype=np.int32)
    for begin in range(0, len(left), BLOCK):
        end = min(begin + BLOCK, len(left))
        some_left, some_right = left[begin:end], right[begin:end]
        ra, rb, margin, has = _best(a, b, some_left, some_right, tables)
        whole = len(has) == end - begin
        if not whole:
            some_left, some_right = some_left[has], some_right[has]
        picked[begin + has, 0] = ra - a.first[some_left]
        picked[begin + has, 1] = rb - b.first[some_right]
        if whole:
            _describe(rows[:, begin:end], a, b, some_left, some_right, ra, rb, margin, tables)
        else:
            block = np.zeros((len(FEATURES), len(has)), dtype=np.float32)
            _describe(block, a, b, some_left, some_right, ra, rb, margin, tables)
            rows[:, begin + has] = block
    return rows.T, picked


def _best(a: Names, b: Names, left, right, tables: Tables):  # type: ignore[no-untyped-def]
    """Return the readings chosen, their total, and the positions of the pairs that have readings at all."""
    surnames, givens = tables
    times_b = b.count[right]
    combos = a.count[left] * times_b
    has = np.flatnonzero(combos)
    if len(has) < len(left):
        left, right, times_b, combos = left[has], right[has], times_b[has], combos[has]
    starts = (np.cumsum(combos) - combos).astype(np.int32)
    total_rows = int(combos.sum())
    if total_rows == len(left):
        ra, rb = a.first[left], b.first[right]
    else:
        pair = np.repeat(np.arange(len(left), dtype=np.int32), combos)
        inner = np.arange(total_rows, dtype=np.int32) - starts[pair]
        per = times_b[pair]
        first = inner // per
        ra = a.first[left][pair] + first
        rb = b.first[right][pair] + (inner - first * per)
    sa, sb = a.surname[ra], b.surname[rb]
    total = surnames.evidence(sa, sb).astype(np.float32)
    total += a.likelihood[ra]
    total += b.likelihood[rb]
    for slot in range(2):
        total += givens.evidence(a.given[slot][ra], b.given[slot][rb])
    longer = a.long[left] & b.long[right]
    if longer.any():
        at = np.flatnonzero(longer if total_rows == len(left) else longer[pair])
        for slot in range(2, MOST_GIVEN):
            total[at] += givens.evidence(a.given[slot][ra[at]], b.given[slot][rb[at]])
    la, lb = a.length[ra], b.length[rb]
    different = np.flatnonzero(la != lb)
    hidden = (la[different] == ALL_HIDDEN) | (lb[different] == ALL_HIDDEN)
    total[different] -= np.where(hidden, np.float32(0), _OTHER_LENGTH)
    bare = np.flatnonzero((sa == NOTHING) | (sb == NOTHING))
    total[bare] -= np.where((la[bare] == ALL_HIDDEN) | (lb[bare] == ALL_HIDDEN), _NOTHING_LEFT, np.float32(0))
    if total_rows == len(left):
        return ra, rb, np.clip(total, -40, 30), has
    best = np.maximum.reduceat(total, starts)
    hits = np.flatnonzero(total == best[pair])
    chosen = np.empty(len(left), dtype=np.int64)
    chosen[pair[hits[::-1]]] = hits[::-1]
    return ra[chosen], rb[chosen], np.clip(best, -40, 30), has


def _describe(out: NDArray[np.float32], a: Names, b: Names, left, right, ra, rb, margin, tables: Tables) -> None:  # type: ignore[no-untyped-def]
    """Write the features of chosen readings into `out`, one row per feature."""
    surnames, givens = tables
    sa, sb = a.surname[ra], b.surname[rb]
    la, lb = a.length[ra], b.length[rb]
    all_hidden = (la == ALL_HIDDEN) | (lb == ALL_HIDDEN)
    out[0] = np.minimum(surnames.evidence(sa, sb), _ENOUGH)
    out[1] = surnames.agreement(sa, sb)
    blank = np.float32(99.0)
    least = np.full(len(ra), blank)
    following = np.full(len(ra), blank)
    shorter = np.minimum(np.where(la == ALL_HIDDEN, 0, la), np.where(lb == ALL_HIDDEN, 0, lb))
    visible, hidden = np.zeros(len(ra), dtype=np.int8), np.zeros(len(ra), dtype=np.int8)
    for slot in range(min(MOST_GIVEN, int(shorter.max(initial=0)))):
        at: slice | NDArray[np.int64] = slice(None) if slot < 2 else np.flatnonzero(shorter > slot)
        x, y = a.given[slot][ra[at]], b.given[slot][rb[at]]
        seen = (x != NOTHING) & (y != NOTHING)
        evidence, agreement = givens.evidence(x, y).astype(np.float32), givens.agreement(x, y).astype(np.float32)
        shown = np.where(seen, np.minimum(evidence, _ENOUGH), blank)
        following[at] = np.minimum(following[at], np.maximum(least[at], shown))
        least[at] = np.minimum(least[at], shown)
        low = np.minimum(out[4][at], agreement)
        out[5][at] = np.minimum(out[5][at], np.maximum(out[4][at], agreement))
        out[4][at] = low
        out[6][at] += agreement
        out[20][at] += evidence
        visible[at] += seen
        hidden[at] += (shorter[at] > slot) & ~seen
        out[14][at] += seen & givens.same(x, y)
    out[2] = np.where(visible > 0, least, 0)
    out[3] = np.where(visible > 1, following, 0)
    out[7] = visible
    out[8] = hidden + 2.0 * all_hidden
    out[9] = np.maximum(a.initials[ra], b.initials[rb])
    out[10] = (sa == NOTHING) | (sb == NOTHING)
    out[11] = (la != lb) & ~all_hidden
    out[12] = a.likelihood[ra]
    out[13] = b.likelihood[rb]
    out[15] = np.minimum(a.well_formed[left], b.well_formed[right])
    script_a, script_b = a.script[left], b.script[right]
    out[16] = (script_a == 1) & (script_b == 1)
    out[17] = (script_a == 2) | (script_b == 2)
    out[18] = (script_a == 3) & (script_b == 3)
    out[19] = script_a != script_b
    np.minimum(out[20], np.float32(20.0), out=out[20])
    out[21] = margin
