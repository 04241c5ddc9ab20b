"""Finding where a text repeats the words of another, in memory, for the length of one request.

Guards against: a passage of a testimony that was copied into a text which leaves the house, with other spaces, quotation marks or capitals.
Not against:    words that were put differently; no program sees those.

Letters and digits alone are compared, Hangul taken apart into its letters (NFD), so that a page break or a dash changes nothing. A run of
`RUN` of them is a copy, and so is a whole sentence of `SENTENCE`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

RUN = 60
SENTENCE = 20
_STEP = 20
_WINDOW = RUN - _STEP
"""A run of RUN letters holds a window of this length that begins at a multiple of _STEP in the other text."""
_REST = re.compile(r"[\W_]+")
_ENDS = re.compile(r"(?<=[.!?。…])\s+|\n+")


@dataclass(frozen=True)
class Repeat:
    """That a record's words stand in the text: index of the record, place in the text, and whether it is a long run or one whole sentence."""

    index: int
    start: int
    end: int
    is_long: bool


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
    return _REST.sub("", unicodedata.normalize("NFKD", text).casefold())


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

    def _run(self, whole: str, at: int, found: int) -> tuple[int, int] | None:
        """Return the run around a window that both share, where it is long enough."""
        left, right = 0, _WINDOW
        while at - left > 0 and found - left > 0 and whole[at - left - 1] == self.letters[found - left - 1]:
            left += 1
        while at + right < len(whole) and found + right < len(self.letters) and whole[at + right] == self.letters[found + right]:
            right += 1
        return (found - left, found + right) if left + right >= RUN else None


@lru_cache(maxsize=2)
def ready(text: str) -> Text:
    """Return a text made ready; the same one is asked about once for each portion of records."""
    return Text(text)


def repeated(text: str, records: Iterable[tuple[int, list[bytes | None]]]) -> list[Repeat]:
    """Return a repeat for each record whose words stand in the text. records: index and opened cells (UTF-8); closed ones are passed over."""
    one = ready(text)
    found = []
    for index, cells in records:
        place = next((place for cell in cells if cell and (place := one.repeats(cell.decode(errors="ignore")))), None)
        if place is not None:
            found.append(Repeat(index, *place))
    ready.cache_clear()
    return found
