"""Finding the same names in two registers, too large to compare each with each.

Every reading of a name offers the few whole Hangul names it most likely stands for; names of both registers that share one are
compared in full. The longer register is indexed once as sorted numbers, the other is gone through in blocks, so memory grows
with the rows of the first and not with the pairs. What this misses: a name whose right reading is not among its likeliest.
"""

from __future__ import annotations

import csv
import heapq
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from . import spelling, tables
from .comparing import person_probabilities
from .inventory import inventory
from .parsing import HIDDEN, read
from .persons import Matcher, Names
from .writing import MASK

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 20_000
MOST_KEYS = 20
PER_SLOT = 5
_LEAST_SHARE = 0.01


@dataclass(frozen=True)
class Linked:
    """What a run did."""

    rows_a: int
    rows_b: int
    links: int
    compared: int
    seconds: float
    megabytes: float


class Keys:
    """The whole Hangul names a written name may stand for, as numbers; remembers what each chunk may stand for."""

    def __init__(self) -> None:
        stock = inventory()
        self._share = (stock.given, stock.surname)
        self._chunks: dict[tuple[str, bool], tuple[tuple[int, float], ...]] = {}
        self._names: dict[str, tuple[int, ...]] = {}
        self._base = len(stock.syllables) + 1

    def _likely(self, chunk: str, as_surname: bool) -> tuple[tuple[int, float], ...]:
        known = self._chunks.get((chunk, as_surname))
        if known is None:
            share = self._share[as_surname]
            found = sorted(((weight * share[n], n) for n, weight in spelling.weights(chunk, as_surname=as_surname).items()), reverse=True)
            total = sum(value for value, _ in found)
            known = tuple((n, value / total) for value, n in found[:PER_SLOT] if value / total > _LEAST_SHARE) if total else ()
            self._chunks[chunk, as_surname] = known
        return known

    def of(self, name: str) -> tuple[int, ...]:
        """Return the numbers of the likeliest Hangul names, with those of the given name alone where that is all there is."""
        known = self._names.get(name)
        if known is not None:
            return known
        best: dict[int, float] = {}
        for reading in read(name).readings:
            if reading.likelihood < -7 or MASK in reading.given or HIDDEN in reading.given or any(c.endswith(".") for c in reading.given):
                continue
            slots = [self._likely(reading.surname, True)] if reading.surname else [((self._base - 1, 1.0),)]
            slots += [self._likely(chunk, False) for chunk in reading.given]
            share = float(np.exp(reading.likelihood))
            for choice in product(*slots):
                key, chance = 0, share
                for number, part in choice:
                    key = key * self._base + number + 1
                    chance *= part
                best[key & 0x7FFFFFFFFFFFFFFF] = best.get(key & 0x7FFFFFFFFFFFFFFF, 0.0) + chance
        found = tuple(heapq.nlargest(MOST_KEYS, best, key=lambda key: best[key]))
        if len(self._names) < 400_000:
            self._names[name] = found
        return found


def candidates(keys_a: tuple[NDArray[np.int64], NDArray[np.int32]], keys_b: Sequence[tuple[int, ...]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs (position in A, position in the block of B) that share a key, each once.

    keys_a: sorted keys of A, and whose each is
    """
    keys, owners = keys_a
    flat = np.fromiter((key for some in keys_b for key in some), dtype=np.int64)
    whose = np.repeat(np.arange(len(keys_b), dtype=np.int64), [len(some) for some in keys_b])
    low, high = np.searchsorted(keys, flat, "left"), np.searchsorted(keys, flat, "right")
    count = high - low
    total = int(count.sum())
    if not total:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    starts = np.cumsum(count) - count
    at = np.arange(total) - np.repeat(starts, count) + np.repeat(low, count)
    pairs = owners[at].astype(np.int64) * len(keys_b) + np.repeat(whose, count)
    pairs = np.unique(pairs)
    return pairs // len(keys_b), pairs % len(keys_b)


def index(names: Sequence[str], keys: Keys, progress: Progress) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the keys of all names, sorted, and the position of the name each belongs to."""
    chunks, owners = [], []
    for begin in range(0, len(names), BLOCK):
        found = [keys.of(name) for name in names[begin : begin + BLOCK]]
        chunks.append(np.fromiter((key for some in found for key in some), dtype=np.int64))
        owners.append(np.repeat(np.arange(begin, begin + len(found), dtype=np.int32), [len(some) for some in found]))
        progress.say("reading A", min(begin + BLOCK, len(names)), len(names))
    flat, whose = np.concatenate(chunks), np.concatenate(owners)
    order = np.argsort(flat, kind="stable")
    return flat[order], whose[order]


class Progress:
    """Says on standard error how far the work is, once a second at most."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet, self._last, self._began = quiet, 0.0, perf_counter()

    def say(self, what: str, done: int, of: int, more: str = "") -> None:
        """Say that `done` of `of` are done."""
        now = perf_counter()
        if self._quiet or (now - self._last < 1.0 and done < of):
            return
        self._last = now
        print(f"\r{what}: {done:,} of {of:,} ({done / max(1, of):.0%}), {now - self._began:.0f} s{more}   ", end="\n" if done >= of else "", file=sys.stderr, flush=True)


def link(a: Path, b: Path, out: Path, *, column: str, key: str, least: float, most: int, engine: str = "own", quiet: bool = False) -> Linked:
    """Write the pairs of rows of `a` and `b` whose names are likely the same, best first within each row of `b`.

    Raises: tables.BadTable if a file cannot be used, or if Splink is asked for and is not installed.
    """
    began = perf_counter()
    names_a, ids_a = _column(a, column, key)
    names_b, ids_b = _column(b, column, key)
    progress = Progress(quiet=quiet)
    if engine == "splink":
        from .splink_engine import link_with_splink

        found = link_with_splink(names_a, names_b, least=least)
    else:
        found = pairs(names_a, names_b, least=least, most=most, progress=progress)
    links = compared = 0
    partial = out.with_name(out.name + ".part")
    try:
        with partial.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id_a", "name_a", "id_b", "name_b", "probability"])
            for left, right, chance, looked_at in found:
                compared += looked_at
                for i, j, p in zip(left.tolist(), right.tolist(), chance.tolist(), strict=True):
                    writer.writerow([ids_a[i], names_a[i], ids_b[j], names_b[j], f"{p:.4f}"])
                links += len(left)
        partial.replace(out)
    except OSError as error:
        raise tables.BadTable(f"{out}: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Linked(len(names_a), len(names_b), links, compared, perf_counter() - began, memory)


def _column(path: Path, column: str, key: str) -> tuple[list[str], list[str]]:
    names, ids = [], []
    for number, row in enumerate(tables.rows_of(path, (column,)), 1):
        names.append(sys.intern(row[column]))
        ids.append(row.get(key) or str(number))
    if not names:
        raise tables.BadTable(f"{path}: no rows below the header")
    return names, ids


Block = tuple["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.float64]", int]


def pairs(names_a: Sequence[str], names_b: Sequence[str], *, least: float, most: int, progress: Progress | None = None) -> Iterator[Block]:
    """Yield, block by block of B: positions in A, positions in B, probabilities, and how many pairs were compared."""
    progress = progress or Progress(quiet=True)
    keys = Keys()
    indexed = index(names_a, keys, progress)
    links = 0
    matcher = Matcher()
    for begin in range(0, len(names_b), BLOCK):
        block = names_b[begin : begin + BLOCK]
        left, right = candidates(indexed, [keys.of(name) for name in block])
        found = _compare(matcher, names_a, block, left, right, least)
        kept = _best_of_each(*found, most)
        links += len(kept[0])
        progress.say("linking B", begin + len(block), len(names_b), f", {links:,} links")
        yield kept[0], kept[1] + begin, kept[2], len(left)


def _compare(matcher: Matcher, names_a: Sequence[str], block: Sequence[str], left, right, least: float):  # type: ignore[no-untyped-def]
    """Return the pairs that reach `least`, with their probabilities; each pair of texts is compared once."""
    if not len(left):
        return left, right, np.zeros(0)
    texts_a, at_a = _texts(names_a[i] for i in left.tolist())
    texts_b, at_b = _texts(block[i] for i in right.tolist())
    once, back = np.unique(at_a * len(texts_b) + at_b, return_inverse=True)
    x, y = once // len(texts_b), once % len(texts_b)
    one, other = matcher.take(texts_a), matcher.take(texts_b)
    matcher.prepare(one)
    chance = np.concatenate([_chances(matcher, one, other, x[i : i + 200_000], y[i : i + 200_000]) for i in range(0, len(x), 200_000)])[back]
    kept = chance >= least
    return left[kept], right[kept], chance[kept]


def _texts(found: Iterator[str]) -> tuple[list[str], NDArray[np.int64]]:
    numbers: dict[str, int] = {}
    at = np.fromiter((numbers.setdefault(text, len(numbers)) for text in found), dtype=np.int64)
    return list(numbers), at


def _chances(matcher: Matcher, a: Names, b: Names, x: NDArray[np.int64], y: NDArray[np.int64]) -> NDArray[np.float64]:
    rows, picked = matcher.features(a, b, x, y)
    return person_probabilities(rows, picked, a.texts, b.texts, x, y)


def _best_of_each(left, right, chance, most: int):  # type: ignore[no-untyped-def]
    order = np.lexsort((left, -chance, right))
    left, right, chance = left[order], right[order], chance[order]
    starts = np.searchsorted(right, right, "left")
    kept = np.arange(len(right)) - starts < most
    return left[kept], right[kept], chance[kept]
