"""Reading a written name as surname and given name, in every way that makes sense, each with its probability.

Kim Yong Hui, Yonghui KIM and KIM, Yong-hui read alike; Yujin may be 유진 or 유 진 or 육인; O in Kim O-hui is hidden text or 오.
Reading never fails: what is no Korean name has no readings.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from functools import lru_cache

from bandi.hangul.particles import stems

from . import renderings, spelling
from .inventory import inventory
from .writing import MASK, Word, words

MOST_READINGS = 4
MOST_GIVEN = 4
HIDDEN = "**"
"""The whole given name is hidden: Kim OO, 김○○, 김모 씨."""

_BY_LENGTH = {1: math.log(0.06), 2: math.log(0.88), 3: math.log(0.05), 4: math.log(0.01)}
_FITS = -14.5
"""Log probability of a usual given name cut without slips; below it, slips are looked for."""
_GLUED_MASK = -11.0
"""Price of taking the O of Osong for a hidden syllable, as reports print 김○송, and not for 오."""
_LEAST = -34.0
_MISFILED, _USUAL = math.log(4e-4), math.log(2e-3)
"""Part of names whose surname was filed as a syllable of the given name, and how frequent such a surname with such a spelling must be."""
_NOT_KOREAN = -11.5
"""How well formed a name must at least be for no other language's spelling to be tried."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name.

    surname:     its chunk, "" if there is none
    given:       chunks of the given name, one per syllable; `MASK` where one is hidden; `(HIDDEN,)` where all is hidden
    likelihood:  log probability of this reading among those of the name
    """

    surname: str
    given: tuple[str, ...]
    likelihood: float


@dataclass(frozen=True, slots=True)
class NameReadings:
    """All readings of a name, likeliest first, and how well it is formed.

    script:      "hangul", "hanja", "latin", "mixed" or "" (nothing that could be a name)
    well_formed: log probability of the likeliest reading, per chunk and without slips: about -7 for a usual
                 name, below -12 where letters slipped or where the name is not Korean
    """

    readings: tuple[Reading, ...]
    script: str
    well_formed: float

    @property
    def looks_korean(self) -> bool:
        """Whether the likeliest reading is spelled as Korean names are; a name of another language is read too, but badly."""
        return self.well_formed >= _NOT_KOREAN


@lru_cache(maxsize=16_384)
def segment(part: str) -> tuple[tuple[tuple[str, ...], float], ...]:
    """Return the likeliest ways to cut the Latin letters of a given name into syllables, with log probabilities.

    Cuts that need a slip of the fingers are tried only where nothing else fits well.
    """
    if not part:
        return ()
    cuts = _cut(part, slips=False)
    best = max((value + _BY_LENGTH[len(chunks)] for chunks, value in cuts), default=-99.0)
    if best < _FITS or len(part) < 12:
        known = {chunks for chunks, _ in cuts}
        cuts += [cut for cut in _cut(part, slips=True) if cut[0] not in known]
        for index in _seams(cuts):
            swapped = part[:index] + part[index + 1] + part[index] + part[index + 2 :]
            if swapped != part:
                cuts += [(chunks, value - 5.0) for chunks, value in _cut(swapped, slips=False)[:2] if chunks not in known and value / len(chunks) > -9]
    cuts.sort(key=lambda cut: -cut[1])
    kept: dict[tuple[str, ...], float] = {}
    for chunks, value in cuts:
        kept.setdefault(_touching(chunks), value)
        if len(kept) == MOST_READINGS:
            break
    return tuple(kept.items())


def _seams(cuts: list[tuple[tuple[str, ...], float]]) -> list[int]:
    """Return where the likeliest cuts have the last letter before a seam: two letters swapped there belong to no one chunk."""
    found: dict[int, None] = {}
    for chunks, _ in sorted(cuts, key=lambda cut: -cut[1])[:2]:
        at = 0
        for chunk in chunks[:-1]:
            at += len(chunk)
            found[at - 1] = None
    return list(found)


def _touching(chunks: tuple[str, ...]) -> tuple[str, ...]:
    """Mark the chunks whose consonants meet: chŏng nim as chŏng~ ~nim, for 정림 is written so as well as 정님."""
    out = list(chunks)
    for index in range(len(chunks) - 1):
        after = chunks[index + 1][0]
        if after in "nmlr" and chunks[index][-1] in "gnml":
            out[index] += spelling.CHANGED
            if after == "n":
                out[index + 1] = spelling.CHANGED + out[index + 1]
    return tuple(out)


def _cut(part: str, *, slips: bool) -> list[tuple[tuple[str, ...], float]]:
    """Return the six likeliest cuts of Latin letters into chunks, with log probabilities; none if they cannot be cut."""
    ends: list[list[tuple[float, tuple[str, ...]]]] = [[(0.0, ())]]
    log_marginal = spelling.log_marginal
    for stop in range(1, len(part) + 1):
        found: list[tuple[float, tuple[str, ...]]] = []
        ends_in_h = part[stop - 1] == "h" and stop < len(part) and part[stop] in "aeiouwyŏŭ"
        for start in range(max(0, stop - spelling.LONGEST_CHUNK), stop):
            before = ends[start]
            if not before or part[start] == "'":
                continue
            chunk = part[start:stop]
            value = log_marginal(chunk, False, slips)
            if value is None:
                continue
            if ends_in_h:
                value -= 2.0 if stop - start == 2 else 3.5
            for so_far, chunks in before:
                if len(chunks) < MOST_GIVEN:
                    found.append((so_far + value, (*chunks, chunk)))
        if len(found) > 6:
            found = heapq.nlargest(6, found)
        ends.append(found)
    return [(chunks, value) for value, chunks in sorted(ends[-1], reverse=True)]


def _is_initials(part: str) -> bool:
    return "." in part and all(len(piece) == 1 for piece in part.strip(".").split("."))


@lru_cache(maxsize=16_384)
def _part(part: str, letters_only: bool) -> tuple[tuple[tuple[str, ...], float], ...]:
    """Return the ways to read one part of a given name: syllables, initials, or hidden.

    letters_only: every part of the name is a single letter, so that it may be an initial though no dot says so.
    """
    if _is_initials(part):
        return ((tuple(f"{letter}." for letter in part.strip(".").split(".")), math.log(0.05)),)
    part = part.replace(".", "")
    if set(part) <= {"o", "x", MASK} and len(part) > 1 and len(set(part)) == 1:
        return (((HIDDEN,), -4.0),)
    if part in ("x", MASK):
        return (((MASK,), -4.0),)
    if part == "o":
        return ((("o",), -5.0), ((MASK,), -4.0))
    ways = segment(part)
    if part[:1] == "o" and len(part) > 2 and (rest := [way for way in segment(part[1:]) if len(way[0]) == 1]):
        ways = tuple(sorted((*ways, ((MASK, *rest[0][0]), rest[0][1] + _GLUED_MASK)), key=lambda way: -way[1]))
    if letters_only:
        ways = (((f"{part}.",), math.log(0.02)), *ways)
    return ways


def _given(parts: tuple[str, ...]) -> list[tuple[tuple[str, ...], float]]:
    """Return the ways to read a given name from all its parts."""
    if not parts or len(parts) > MOST_GIVEN:
        return []
    letters = all(len(part.strip(".")) == 1 for part in parts)
    whole: list[tuple[tuple[str, ...], float]] = [((), 0.0)]
    for part in parts:
        ways = _part(part, letters)[:3]
        whole = [(chunks + way, value + more) for chunks, value in whole for way, more in ways if len(chunks) + len(way) <= MOST_GIVEN]
    return [
        (chunks, value if chunks == (HIDDEN,) else value + _BY_LENGTH[len(chunks)])
        for chunks, value in whole if chunks == (HIDDEN,) or HIDDEN not in chunks
    ]  # fmt: skip


def _surname(text: str) -> float:
    likely = spelling.log_marginal(text, True, True) if len(text) <= 9 else None
    return -99.0 if likely is None else likely


def _latin(found: list[Word]) -> list[Reading]:
    """Readings of a name in Latin letters only, with log probabilities that do not add up to one yet."""
    options = _one_word(found[0]) if len(found) == 1 else _several_words(found)
    best = max((value for surname, value, _ in options if surname), default=-99.0)
    readings = []
    for surname, value, parts in options:
        if value > _LEAST and (not surname or value > best - 9.0):
            readings.extend(Reading(surname, given, value + more) for given, more in _given(parts))
    return readings


Option = tuple[str, float, tuple[str, ...]]
"""A surname, the log probability of taking it for one, and the parts of the given name that are left."""


def _one_word(word: Word) -> list[Option]:
    options: list[Option] = [("", math.log(0.3), word.parts)]
    if len(word.parts) > 1:
        return [*options, (word.parts[0], _surname(word.parts[0]) + math.log(0.3), word.parts[1:])]
    text = word.text
    for cut in range(1, min(8, len(text))):
        if text[:cut] in inventory().habits or spelling.exact_surname(text[:cut]):
            options.append((text[:cut], _surname(text[:cut]) + math.log(0.2), (text[cut:],)))
        if len(text) - cut <= 5 and text[cut:] in inventory().habits:
            options.append((text[cut:], _surname(text[cut:]) + math.log(0.02), (text[:cut],)))
    return options


def _several_words(found: list[Word]) -> list[Option]:
    def parts_of(some: list[Word]) -> tuple[str, ...]:
        return tuple(part for word in some for part in word.parts)

    first, last = found[0], found[-1]
    habits = inventory().habits
    comma = any(word.comma for word in found[:-1])
    capitals = first.capitals != last.capitals
    forward = math.log(0.55 + (0.38 if first.comma else 0.0) + (0.1 if capitals and first.capitals else 0.0))
    backward = math.log(0.02 if comma else 0.4 + (0.1 if capitals and last.capitals else 0.0))
    options: list[Option] = [("", math.log(2e-4), parts_of(found))]
    if MASK not in first.text and (len(first.parts) == 1 or first.text in habits):
        options.append((first.text, _surname(first.text) + forward, parts_of(found[1:])))
    if last.text not in ("x", "oo", "xx") and MASK not in last.text and (len(last.parts) == 1 or last.text in habits):
        options.append((last.text, _surname(last.text) + backward, parts_of(found[:-1])))
    if len(found) > 2:
        both = found[0].text + found[1].text
        if both in habits and len(both) > 4:
            options.append((both, _surname(both) + forward, parts_of(found[2:])))
        both = found[-2].text + last.text
        if both in habits and len(both) > 5:
            options.append((both, _surname(both) + backward, parts_of(found[:-2])))
    if len(found) == 2:
        options += [option for one, other in ((first, last), (last, first)) for option in _misfiled(one, other)]
    return options


def _misfiled(alone: Word, pair: Word) -> list[Option]:
    """Return readings of a name whose surname was filed as part of the given name: Sujin, Kim taken apart as "Su" and "Jinkim".

    A clerk who takes the first of three words for the surname, or the last, gives a common surname a syllable's place.
    """
    options: list[Option] = []
    text = pair.text
    if len(alone.parts) != 1 or MASK in alone.text + text or "." in alone.text + text:
        return options
    cuts = [len(pair.parts[0])] if len(pair.parts) == 2 else [] if len(pair.parts) > 2 else list(range(2, len(text) - 1))
    for cut in cuts:
        head, tail = text[:cut], text[cut:]
        for surname, parts in ((tail, (alone.text, head)), (head, (tail, alone.text))):
            if (usual := _usual_surname(surname)) > _USUAL:
                options.append((surname, usual + _MISFILED, parts))
    return options


@lru_cache(maxsize=20_000)
def _usual_surname(text: str) -> float:
    found = inventory().habits.get(text)
    share = inventory().surname
    return math.log(sum(share[number] * weight for number, weight in found)) if found else -99.0


def _signs(found: list[Word]) -> list[Reading]:
    """Readings of a name in Hangul or Hanja, one sign a syllable."""
    signs = "".join(word.text for word in found)
    stock = inventory()
    if not 1 <= len(signs) <= 7:
        return []
    readings: list[Reading] = []
    apart = len(found) > 1

    def add(surname: str, given: str, value: float) -> None:
        if value <= _LEAST or len(given) > MOST_GIVEN:
            return
        if given and set(given) == {MASK} and (len(given) > 1 or not surname):
            readings.append(Reading(surname, (HIDDEN,), value))
        elif given == "모" and surname:
            readings.append(Reading(surname, (HIDDEN,), value))
            readings.append(Reading(surname, (given,), value - 2.0))
        elif given:
            chunks = tuple(sign if not index or sign == MASK else sign + spelling.LATER for index, sign in enumerate(given))
            readings.append(Reading(surname, chunks, value + _BY_LENGTH[len(given)]))

    def share(surname: str) -> float:
        likely = spelling.log_marginal(surname, True, True)
        return -16.0 if likely is None else max(likely, -16.0)

    if signs[0] != MASK and len(signs) > 1:
        add(signs[0], signs[1:], share(signs[0]))
    elif signs[0] == MASK and 2 < len(signs) <= MOST_GIVEN + 1:
        readings.append(Reading(MASK, tuple(signs[1:]), -3.0))
    compound = signs[:2] if signs[:2] in stock.number else "".join(dict.fromkeys(stock.hanja_surnames.get(signs[:2], ())))
    if len(signs) > 2 and len(compound) == 2:
        add(compound, signs[2:], share(compound) + 3.0)
    if not apart and len(signs) > 3:
        for stem in stems(signs):
            if 3 <= len(stem) <= 4 and stem[0] != MASK:
                add(stem[0], stem[1:], share(stem[0]) - 2.0)
    if not apart:
        alone = {1: -1.0, 2: math.log(0.02), 3: math.log(2e-5), 4: math.log(1e-6)}.get(len(signs), -99.0)
        add("", signs, alone)
    return readings


def _mixed(found: list[Word]) -> list[Reading]:
    """Readings of a name in both scripts: 김 Young-hee, KIM 영희, Lee 은주."""
    readings: list[Reading] = []
    for surname, rest in ((found[0], found[1:]), (found[-1], found[:-1])):
        parts: tuple[str, ...] = ()
        for word in rest:
            parts += word.parts
        ways = [((), 0.0)] if parts else []
        for part in parts:
            options = (((part,), -4.0),) if not part.isascii() and len(part) == 1 and part[0] > "\u3000" else _part(part, False)[:2]
            ways = [(chunks + more, value + extra) for chunks, value in ways for more, extra in options]
        text = surname.text
        value = _surname(text) if surname.plain else max(spelling.log_marginal(text, True, True) or -20.0, -20.0) if len(text) == 1 else -99.0
        readings += [Reading(text, chunks, value + v) for chunks, v in ways if value > _LEAST and 0 < len(chunks) <= MOST_GIVEN]
    return readings


@lru_cache(maxsize=24_576)
def read(name: str) -> NameReadings:
    """Return all readings of a person's name. Never raises; a text that is no name has no readings."""
    found = words(name)
    if not found or len(found) > 6:
        return NameReadings((), "", -99.0)
    latin = [word.plain for word in found]
    if all(latin):
        readings, script = _latin(found), "latin"
    elif not any(latin):
        readings = _signs(found)
        script = "hangul" if all("가" <= sign <= "힣" or sign == MASK for word in found for sign in word.text) else "hanja"
    else:
        readings, script = _mixed(found), "mixed"
    if script == "latin" and len(found) > 1 and not _looks_korean(readings):
        readings += [Reading(s, g, value - 3.0) for s, g, value in renderings.readings([word.parts for word in found])]
    if not readings:
        return NameReadings((), script, -99.0)
    best: dict[tuple[str, tuple[str, ...]], float] = {}
    for reading in readings:
        key = (reading.surname, reading.given)
        best[key] = max(best.get(key, -999.0), reading.likelihood)
    ranked = sorted(best.items(), key=lambda item: -item[1])[:MOST_READINGS]
    top = ranked[0][1]
    total = top + math.log(sum(math.exp(value - top) for _, value in ranked))
    kept = tuple(Reading(s, g, value - total) for (s, g), value in ranked if value - top > -9.0)
    return NameReadings(kept, script, _well_formed(kept[0]) if script == "latin" else 0.0)


def _looks_korean(readings: list[Reading]) -> bool:
    return bool(readings) and _well_formed(max(readings, key=lambda reading: reading.likelihood)) >= _NOT_KOREAN


def _well_formed(reading: Reading) -> float:
    values = []
    for chunk, as_surname in [(reading.surname, True)] + [(chunk, False) for chunk in reading.given]:
        if chunk and chunk not in (MASK, HIDDEN) and not chunk.endswith(".") and chunk[0] != spelling.CHINESE:
            likely = spelling.log_marginal(chunk.strip(spelling.CHANGED), as_surname, False)
            values.append(-20.7 if likely is None else max(likely, -20.7))
    return min(values, default=0.0)
