"""Finding where a text repeats the words of another, in memory, for the length of one request.

Guards against: a passage of a testimony that was copied into a text which leaves the house, with other spaces, quotation marks or capitals,
                or lightly reworded: a word changed here and there, a clause turned round.
Not against:    a story told anew in other words, and translations.

Letters and digits alone are compared, Hangul taken apart into its letters (NFD), so that a page break or a dash changes nothing. A run of
`RUN` of them is a copy, and so is a whole sentence of `SENTENCE`. A near copy is a stretch of `NEAR` letters of which so many are covered by
shingles (pieces of `SHINGLE` letters) of one place of the other text; shingles from all over a long testimony prove nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

RUN = 60
SENTENCE = 20
_STEP = 20
_WINDOW = RUN - _STEP
"""A run of RUN letters holds a window of this length that begins at a multiple of _STEP in the other text."""
SHINGLE, NEAR, PLACE = 9, 160, 240
"""Letters of a shingle, of the stretch looked at, and of the place of the other text that its shingles must come from."""
COPIED, ALIKE = 0.6, 0.45
"""Shares of a stretch that are covered: a copy with words changed, and one that a person has to look at."""
_EVERY = 3
_MOST_PLACES = 6
_REST = re.compile("[\\W_\u115f\u1160\u180b-\u180f\u3164\uffa0]+")
"""What is no letter: signs and spaces, and the fillers of Hangul, which are letters to Unicode and nothing to the eye."""
LOOK_ALIKE = str.maketrans("аеорсухіјѕԁһкмтвнοαρνκτηι", "aeopcyxijsdhkmtbhoapvktni")
"""Cyrillic and Greek letters that look like Latin ones: both texts are read so, whatever they were typed with."""
_ENDS = re.compile(r"(?<=[.!?。…])\s+|\n+")


@dataclass(frozen=True)
class Repeat:
    """That a record's words stand in the text: index of the record, place in the text, and whether it is a long run or one whole sentence.

    is_near: the words were changed here and there; is_long says then whether so little that it is a copy all the same.
    """

    index: int
    start: int
    end: int
    is_long: bool
    is_near: bool = False


def letters_of(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a text, small and taken apart, and for each its place in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        pieces = bare(letter)
        letters.append(pieces)
        places.extend([place] * len(pieces))
    return "".join(letters), places


def bare(text: str) -> str:
    """Return the letters and digits of a text, small and taken apart."""
    return _REST.sub("", unicodedata.normalize("NFKD", text).casefold().translate(LOOK_ALIKE))


class Text:
    """A text that may repeat others, made ready once."""

    def __init__(self, text: str) -> None:
        self.letters, self.places = letters_of(text)
        self.windows: dict[str, int] = {}
        for at in range(len(self.letters) - _WINDOW + 1):
            self.windows.setdefault(self.letters[at : at + _WINDOW], at)
        self.sentences: dict[str, tuple[int, int]] = {}
        start = 0
        for end in [*(found.start() for found in _ENDS.finditer(text)), len(text)]:
            sentence = bare(text[start:end])
            if len(sentence) >= SENTENCE:
                self.sentences.setdefault(sentence, (start, end))
            start = end

    def repeats(self, other: str) -> tuple[int, int, bool] | None:
        """Return the first place at which this text repeats `other`, and whether by a long run; None where it does not."""
        whole = bare(other)
        for at in range(0, len(whole) - _WINDOW + 1, _STEP):
            found = self.windows.get(whole[at : at + _WINDOW])
            if found is not None and (run := self._run(whole, at, found)):
                return self.places[run[0]], self.places[run[1] - 1] + 1, True
        for sentence in _ENDS.split(other):
            known = self.sentences.get(bare(sentence)) if len(sentence) >= SENTENCE // 3 else None
            if known is not None:
                return known[0], known[1], False
        return None

    @cached_property
    def shingles(self) -> dict[str, list[int]]:
        """Where each piece of the text stands; one that stands everywhere is remembered a few times."""
        found: dict[str, list[int]] = {}
        for at in range(len(self.letters) - SHINGLE + 1):
            places = found.setdefault(self.letters[at : at + SHINGLE], [])
            if len(places) < _MOST_PLACES:
                places.append(at)
        return found

    def nearly(self, other: str) -> tuple[int, int, bool] | None:
        """Return the stretch of this text that is most like one place of `other`, and whether it is a copy with few words changed; None where nothing is."""
        whole, by_place = bare(other), dict[int, list[int]]()
        for at in range(0, len(whole) - SHINGLE + 1, _EVERY):
            for place in self.shingles.get(whole[at : at + SHINGLE], ()):
                by_place.setdefault(at // PLACE, []).append(place)
        best = (0, 0, 0)
        for number, places in by_place.items():
            both = sorted({*places, *by_place.get(number + 1, ())})
            if len(both) * _EVERY >= ALIKE * NEAR / 3:
                best = max(best, _densest(both))
        covered, start, end = best
        if covered < ALIKE * NEAR:
            return None
        return self.places[start], self.places[min(end, len(self.places)) - 1] + 1, covered >= COPIED * NEAR

    def _run(self, whole: str, at: int, found: int) -> tuple[int, int] | None:
        """Return the run around a window that both share, where it is long enough."""
        left, right = 0, _WINDOW
        while at - left > 0 and found - left > 0 and whole[at - left - 1] == self.letters[found - left - 1]:
            left += 1
        while at + right < len(whole) and found + right < len(self.letters) and whole[at + right] == self.letters[found + right]:
            right += 1
        return (found - left, found + right) if left + right >= RUN else None


def _densest(places: list[int]) -> tuple[int, int, int]:
    """Return how many letters of the best stretch are covered by shingles at these places, and where it begins and ends."""
    best, covered, first = (0, 0, 0), 0, 0
    for at, place in enumerate(places):
        covered += SHINGLE if at == 0 else min(SHINGLE, place - places[at - 1])
        while place + SHINGLE - places[first] > NEAR:
            covered -= min(SHINGLE, places[first + 1] - places[first])
            first += 1
        best = max(best, (covered, places[first], place + SHINGLE))
    return best


@lru_cache(maxsize=2)
def ready(text: str) -> Text:
    """Return a text made ready; the same one is asked about once for each portion of records."""
    return Text(text)


def repeated(text: str, records: Iterable[tuple[int, list[bytes | None]]]) -> list[Repeat]:
    """Return a repeat for each record whose words stand in the text. records: index and opened cells (UTF-8); closed ones are passed over."""
    one = ready(text)
    found = []
    for index, cells in records:
        texts = [cell.decode(errors="ignore") for cell in cells if cell]
        place = next((place for text in texts if (place := one.repeats(text))), None)
        near = next((near for text in texts if (near := one.nearly(text))), None) if place is None or not place[2] else None
        if near is not None and (place is None or near[2]):
            found.append(Repeat(index, *near, is_near=True))
        elif place is not None:
            found.append(Repeat(index, *place))
    ready.cache_clear()
    return found
