"""The syllables and surnames that names are made of, how often they occur, and how each letter of a syllable is spelt.

Read once, when first needed, from the small tables in `data/`. A syllable is a number from here on; a surname of two
syllables (남궁) is one number of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bandi.hangul.jamo import FINALS, INITIALS, MEDIALS, compose, decompose, is_syllable

DATA = Path(__file__).parent / "data"
SYSTEMS = ("rr", "mr", "nk", "habit")
MIXTURE = (0.22, 0.20, 0.18, 0.40)
"""How often a spelling met in the wild follows each system; learned ones are in `data/weights.json`."""

_CODA = dict(zip("ㄲㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄㅆㅋ", "ㄱㄱㄴㄴㄱㅁㄹㄹㄹㅂㄹㅂㅅㄱ", strict=True))


def rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a table in `data/`, comments and empty lines left out."""
    with (DATA / name).open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("# "):
                yield line.rstrip("\n").split("\t")


def _weights(text: str) -> dict[str, float]:
    pairs = [(item.rpartition(":")) for item in text]
    total = sum(float(weight) for _, _, weight in pairs)
    found: dict[str, float] = {}
    for spelling, _, weight in pairs:
        found[spelling] = found.get(spelling, 0.0) + float(weight) / total
    return found


def folded(syllable: str) -> str:
    """Return the syllable with its final consonant as it sounds alone: 곬 as 골, 값 as 갑."""
    initial, medial, final = decompose(syllable)
    return compose(initial, medial, _CODA[final]) if final in _CODA else syllable


@dataclass(frozen=True)
class Inventory:
    """Everything known about syllables, as numbers.

    syllables:  Hangul of each number; surnames of two syllables come last.
    given, surname: probability of each number as a syllable of a given name, and as a surname; each adds up to one.
    onsets, vowels, codas: spelling → letters it may stand for, each with a weight per system of `SYSTEMS`.
    habits:     surname spelling → numbers it may stand for, each with its weight.
    """

    syllables: tuple[str, ...]
    number: dict[str, int]
    given: tuple[float, ...]
    surname: tuple[float, ...]
    onsets: dict[str, list[tuple[int, tuple[float, ...]]]]
    vowels: dict[str, list[tuple[int, tuple[float, ...]]]]
    codas: dict[str, list[tuple[int, tuple[float, ...]]]]
    by_letters: dict[tuple[int, int, int], int]
    habits: dict[str, list[tuple[int, float]]]
    hanja: dict[str, str]
    hanja_surnames: dict[str, tuple[str, ...]]


def _spellings() -> dict[str, dict[str, list[tuple[int, tuple[float, ...]]]]]:
    order = {"onset": INITIALS, "vowel": MEDIALS, "coda": FINALS}
    found: dict[str, dict[str, dict[int, list[float]]]] = {part: {} for part in order}
    for part, letter, systems in rows("spellings.tsv"):
        index = order[part].index(letter)
        for entry in systems.split():
            system, _, spelt = entry.partition("=")
            column = SYSTEMS.index(system)
            for spelling, weight in _weights(spelt.split(",")).items():
                found[part].setdefault(spelling, {}).setdefault(index, [0.0] * len(SYSTEMS))[column] += weight
    return {
        part: {spelling: [(index, tuple(w)) for index, w in by.items()] for spelling, by in table.items()}
        for part, table in found.items()
    }


def _given(syllables: list[str]) -> tuple[float, ...]:
    seen = {row[0]: float(row[1]) for row in rows("given_syllables.tsv")}
    total = sum(seen.values())
    floor = 0.04 / len(syllables)
    raw = [floor + 0.96 * seen.get(syllable, 0.0) / total if len(syllable) == 1 else 0.0 for syllable in syllables]
    whole = sum(raw)
    return tuple(value / whole for value in raw)


@cache
def inventory() -> Inventory:
    """Return the inventory, read from `data/` on the first call."""
    pool = {folded(syllable) for syllable in _common()}
    syllables = sorted(pool)
    surnames = list(rows("surnames.tsv"))
    syllables += sorted({row[0] for row in surnames if len(row[0]) > 1})
    number = {syllable: index for index, syllable in enumerate(syllables)}
    share: dict[str, float] = {}
    habits: dict[str, dict[int, float]] = {}
    hanja: dict[str, list[str]] = {}
    for hangul, weight, characters, spelt in surnames:
        share.setdefault(hangul, float(weight))
        for spelling, probability in _weights(spelt.split()).items():
            habits.setdefault(spelling, {}).setdefault(number[hangul], probability)
        for character in [characters] if len(hangul) > 1 else characters:
            hanja.setdefault(character, []).append(hangul)
    total = sum(share.values())
    raw = [0.005 / len(syllables) + 0.995 * share.get(syllable, 0.0) / total for syllable in syllables]
    whole = sum(raw)
    spelt_table = _spellings()
    letters = {}
    place = {letter: at for part in (INITIALS, MEDIALS) for at, letter in enumerate(part)}
    ends = {letter: at for at, letter in enumerate(FINALS)}
    for index, syllable in enumerate(syllables):
        if len(syllable) == 1:
            initial, medial, final = decompose(syllable)
            letters[place[initial], place[medial], ends[final]] = index
    readings: dict[str, str] = {}
    for reading, characters in rows("hanja.tsv"):
        for character in characters:
            readings[character] = readings.get(character, "") + reading
    return Inventory(
        syllables=tuple(syllables),
        number=number,
        given=_given(syllables),
        surname=tuple(value / whole for value in raw),
        onsets=spelt_table["onset"],
        vowels=spelt_table["vowel"],
        codas=spelt_table["coda"],
        by_letters=letters,
        habits={spelling: list(by.items()) for spelling, by in habits.items()},
        hanja=readings,
        hanja_surnames={character: tuple(dict.fromkeys(names)) for character, names in hanja.items()},
    )


def _common() -> str:
    """Return the 2,350 syllables of KS X 1001: 25 rows of 94 in its two bytes."""
    return bytes(byte for row in range(0xB0, 0xC9) for column in range(0xA1, 0xFF) for byte in (row, column)).decode("euc_kr")


@cache
def guessed_hanja() -> dict[str, tuple[str, ...]]:
    """Return likely readings of ideographs that have none in `hanja.tsv`, likeliest first; read when such a one is met."""
    return {character: tuple(readings.split()) for readings, characters in rows("hanja_guessed.tsv") for character in characters}


def number_of(syllable: str) -> int | None:
    """Return the number of one Hangul syllable (its final consonant as it sounds), None if names have no such."""
    if len(syllable) == 1 and is_syllable(syllable):
        return inventory().number.get(folded(syllable))
    return inventory().number.get(syllable)
