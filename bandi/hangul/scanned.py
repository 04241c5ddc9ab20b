"""A text being searched: its bytes, what was worked out about them so far, and where its places are in what was given."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

import numpy as np

from .jamo import normalise, strip_marks

Span = tuple[int, int]

_ODD = tuple(bytes((lead,)) for lead in (0xC3, 0xC4, 0xC5, 0xC7, 0xCC, 0xE1, 0xEF))
_DECOMPOSED = b"\xe1"
_SMALL, _WIDE = bytes(range(256)).lower(), bytes(range(128, 256))
_WORD = re.compile(r"\S+")
_BESIDE = re.compile("[가-힣]*")


class ScannedText:
    """A text being searched: its bytes, and what was worked out about them so far."""

    def __init__(self, data: bytes, words: tuple[list[int], list[Span]] | None = None) -> None:
        self.data = data
        self._words = words
        self._held: dict[bytes, bool] = {}

    @classmethod
    def of(cls, data: bytes, *, has_latin: bool) -> ScannedText:
        """Return the text; with decomposed Hangul or marked Latin in it, a plain copy that knows where its words came from."""
        if not (any(lead in data for lead in _ODD) if has_latin else _DECOMPOSED in data):
            return cls(data)
        text = data.decode(errors="replace")
        starts, origins, plain, at, byte, before = [], [], [], 0, 0, 0
        for match in _WORD.finditer(text):
            byte += len(text[before : match.start()].encode())
            word = match.group()
            length = len(word.encode())
            same = strip_marks(normalise(word)).encode(errors="replace")
            starts.append(at)
            origins.append((byte, byte + length))
            plain.append(same)
            at, byte, before = at + len(same) + 1, byte + length, match.end()
        return cls(b" ".join(plain), (starts, origins))

    def original(self, span: Span) -> Span:
        """Return where a place is in the bytes that were given; in a plain copy, the whole words it lies in."""
        if self._words is None:
            return span
        starts, origins = self._words
        first, last = bisect_right(starts, span[0]) - 1, bisect_right(starts, span[1] - 1) - 1
        return origins[first][0], origins[last][1]

    @cached_property
    def lower(self) -> bytes:
        return self.data.lower()

    @cached_property
    def ascii(self) -> bytes:
        """The text without what is not ASCII, in small letters: what is nowhere in it is nowhere in the text. Short where the text is Korean."""
        return self.data.translate(_SMALL, _WIDE)

    @cached_property
    def is_latin(self) -> bool:
        """True if Latin letters are many; then letters cannot be jumped between one by one."""
        return self.data.count(b"e") * 50 > len(self.data)

    @cached_property
    def codes(self) -> np.ndarray:
        """The characters as numbers; the few beyond 65,535 as two."""
        return np.frombuffer(self.text.encode("utf-16-le", "surrogatepass"), np.uint16)

    @cached_property
    def text(self) -> str:
        return self.data.decode(errors="replace")

    @cached_property
    def _bytes(self) -> np.ndarray:
        return np.frombuffer(self.data + bytes(8), np.uint8)

    def may_hold(self, pair: bytes) -> bool:
        """False if two syllables nowhere follow each other with three bytes between them at most.

        Their second and third bytes are compared, all at once: that is quicker than looking for each way to write them.
        """
        if pair in self._held:
            return self._held[pair]
        if pair[:3] not in self.data or pair[3:] not in self.data:
            self._held[pair] = False
            return False
        data = self._bytes
        first = (data[1:-7] == pair[1]) & (data[2:-6] == pair[2])
        second = (data[4:-1] == pair[4]) & (data[5:] == pair[5])
        after = second[:-3] | second[1:-2] | second[2:-1] | second[3:]
        held = self._held[pair] = bool((first[: len(after)] & after).any())
        return held

    def may_follow(self, ranges: list[tuple[int, int]]) -> bool:
        """False if nowhere characters of these ranges follow each other, each touching the one before or with one character between.

        Characters beyond 65,535 are two here, so a range that holds such a one may be anywhere.
        """
        if any(high > 0xFFFF for _low, high in ranges):
            return True
        codes, held = self.codes, None
        for low, high in ranges:
            here = (codes - np.uint16(low)) <= high - low  # below `low` it wraps around to something large
            if held is not None:
                after = np.zeros_like(here)
                after[1:] = held[:-1]
                after[2:] |= held[:-2]
                here &= after
            held = here
            if not here.any():
                return False
        return True

    @cached_property
    def _syllables(self) -> tuple[np.ndarray, np.ndarray]:
        """The places of three-byte characters from U+A000 on, and those characters."""
        data = self._bytes
        places = np.flatnonzero(data >= 0xEA)
        lead, second, third = (data[places + shift].astype(np.uint16) for shift in range(3))
        return places, (lead << 12) | ((second & 63) << 6) | (third & 63)

    def in_slots(self, table: np.ndarray, count: int) -> Iterator[int]:
        """Yield the places from which `count` syllables may follow each other, as their bits in `table` say; not all do."""
        places, codes = self._syllables
        allowed = table[codes]
        fits = allowed & 1
        for place in range(1, count):
            beside = allowed[place:] >> place
            fits = fits[: len(beside)] & beside
        yield from places[np.flatnonzero(fits)].tolist()

    def word_around(self, place: int) -> tuple[str, Span]:
        """Return the run of Hangul that a place lies in."""
        window = self.data[max(place - 36, 0) : place].decode(errors="ignore")
        before = _BESIDE.match(window[::-1]).group()[::-1]  # type: ignore[union-attr]
        after = _BESIDE.match(self.data[place : place + 60].decode(errors="ignore")).group()  # type: ignore[union-attr]
        start = place - 3 * len(before)
        return before + after, (start, place + 3 * len(after))
