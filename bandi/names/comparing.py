"""Comparing two names of any kind, one pair or many at once, and guessing of which kind a name is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from . import network, organisations, places
from .aligning import BLOCK
from .persons import FEATURES, Matcher, same_text
from .reasons import Reason, about_organisations, about_persons, about_places
from .writing import plain, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

Kind = Literal["person", "place", "facility", "organisation"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_SAME_TEXT = 0.97
_NO_NAME = 0.003
"""Probabilities where a text cannot be read as a name at all: only the letters themselves are left to compare."""

_SAME_CHUNKS, _VISIBLE = FEATURES.index("same_chunks"), FEATURES.index("visible")

_NETWORKS = {"person": "persons", "place": "places", "facility": "facilities", "organisation": "organisations"}


@dataclass(frozen=True)
class Comparison:
    """How likely two written forms are one and the same name, and why.

    probability: calibrated; of names, never of people: two people who share a name are *same*
    same:        whether the probability reaches the threshold the library chose
    reasons:     the weightiest first; each can say itself in English and in Korean
    """

    probability: float
    same: bool
    kind: Kind
    reasons: tuple[Reason, ...]

    def words(self, language: str = "en") -> list[str]:
        """Return the reasons as sentences in `en` or `ko`."""
        return [reason.words(language) for reason in self.reasons]


def kind_of(text: str) -> Kind:
    """Return what a name most likely names, judged by its words alone; a person where nothing else speaks."""
    text = plain(text)
    facility = places.take_apart_facility(text)
    if facility.kind and (facility.kind != "camp" or facility.number):
        return "facility"
    hangul = re.fullmatch(r"[가-힣\s*]+", text) is not None
    if organisations.speaks_of_a_body(text):
        return "organisation"
    place = places.take_apart(text)
    if place.known:
        return "place"
    if hangul:
        return "place" if place.kind and len(text) > 3 - text.endswith(("시", "군", "읍", "도", "구역")) and not _may_be_person(text) else "person"
    if place.kind and (len(text.split()) == 1 or text.lower().split()[-1] in ("city", "county", "district", "province", "town", "village")):
        return "place"
    return "person"


def _may_be_person(text: str) -> bool:
    return len(text) == 3 and text[0] in "김이박최정강조윤장임한오서신권황안송류홍전고문손양배백허남심노하리림로"


def kind_of_pair(a: str, b: str) -> Kind:
    """Return the kind under which two names are best compared."""
    kinds = {kind_of(a), kind_of(b)}
    for kind in ("facility", "organisation"):
        if kind in kinds:
            return kind  # type: ignore[return-value]
    single = all(len(words(text)) <= 1 for text in (a, b))
    return "place" if kinds == {"place"} or ("place" in kinds and single) else "person"


@cache
def matcher() -> Matcher:
    """Return the matcher shared by this process; it keeps the chunks it has met."""
    return Matcher()


def threshold(kind: Kind) -> float:
    """Return the probability from which the library says *same*."""
    return network.load(_NETWORKS[kind]).threshold


def probabilities(a: Sequence[str], b: Sequence[str], *, kind: Kind = "person") -> NDArray[np.float64]:
    """Return the probability of *same* for each pair of names, taken side by side."""
    if len(a) != len(b):
        raise ValueError("two lists of different length")
    if not len(a):
        return np.zeros(0)
    if kind == "person":
        match = matcher()
        left, right = match.take(a), match.take(b)
        match.prepare(left)
        at = np.arange(len(a))
        rows, picked = match.features(left, right, at, at)
        return person_probabilities(rows, picked, left.texts, right.texts, at, at)
    if kind == "organisation":
        features = [organisations.compare_organisations(x, y) for x, y in zip(a, b, strict=True)]
    elif kind == "facility":
        features = [places.compare_facilities(x, y) for x, y in zip(a, b, strict=True)]
    else:
        features = [places.compare_places(x, y) for x, y in zip(a, b, strict=True)]
    chance = network.load(_NETWORKS[kind]).probability(np.array(features, dtype=np.float32)).astype(float)
    for index, (x, y) in enumerate(zip(a, b, strict=True)):
        if not plain(x) or not plain(y):
            chance[index] = _NO_NAME
        elif same_text(x, y):
            chance[index] = max(chance[index], _SAME_TEXT)
        elif kind == "place" and (sure := places.certain(x, y)) is not None:
            chance[index] = sure
    return chance


def person_rate(a: Sequence[str], b: Sequence[str], *, least: int = 400_000) -> Rate:
    """Return how many pairs of persons' names a second are compared once the names have been read.

    Every pair is aligned, described and weighed anew; only reading (names to numbers) is done beforehand. The quickest of
    the rounds counts, as in `timeit`: what is slower says more about the machine's neighbours.
    least: the pairs are gone through again and again until so many have been compared
    """
    match = matcher()
    left, right = match.take(a), match.take(b)
    match.prepare(left)
    at = np.resize(np.arange(len(a)), max(len(a), BLOCK))
    model, clock, processor = network.load("persons"), float("inf"), float("inf")
    for _ in range(max(3, least // len(at))):
        began, spent = perf_counter(), process_time()
        rows, _picked = match.features(left, right, at, at)
        model.probability(rows)
        clock, processor = min(clock, perf_counter() - began), min(processor, process_time() - spent)
    return Rate(len(at) / clock, len(at) / max(processor, 1e-9))


@dataclass(frozen=True)
class Rate:
    """Pairs a second: by the clock, and by the time of the processor, which other work on the machine slows less."""

    clock: float
    processor: float


def person_probabilities(
    rows: NDArray[np.float32], picked: NDArray[np.int64], a: Sequence[str], b: Sequence[str], left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return probabilities for rows of persons' features; pairs that could not be read, or only as what names have not, are compared as texts."""
    chance = network.load("persons").probability(rows).astype(float)
    for index in np.flatnonzero(picked[:, 0] < 0):
        x, y = a[left[index]], b[right[index]]
        chance[index] = _SAME_TEXT if plain(x) and same_text(x, y) else _NO_NAME
    for index in np.flatnonzero((chance < _SAME_TEXT) & (rows[:, _SAME_CHUNKS] > 0) & (rows[:, _SAME_CHUNKS] == rows[:, _VISIBLE])):
        if same_text(a[left[index]], b[right[index]]):
            chance[index] = _SAME_TEXT
    return chance


def compare(a: str, b: str, *, kind: Kind | None = None, is_kept: bool = True) -> Comparison:
    """Return how likely two written forms are the same name, with reasons.

    kind:    what the names name; guessed from their words when not given
    is_kept: remember the syllables for the next comparison; False for a single one beside a large gallery, which it then does not
             grow with, and for names that must not be remembered
    """
    kind = kind or kind_of_pair(a, b)
    if kind == "person":
        return compare_with_each(a, [b], match=matcher() if is_kept else None)[0]
    chance = float(probabilities([a], [b], kind=kind)[0])
    reasons = about_organisations(a, b) if kind == "organisation" else about_places(a, b, kind)
    return Comparison(chance, chance >= threshold(kind), kind, tuple(reasons))


def compare_with_each(a: str, others: Sequence[str], *, match: Matcher | None = None) -> list[Comparison]:
    """Return how likely a name of a person and each of some others are the same, as `compare` does, in the time of little more than one.

    match: who remembers their syllables; nobody where it is not given.
    """
    match = match or Matcher()
    left, right = match.take([a]), match.take(others)
    match.prepare(left)
    zeros, at = np.zeros(len(others), dtype=np.int64), np.arange(len(others))
    rows, picked = match.features(left, right, zeros, at)
    chances = person_probabilities(rows, picked, [a], others, zeros, at)
    found = []
    for other, chance, row, readings in zip(others, chances.tolist(), rows.tolist(), picked.tolist(), strict=True):
        reasons = about_persons(a, other, dict(zip(FEATURES, row, strict=True)), tuple(readings), match)
        found.append(Comparison(chance, chance >= threshold("person"), "person", tuple(reasons)))
    return found
