"""Marks of a text: which pairs, initials, words and syllables stand in it, as bits. They tell quickly where a question cannot be answered.

`marks_of(text)` makes one row of bits; a `Need` looks at many rows at once and says where what it needs may stand. It may say yes where the
answer is no (two pairs of one word may stand in different places, and some pairs share a bit), never no where the answer is yes: whoever is
told yes looks into the text itself. Whoever has the marks of a text knows most of its words, so guard them like the text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from zlib import crc32

import numpy as np

from .jamo import FIRST, INITIALS, LAST, PER_INITIAL, is_syllable
from .scanned import ScannedText

GAPS = " \u00a0·ㆍ・-\n\t"
"""What may stand once between two syllables of a word."""
SYLLABLES, PAIRS, TRIPLES, FOURS, WORDS, CAPITALS = 11_264, 1 << 14, 1 << 13, 1 << 15, 1 << 13, 32
"""How many bits each kind of mark has, in this order."""
_AT_PAIRS = SYLLABLES
_AT_TRIPLES = _AT_PAIRS + PAIRS
_AT_FOURS = _AT_TRIPLES + TRIPLES
_AT_WORDS = _AT_FOURS + FOURS
_AT_CAPITALS = _AT_WORDS + WORDS
BITS = _AT_CAPITALS + CAPITALS
BYTES = BITS // 8
"""Length of a row of marks, about 9.5 KB."""
_EAST = 0x1100
"""Below this a character counts as Latin and makes no pair."""
_RUNS = re.compile(rb"[A-Za-z]+|[0-9]+")
_LETTERS = bytes(code | 32 if bytes((code,)).isalpha() else 32 for code in range(256))
_DIGITS = bytes(code if bytes((code,)).isdigit() else 32 for code in range(256))
"""With these tables `bytes.translate` leaves small letters alone, or digits alone; far quicker than a pattern."""
_IS_GAP = np.zeros(1 << 16, bool)
_IS_GAP[[ord(gap) for gap in GAPS]] = True

Need = Callable[[np.ndarray], np.ndarray]
"""Takes rows of marks and returns for each whether what is needed may stand in its text."""


def marks_of(text: bytes) -> np.ndarray:
    """Return the marks of a text (UTF-8), `BYTES` bytes; whoever keeps them elsewhere overwrites what is returned."""
    bits = np.zeros(BITS, bool)
    plain = ScannedText.of(text, has_latin=True).data
    for data in (text, plain) if plain is not text and plain != text else (text,):
        _mark(data, bits)
    packed = np.packbits(bits)
    bits.fill(False)
    return packed


def _mark(data: bytes, bits: np.ndarray) -> None:
    codes = np.frombuffer(data.decode(errors="replace").encode("utf-16-le", "surrogatepass"), np.uint16)
    codes = codes[~_IS_GAP[codes]]
    here = codes >= _EAST
    near = here[:-1] & here[1:]
    bits[_AT_PAIRS + _pair(codes[:-1][near].astype(np.uint32), codes[1:][near].astype(np.uint32))] = True
    is_hangul = (codes >= FIRST) & (codes <= LAST)
    bits[codes[is_hangul] - FIRST] = True
    initials = np.where(is_hangul, (codes.astype(np.uint32) - FIRST) // PER_INITIAL, 0).astype(np.uint32)
    three = is_hangul[:-2] & is_hangul[1:-1] & is_hangul[2:] if len(codes) > 2 else np.zeros(0, bool)
    if three.any():
        triples = (initials[:-2] * 19 + initials[1:-1]) * 19 + initials[2:]
        bits[_AT_TRIPLES + triples[three]] = True
        four = three[:-1] & three[1:]
        bits[_AT_FOURS + _four(triples[:-1][four] * 19 + initials[3:][four])] = True
    small = data.translate(_LETTERS)
    for run in {*small.split(), *data.translate(_DIGITS).split()}:
        bits[_AT_WORDS + _word(run)] = True
    before, after = np.frombuffer(b" " + small, np.uint8)[:-1], np.frombuffer(data, np.uint8)
    bits[_AT_CAPITALS + after[(before == 32) & (after >= 65) & (after <= 90)].astype(np.int32) - 65] = True


def _pair(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return ((one * np.uint32(0x9E3779B1) + other * np.uint32(0x85EBCA77)) & np.uint32(0xFFFFFFFF)) >> np.uint32(18)


def _four(number: np.ndarray) -> np.ndarray:
    return ((number * np.uint32(0x9E3779B1)) & np.uint32(0xFFFFFFFF)) >> np.uint32(17)


def _word(run: bytes) -> int:
    return crc32(run.lower()) % WORDS


# What is needed: made from a question once, held against any number of rows.


def anything(rows: np.ndarray) -> np.ndarray:
    """What marks cannot tell: it may stand everywhere."""
    return np.ones(len(rows), bool)


def all_of(needs: Iterable[Need]) -> Need:
    """What needs all of these."""
    listed = [need for need in needs if need is not anything]
    if not listed:
        return anything
    return lambda rows: np.logical_and.reduce([need(rows) for need in listed])


def any_of(needs: Iterable[Need]) -> Need:
    """What needs one of these; nothing at all can be had where there is none."""
    listed = list(needs)
    if anything in listed:
        return anything
    return lambda rows: np.logical_or.reduce([np.zeros(len(rows), bool), *[need(rows) for need in listed]])


def _bits(wanted: Iterable[int]) -> Need:
    places = sorted(set(wanted))
    return all_of([lambda rows, at=at: (rows[:, at >> 3] & (128 >> (at & 7))) > 0 for at in places])


def hangul(piece: str) -> Need:
    """A run of Hangul or Chinese characters, with gaps or without."""
    codes = [ord(letter) for letter in piece]
    wanted = [code - FIRST for code in codes if FIRST <= code <= LAST]
    beside = [pair for pair in itertools.pairwise(codes) if all(_EAST <= code <= 0xFFFF for code in pair)]
    if beside:
        ones, others = (np.array(side, np.uint32) for side in zip(*beside, strict=True))
        wanted += [_AT_PAIRS + int(at) for at in _pair(ones, others)]
    return _bits(wanted)


def latin(token: str, *, unfinished: bool = False) -> Need:
    """A Latin word or number that stands for itself. unfinished: its last letters are still being typed."""
    if not token.isascii():
        return anything
    runs = _RUNS.findall(token.encode())
    return _bits(_AT_WORDS + _word(run) for run in (runs[:-1] if unfinished else runs))


def initials(word: str) -> Need:
    """Initial consonants that follow each other, whole syllables among them or not; two of them stand nearly everywhere."""
    numbers = [INITIALS.find(letter) if letter in INITIALS else (ord(letter) - FIRST) // PER_INITIAL if is_syllable(letter) else -1 for letter in word]
    wanted = [ord(letter) - FIRST for letter in word if is_syllable(letter)]
    for at in range(len(numbers) - 2):
        some = numbers[at : at + 4]
        if -1 not in some[:3]:
            triple = (some[0] * 19 + some[1]) * 19 + some[2]
            wanted.append(_AT_TRIPLES + triple)
            if len(some) == 4 and some[3] >= 0:
                wanted.append(_AT_FOURS + int(_four(np.array([triple * 19 + some[3]], np.uint32))[0]))
    return _bits(wanted)


def capitals(letters: Iterable[bytes]) -> Need:
    """A Latin word that begins with one of these capitals."""
    return any_of([_bits([_AT_CAPITALS + letter[0] - 65]) for letter in letters])


def sounding(places: Sequence[str]) -> Need:
    """For each place one of its syllables."""
    return all_of([any_of([_bits([ord(syllable) - FIRST]) for syllable in syllables]) for syllables in places])
