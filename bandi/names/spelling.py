"""What a piece of a written name may stand for: each chunk as weights over syllables, P(chunk | syllable).

A chunk is one Hangul syllable, one ideograph, one initial (`y.`), or the Latin letters of one syllable. Latin letters are
cut into onset, vowel and coda in every way; a chunk that is one slip of the fingers away from a usual spelling may stand
for its syllables too, at a price. Plain dictionaries; the arrays are made of them in `slots`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import mul

from bandi.hangul.jamo import INITIALS, compose, decompose, is_syllable

from .inventory import MIXTURE, SYSTEMS, guessed_hanja, inventory, number_of, rows
from .writing import MASK, is_hanja

Weights = dict[int, float]

LONGEST_CHUNK = 7
SLIP = 0.05
"""Part of names with a slip of the fingers in the given name; shared out by kind and by letter in `_slips`."""
SURNAME_SLIP = 0.008
LETTERS = 9
"""Letters of a usual given name: a slip may fall on any of them."""
CHANGED = "~"
"""Marks a chunk whose first or last consonant may have been changed by its neighbour: 정림 as Chŏngnim, 신라 as Silla."""
LATER = "+"
"""Marks a Hangul or Hanja chunk that is not the first of the given name, where the law of initial sounds seldom holds."""
CHINESE = "^"
"""Marks a chunk of pinyin, in a name that a Chinese text writes by the Mandarin reading of its Hanja."""
_TOUCHED_CODA = {"ng": "ㄱ", "m": "ㅂ", "l": "ㄴ", "n": "ㅅㄷ"}
_TOUCHED = 0.25
_SOUTHERN = 0.12
"""Part of the syllables with ㄹ that the South writes in Latin letters without it: 렬 as yeol."""

_FIRST_DROPPED = 0.3
"""How much seldomer the first letter is dropped than another: what looks so is mostly another name (Im and Kim)."""

_NORTH = 0.07
"""Part of a Hangul syllable's weight that goes to its form by the other side's law of initial sounds: 열 → 렬."""
_NORTH_SURNAME = 0.22

_GUESSED = (1.0, 0.4, 0.2)
_UNKNOWN = 1e-4
"""Weights of the readings guessed for an ideograph whose Korean reading is not known, and of every other syllable."""

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@cache
def neighbours() -> dict[str, str]:
    """Return the keys beside each key of a QWERTY keyboard, and letters that readers of scans mistake for each other."""
    place = {key: (row, column + row * 0.5) for row, keys in enumerate(_KEYS) for column, key in enumerate(keys)}
    found = {
        key: "".join(other for other, (r, c) in place.items() if other != key and abs(r - row) <= 1 and abs(c - column) <= 1)
        for key, (row, column) in place.items()
    }
    for one, other in ("li", "ij", "ce", "uv", "nu", "hb", "aŏ"):
        found[one] = found.get(one, "") + other
        found[other] = found.get(other, "") + one
    return found


@lru_cache(maxsize=16_384)
def exact(chunk: str) -> Weights:
    """Return P(chunk | syllable) by the systems and habits of spelling, for the Latin letters of one syllable."""
    stock = inventory()
    found: Weights = {}
    length = len(chunk)
    for i in range(min(5, length)):
        onset = stock.onsets.get(chunk[:i])
        if onset is None:
            continue
        for j in range(i + 1, min(i + 5, length) + 1):
            vowel, coda = stock.vowels.get(chunk[i:j]), stock.codas.get(chunk[j:])
            if vowel is None or coda is None:
                continue
            for o, of in onset:
                for v, vf in vowel:
                    begun = [m * x * y for m, x, y in zip(MIXTURE, of, vf, strict=True)]
                    for c, cf in coda:
                        number = stock.by_letters.get((o, v, c))
                        if number is not None:
                            weight = sum(map(mul, begun, cf))
                            if weight > 1e-9:
                                found[number] = found.get(number, 0.0) + weight
    return found


@lru_cache(maxsize=16_384)
def _changed(chunk: str) -> Weights:
    """Return P(chunk | syllable) where neighbours may have changed its consonants; `~nyŏl`, `chŏng~`, `~ni~`."""
    plain = chunk.strip(CHANGED)
    found = dict(exact(plain))

    def admit(other: str, weight: float) -> None:
        if other in inventory().number:
            at = inventory().number[other]
            found[at] = found.get(at, 0.0) + _TOUCHED * weight

    for number, weight in list(found.items()):
        syllable = inventory().syllables[number]
        if len(syllable) != 1:
            continue
        initial, medial, final = decompose(syllable)
        if chunk.startswith(CHANGED) and initial == "ㄴ":
            admit(compose("ㄹ", medial, final), weight)
        if chunk.endswith(CHANGED):
            for letters, originals in _TOUCHED_CODA.items():
                if plain.endswith(letters) and final in ("ㅇ", "ㅁ", "ㄹ", "ㄴ"):
                    for original in originals:
                        admit(compose(initial, medial, original), weight)
                    break
    return found


@lru_cache(maxsize=16_384)
def exact_surname(chunk: str) -> Weights:
    """Return P(chunk | surname): the habits of the surname's bearers, and the systems."""
    found = {number: 0.45 * weight for number, weight in exact(chunk).items()}
    for number, weight in inventory().habits.get(chunk, ()):
        found[number] = found.get(number, 0.0) + 0.55 * weight
    return found


@cache
def _usual() -> dict[str, Weights]:
    """Return the usual spellings of syllables that names are made of: what a slip may have started from. Worked out once, by `reckoned_usual`."""
    number = inventory().number
    return {chunk: {number[one[0]]: float(one[1]) for one in (pair.split("=") for pair in pairs.split())} for chunk, pairs in rows("usual_spellings.tsv")}


def reckoned_usual() -> dict[str, Weights]:
    """Return what `data/usual_spellings.tsv` holds, worked out from the tables it follows from; a test holds the two against one another."""
    stock = inventory()
    by_part: list[dict[int, dict[str, float]]] = []
    for table in (stock.onsets, stock.vowels, stock.codas):
        by: dict[int, dict[str, float]] = {}
        for spelling, letters in table.items():
            for letter, weights in letters:
                usual = sum(m * w for m, w in zip(MIXTURE, weights, strict=True))
                if usual > 0.008:
                    by.setdefault(letter, {})[spelling] = usual
        by_part.append(by)
    found: dict[str, Weights] = {}
    for (o, v, c), number in stock.by_letters.items():
        if stock.given[number] < 2e-4 and stock.surname[number] < 2e-4:
            continue
        for onset in by_part[0].get(o, {}):
            for vowel in by_part[1].get(v, {}):
                for coda in by_part[2].get(c, {}):
                    chunk = onset + vowel + coda
                    if chunk not in found:
                        found[chunk] = {n: w for n, w in exact(chunk).items() if w > 1e-4}
    return found


@cache
def _usual_surnames() -> dict[str, Weights]:
    found = {chunk: dict(weights) for chunk, weights in inventory().habits.items()}
    spelt: dict[int, list[str]] = {}
    for chunk, weights in _usual().items():
        for number in weights:
            spelt.setdefault(number, []).append(chunk)
    for number, share in enumerate(inventory().surname):
        if share > 1e-4:
            for chunk in spelt.get(number, ()):
                found.setdefault(chunk, {})[number] = _as_surname(chunk, number)
    return found


def _as_surname(chunk: str, number: int) -> float:
    """Return what `exact_surname` has of a usual spelling, without asking for all that it may be."""
    weight = 0.45 * _usual()[chunk][number]
    for other, habit in inventory().habits.get(chunk, ()):
        if other == number:
            weight += 0.55 * habit
    return weight


@dataclass(frozen=True)
class _Usual:
    """Usual spellings, and where to find them from a spelling with a letter missing (`dropped`) or another (`hit`, letter as ?)."""

    meant: dict[str, Weights]
    dropped: dict[str, tuple[str, ...]]
    hit: dict[str, tuple[str, ...]]


@cache
def _index(as_surname: bool) -> _Usual:
    meant = _usual_surnames() if as_surname else _usual()
    dropped: dict[str, dict[str, None]] = {}
    hit: dict[str, list[str]] = {}
    for spelt in meant:
        for i in range(len(spelt)):
            dropped.setdefault(spelt[:i] + spelt[i + 1 :], {})[spelt] = None
            hit.setdefault(f"{spelt[:i]}?{spelt[i + 1:]}", []).append(spelt)
    return _Usual(meant, {key: tuple(found) for key, found in dropped.items()}, {key: tuple(found) for key, found in hit.items()})


def _slips(chunk: str, usual: _Usual) -> Iterable[tuple[str, float]]:
    """Yield what may have been meant by a chunk with one slip in it, and how likely that slip is among all."""
    length = len(chunk)
    one = 0.25 / LETTERS
    for meant in usual.dropped.get(chunk, ()):
        yield meant, one if meant[1:] != chunk else one * _FIRST_DROPPED
    for i in range(length):
        if i and chunk[i] == chunk[i - 1]:
            yield chunk[:i] + chunk[i + 1 :], one
        elif i + 1 == length or chunk[i] != chunk[i + 1]:
            yield chunk[:i] + chunk[i + 1 :], 0.05 * one
        if i + 1 < length and chunk[i] != chunk[i + 1]:
            yield chunk[:i] + chunk[i + 1] + chunk[i] + chunk[i + 2 :], one
        near = neighbours().get(chunk[i], "")
        for meant in usual.hit.get(f"{chunk[:i]}?{chunk[i + 1:]}", ()):
            if meant[i] in near:
                yield meant, one / len(near)


@lru_cache(maxsize=16_384)
def _slipped(chunk: str, as_surname: bool) -> Weights:
    usual = _index(as_surname)
    found: Weights = {}
    if 1 < len(chunk) <= LONGEST_CHUNK + 1 or chunk in "bcdfghjklmnpqrstvwxyz":
        for meant, likely in _slips(chunk, usual):
            for number, weight in usual.meant.get(meant, _NOTHING).items():
                found[number] = found.get(number, 0.0) + likely * weight
    return found


_NOTHING: Weights = {}


@lru_cache(maxsize=16_384)
def weights(chunk: str, *, as_surname: bool) -> Weights:
    """Return P(chunk | syllable) for any chunk but a mask; empty if it cannot be a syllable of a Korean name."""
    later, plain = chunk.endswith(LATER), chunk.strip(CHANGED + LATER)
    if chunk[0] == CHINESE:
        from .renderings import chinese

        return chinese(chunk, as_surname=as_surname)
    if is_syllable(plain[0]):
        return _hangul(plain, as_surname, later)
    if is_hanja(plain[0]):
        return _hanja(plain, as_surname, later)
    if plain.endswith("."):
        return _initial(plain[0])
    found = dict(exact_surname(plain) if as_surname else exact(plain) if plain == chunk else _changed(chunk))
    if not as_surname:
        for number, weight in list(found.items()):
            for other in _liquid(number):
                found[other] = found.get(other, 0.0) + _SOUTHERN * weight
    slip = SURNAME_SLIP if as_surname else SLIP
    for number, weight in _slipped(plain, as_surname).items():
        found[number] = found.get(number, 0.0) + slip * weight
    return found


@cache
def _liquid(number: int) -> tuple[int, ...]:
    """Return the number of the syllable with ㄹ that the South may write like this one: 렬 for 열, 로 for 노."""
    others = (n for n in map(number_of, other_initial(inventory().syllables[number])) if n is not None)
    return tuple(n for n in others if decompose(inventory().syllables[n])[0] == "ㄹ")


def other_initial(syllable: str) -> tuple[str, ...]:
    """Return the forms of a syllable by the other side's law of initial sounds: 리 for 이 and 이 for 리, 로 for 노."""
    if len(syllable) != 1 or not is_syllable(syllable):
        return ()
    initial, medial, final = decompose(syllable)
    before_i = medial in "ㅑㅕㅖㅛㅠㅣ"
    others = {
        "ㄹ": "ㅇ" if before_i else "ㄴ",
        "ㅇ": "ㄹㄴ" if before_i and (medial, final) != ("ㅣ", "ㅇ") else "",
        "ㄴ": "ㅇ" if before_i else "ㄹ",
    }.get(initial, "")
    return tuple(compose(other, medial, final) for other in others)


def _hangul(syllable: str, as_surname: bool, later: bool = False) -> Weights:
    number = number_of(syllable)
    if number is None:
        return {}
    part = _NORTH_SURNAME if as_surname else _NORTH
    others = [n for n in (number_of(other) for other in other_initial(syllable)) if n is not None]
    if later and not (len(syllable) == 1 and decompose(syllable)[1:] in (("ㅕ", "ㄹ"), ("ㅠ", "ㄹ"))):
        part = 0.002
    found = {number: 1.0 - part if others else 1.0}
    for index, other in enumerate(others):
        found[other] = part * (0.8 if index == 0 else 0.2) if len(others) > 1 else part
    return found


def _hanja(character: str, as_surname: bool, later: bool) -> Weights:
    stock = inventory()
    names = stock.hanja_surnames.get(character, ()) if as_surname else ()
    readings = [(name, 1.0) for name in names] + [(reading, 0.02 if names else 1.0) for reading in stock.hanja.get(character, "")]
    found: Weights = {}
    if not readings:
        readings = list(zip(guessed_hanja().get(character, ()), _GUESSED, strict=False))
        found = dict.fromkeys(range(len(stock.syllables)), _UNKNOWN)
    for reading, weight in readings:
        for number, share in _hangul(reading, as_surname, later).items():
            found[number] = max(found.get(number, 0.0), share * weight)
    return found


@cache
def _initial(letter: str) -> Weights:
    """Return P(letter | syllable): how much of a syllable's spellings begin with this letter."""
    stock = inventory()
    onset = [0.0] * len(INITIALS)
    vowel: dict[int, float] = {}
    for spelling, letters in stock.onsets.items():
        if spelling.startswith(letter):
            for index, by in letters:
                onset[index] += sum(m * w for m, w in zip(MIXTURE, by, strict=True))
    for spelling, letters in stock.vowels.items():
        if spelling.startswith(letter) or (letter == "o" and spelling[0] == "ŏ") or (letter == "u" and spelling[0] == "ŭ"):
            for index, by in letters:
                vowel[index] = vowel.get(index, 0.0) + sum(m * w for m, w in zip(MIXTURE, by, strict=True))
    silent = INITIALS.index("ㅇ")
    found = {}
    for (o, v, _), number in stock.by_letters.items():
        weight = onset[o] + (vowel.get(v, 0.0) if o == silent else 0.0)
        if weight > 1e-6:
            found[number] = weight
    return found


@lru_cache(maxsize=65_536)
def log_marginal(chunk: str, as_surname: bool, slips: bool) -> float | None:
    """Return the log probability of meeting this chunk in a name at all; None if it is next to nothing."""
    share = inventory().surname if as_surname else inventory().given
    found = weights(chunk, as_surname=as_surname) if slips else exact_surname(chunk) if as_surname else exact(chunk)
    total = sum(share[number] * weight for number, weight in found.items())
    return math.log(total) if total > 1e-12 else None


__all__ = ["MASK", "SYSTEMS", "Weights", "exact", "log_marginal", "other_initial", "weights"]
