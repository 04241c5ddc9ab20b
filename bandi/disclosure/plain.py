"""A text made plain for looking, letter by letter, so that a place found in it is a place in the text as it was given.

May import: the standard library.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]")
"""Signs that no eye sees, among them the fillers of Hangul: a name with one between its syllables reads as the name."""
_WORD = re.compile(r"\w+")
_LATIN, _ALIKE = re.compile("[A-Za-z]"), re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LOOK_ALIKE = str.maketrans("аеорсухіјѕԁһкмтвнАВЕКМНОРСТУХІЅЈοαρνκτηιΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxijsdhkmtbhABEKMHOPCTYXISJoapvktniABEZHIKMNOPTYX")
"""Cyrillic and Greek letters that look like Latin ones, read so within words that hold Latin letters too."""
_SIGNS = {ord(sign): "-" for sign in "‐‑‒–—―−﹣－ー"} | {ord(sign): " " for sign in "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"} | {ord("’"): "'", ord("‘"): "'", ord("ʼ"): "'"}
_FULL = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_TABLE = _FULL | _SIGNS
_IN_TABLE = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")
_HANGUL_DIGITS = re.compile(r"[공영일이삼사오육륙칠팔구]{2,4}(?:[\s,\-]+[공영일이삼사오육륙칠팔구]{3,4}){1,3}|[공영][일][공영일육칠팔구][일이삼사오육륙칠팔구공영]{7,8}")
_DIGIT_OF = {ord(word): digit for word, digit in zip("공영일이삼사오육륙칠팔구", "001234566789", strict=True)}


_SAME_AS_SMALL = str.maketrans("İıſ\u212a", "iisk")
"""Letters that a pattern which disregards size takes for a small one: without them, small letters stand where the others stood."""


def small(text: str) -> str:
    """Return a text in small letters, letter for letter, as a pattern reads it that disregards size."""
    if not text.isascii() and any(sign in text for sign in "İıſ\u212a"):
        text = text.translate(_SAME_AS_SMALL)
    return text.lower()


class Later:
    """A pattern that is made when it is first asked: most texts hold nothing for which most patterns look."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern, self.flags = pattern, flags

    @cached_property
    def made(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.made.finditer(text)

    def search(self, text: str) -> re.Match[str] | None:
        return self.made.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        return self.made.match(text)


class Headed(Later):
    """A pattern every match of which begins with one of some words, in small letters where size does not matter. It is tried only where one stands.

    Finds what `finditer` finds, in the same order. heads: beginnings of words are enough; one that no match begins with costs time, one that is missing is a leak.
    """

    def __init__(self, pattern: str, flags: int = 0, *, heads: tuple[str, ...]) -> None:
        super().__init__(pattern, flags)
        self.heads = heads

    def within(self, text: str, low: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a text. low: the same in small letters, letter for letter (`small`)."""
        words, places, end = low if self.flags & re.I else text, set[int](), 0
        for head in self.heads:
            at = words.find(head)
            while at >= 0:
                places.add(at)
                at = words.find(head, at + 1)
        for at in sorted(places):
            if at >= end and (found := self.made.match(text, at)):
                end = found.end()
                yield found


@dataclass(frozen=True)
class Plain:
    """A text with one form for digits, hyphens and spaces; `at` gives the place of each of its letters in the original."""

    text: str
    at: tuple[int, ...] | None

    @classmethod
    def of(cls, original: str) -> Plain:
        if original.isascii():
            return cls(original, None)
        text = _read_alike(original.translate(_TABLE) if _IN_TABLE.search(original) else original)
        if not INVISIBLE.search(text) and unicodedata.is_normalized("NFC", text):
            return cls(text, None)
        letters: list[str] = []
        places: list[int] = []
        for start, end in _clusters(text):
            composed = unicodedata.normalize("NFC", INVISIBLE.sub("", text[start:end]))
            letters.append(composed)
            places += [start] * len(composed)
        return cls("".join(letters), (*places, len(text)))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the plain text stands in the original."""
        if self.at is None:
            return start, end
        return self.at[start], self.at[end]

    @cached_property
    def small(self) -> str:
        """The text in small letters, each where it stood."""
        return small(self.text)

    @cached_property
    def digits(self) -> str:
        """The text with digits for numbers that were spelt out as a telephone number is read (공일공-…)."""
        if "일" not in self.text and "이" not in self.text:
            return self.text
        return _HANGUL_DIGITS.sub(lambda found: found.group().translate(_DIGIT_OF), self.text)


def _read_alike(text: str) -> str:
    """Return a text with Latin letters in words that mix them with others which look like them.

    Each word is looked at once: looking ahead from every letter of it took hours for a text of a million letters without a blank.
    """
    if not _ALIKE.search(text):
        return text
    return _WORD.sub(lambda found: found[0].translate(_LOOK_ALIKE) if _ALIKE.search(found[0]) and _LATIN.search(found[0]) else found[0], text)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Return the stretches that compose to a letter: a base and what combines with it, conjoining jamo, invisible signs after it."""
    cuts = [0]
    for place in range(1, len(text)):
        letter = text[place]
        joins = unicodedata.combining(letter) or "\u1160" <= letter <= "\u11ff" or INVISIBLE.match(letter)
        if not joins:
            cuts.append(place)
    cuts.append(len(text))
    return [(start, end) for start, end in itertools.pairwise(cuts) if end > start]
