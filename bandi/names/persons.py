"""Names of persons taken in and compared: reading turned into numbers, and the chunks met so far kept with their tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from . import aligning
from .aligning import ALL_HIDDEN, FEATURES, Names, Tables
from .parsing import HIDDEN, MOST_GIVEN, read
from .slots import NOTHING, Slots
from .writing import plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ALL_HIDDEN", "FEATURES", "Matcher", "Names", "same_text", "take"]

SCRIPTS = {"": 0, "hangul": 1, "hanja": 2, "latin": 3, "mixed": 4}


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
        self.given.fill(np.concatenate(names.given))

    def features(
        self, a: Names, b: Names, left: NDArray[np.int64], right: NDArray[np.int64], tables: Tables | None = None
    ) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        """Return one row of `FEATURES` per pair, and which reading of each name was chosen; see `aligning.features`.

        tables: where pairs of chunks are looked up; those of this matcher if not given
        """
        return aligning.features(a, b, left, right, tables or (self.surnames, self.given))


def take(texts: Sequence[str], surnames: Numbers, givens: Numbers) -> Names:
    """Return names read and turned into the numbers that `surnames` and `givens` give out."""
    first, count, scripts, formed, long = [], [], [], [], []
    surname, given, length, likelihood, initials = [], [], [], [], []
    for text in texts:
        name = read(text)
        first.append(len(surname))
        count.append(len(name.readings))
        scripts.append(SCRIPTS[name.script])
        formed.append(name.well_formed)
        long.append(any(len(reading.given) > 2 for reading in name.readings))
        for reading in name.readings:
            surname.append(surnames.number(reading.surname) if reading.surname else NOTHING)
            hidden = reading.given == (HIDDEN,)
            chunks = () if hidden else reading.given
            given.append([givens.number(chunk) for chunk in chunks] + [NOTHING] * (MOST_GIVEN - len(chunks)))
            length.append(ALL_HIDDEN if hidden else len(chunks))
            likelihood.append(reading.likelihood)
            initials.append(sum(chunk.endswith(".") for chunk in chunks))
    columns = np.array(given, dtype=np.int32).reshape(-1, MOST_GIVEN)
    return Names(
        list(texts),
        np.array(first, dtype=np.int32), np.array(count, dtype=np.int32), np.array(scripts, dtype=np.int8), np.array(formed, dtype=np.float32),
        np.array(long, dtype=bool), np.array(surname, dtype=np.int32), [np.ascontiguousarray(columns[:, slot]) for slot in range(MOST_GIVEN)],
        np.array(length, dtype=np.int8), np.array(likelihood, dtype=np.float32), np.array(initials, dtype=np.int8),
    )  # fmt: skip


def same_text(a: str, b: str) -> bool:
    """True if two texts are one, spaces and case aside."""
    return plain(a).casefold().replace(" ", "") == plain(b).casefold().replace(" ", "")
