"""Searching text as it lies in memory, without an index: for what must never be indexed.

`Scanner.of("강제송환")` reads a question as the desk's search does (`query`) and finds it in plain text: through particles and spaces,
across the law of initial sounds, by initial consonants (초성), in Latin letters and back, case and marks aside. Every word must be
found. Made for thousands of testimonies at a time, mostly Korean, in UTF-8: what can be found by looking for bytes is, and what
cannot is tried only where that failed.

Other than the desk, which looks up words wherever they stand in a short record, a scanner wants the pieces of one word together;
and it does not take a Hangul word for another that only sounds alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from . import marks
from .alike import across_the_border, slots
from .fold import folds, is_one_syllable, looks_korean
from .jamo import FIRST, INITIALS, PER_INITIAL, is_syllable
from .marks import GAPS, Need
from .query import Alternative, Query, Term, Why, Word, query
from .scanned import ScannedText, Span
from .tokens import SOUND, hangul_sounds, is_ideographic, latin_sounds

Finding = Callable[["ScannedText", int], list[Span]]
"""Returns the first places where something stands in a text, no more than asked for."""


@dataclass(frozen=True, slots=True)
class Finder:
    """How something is found in a text, and what the marks of a text have wherever it can be found."""

    find: Finding
    need: Need

    def __call__(self, text: ScannedText, most: int) -> list[Span]:
        return self.find(text, most)


NEARBY = 120
"""Bytes within which the pieces of one word must stand, when they need not touch."""
_SEEN = 64
_GAP = "(?:" + "|".join(map(re.escape, GAPS)) + ")?"
_RARE = "qzxjvkwbpygfmcudlhrsniotae0123456789"
_LATIN = re.compile(r"[^\W\d_]+(?:[-'’ʼ‘`‐‑][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Scanner:
    """A question, ready to be held against any number of texts."""

    words: tuple[tuple[Finder, ...], ...]
    has_latin: bool

    @classmethod
    def of(cls, asked: str, *, typing: bool = False) -> Scanner:
        """Return the scanner of a search text. typing: its last word may be unfinished."""
        read: Query = query(asked, typing=typing)
        latin = any(not is_ideographic(word.text) for word in read.words)
        ranked = sorted(read.words, key=lambda word: len(word.text), reverse=True)  # the long word is the rare one
        return cls(tuple(tuple(_finders(word)) for word in ranked), latin)

    def may_stand(self, rows: np.ndarray) -> np.ndarray:
        """Return for each row of marks (`marks.marks_of`) whether its text may answer the question; where it says no, it does not."""
        return marks.all_of([marks.any_of([finder.need for finder in finders]) for finders in self.words])(rows)

    def matches(self, text: bytes | str, *, at_most: int = 5) -> list[Span]:
        """Return the first few places where the words stand, in order; empty unless every word is found.

        Places count bytes of UTF-8 if `text` is bytes, characters if it is str.
        """
        if isinstance(text, str):
            data = text.encode(errors="surrogatepass")
            found = self.matches(data, at_most=at_most)
            return [(_characters(data, start), _characters(data, end)) for start, end in found]
        where = ScannedText.of(text, has_latin=self.has_latin)
        spans: set[Span] = set()
        for finders in self.words:
            places = next((places for finder in finders if (places := finder(where, at_most))), [])
            if not places:
                return []
            spans.update(places)
        return [where.original(span) for span in _joined(spans)[:at_most]]


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return places in order, those that touch as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _characters(data: bytes, end: int) -> int:
    return len(data[:end].decode(errors="surrogatepass"))


# What to look for: one finder for each reading of a word, the cheapest first.


def _finders(word: Word) -> Iterator[Finder]:
    literal: list[tuple[str, ...]] = []
    sounding: list[tuple[str, ...]] = []
    for alternative in word.alternatives:
        if alternative.why is Why.CHOSEONG:
            yield _initials(word.text)
        elif all(term.token[:1] == SOUND for term in alternative.terms):
            sounding.append(tuple(term.token for term in alternative.terms if not term.until))
        elif alternative.terms[-1].until:
            yield _unfinished(alternative)
        else:
            literal.append(_pieces(alternative.terms))
    if all(map(is_syllable, word.text)):
        literal += [(other,) for other in across_the_border(word.text)]
    lone = [pieces[0] for pieces in literal if len(pieces) == 1 and pieces[0].isascii() and pieces[0].isalpha()]
    rest = [pieces for pieces in _least(literal) if pieces[0] not in lone or len(pieces) > 1]
    finders = [_together([_literal(piece) for piece in pieces]) for pieces in rest]
    if lone:
        finders.insert(len(finders) if is_ideographic(word.text) else 0, _latin(tuple(dict.fromkeys(lone))))
    yield from finders
    yield from _by_sound(word, [tokens for tokens in sounding if tokens])


def _pieces(terms: Iterable[Term]) -> tuple[str, ...]:
    """Return the words that a row of terms was made from: 강제, 제송, 송환 are 강제송환."""
    pieces: list[str] = []
    for term in terms:
        if pieces and is_ideographic(term.token) and pieces[-1][-1] == term.token[0] and len(term.token) == 2:
            pieces[-1] += term.token[1]
        else:
            pieces.append(term.token)
    return tuple(pieces)


def _least(readings: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Leave out a Hangul reading that contains another: where 보고관에게 stands, 보고관 does."""
    kept: list[tuple[str, ...]] = []
    for reading in sorted(dict.fromkeys(readings), key=lambda reading: sum(map(len, reading))):
        inside = any(len(k) == 1 and is_ideographic(k[0]) and len(k[0]) > 1 and k[0] in piece for k in kept for piece in reading)
        if not inside:
            kept.append(reading)
    return kept


def _together(finders: list[Finder]) -> Finder:
    """Return a finder of places where all of `finders` find something near each other."""
    if len(finders) == 1:
        return finders[0]

    def find(text: ScannedText, most: int) -> list[Span]:
        rows: list[list[Span]] = []
        for finder in finders:
            places = finder(text, _SEEN)
            if not places:
                return []
            rows.append(places)
        found = []
        for start, end in rows[0]:
            group = [(start, end)]
            for row in rows[1:]:
                near = next(((a, b) for a, b in row if abs(a - start) <= NEARBY), None)
                if near is None:
                    break
                group.append(near)
            else:
                found.append((min(a for a, _ in group), max(b for _, b in group)))
        return found[:most]

    return Finder(find, marks.all_of(finder.need for finder in finders))


def _any_of(finders: list[Finder]) -> Finder:
    """Return a finder of what the first of `finders` that finds anything finds."""
    return Finder(
        lambda text, most: next((places for finder in finders if (places := finder(text, most))), []),
        marks.any_of(finder.need for finder in finders),
    )


def _literal(piece: str) -> Finder:
    return _hangul(piece) if is_ideographic(piece) else _latin((piece,))


def _hangul(piece: str) -> Finder:
    """Return a finder of Hangul in one run or with a space, a line's end or a point between its syllables."""
    if len(piece) == 1:
        return _pattern(f"(?<![가-힣]){re.escape(piece)}", marks.hangul(piece))
    whole = re.compile(_GAP.join(map(re.escape, piece)).encode())
    ends = [pair.encode() for pair in dict.fromkeys((piece[:2], piece[-2:])) if len(pair.encode()) == 6]

    def find(text: ScannedText, most: int) -> list[Span]:
        if not all(map(text.may_hold, ends)):
            return []
        return [match.span() for match, _ in zip(whole.finditer(text.data), range(most), strict=False)]

    return Finder(find, marks.hangul(piece))


def _latin(tokens: tuple[str, ...], *, unfinished: bool = False) -> Finder:
    """Return a finder of any of some Latin words or numbers, small or capital; 1234 is also 1,234."""
    if tokens[0].isdigit() and len(tokens[0]) > 3 and not unfinished:
        grouped = f"{int(tokens[0]):,}"
        return _pattern(rf"(?<![\d,])(?:{tokens[0]}|{re.escape(grouped)})(?![\d,]\d)(?!\d)", marks.any_of(map(marks.latin, (tokens[0], grouped))))
    shared = set.intersection(*map(set, tokens))
    if not shared:
        return _any_of([_latin((token,), unfinished=unfinished) for token in tokens])
    rare = min(sorted(shared), key=lambda letter: _RARE.find(letter) if letter in _RARE else -1).encode()
    wanted = [(token.encode(), token.encode().find(rare)) for token in tokens]
    forms = {rare, rare.upper()}

    def places_in(text: ScannedText) -> Iterator[tuple[int, int]]:
        if not any(word in text.ascii for word, _ in wanted):
            return
        if text.is_latin:
            yield from ((place, len(word)) for word, _ in wanted for place in _places(text.lower, word))
            return
        for form in forms:
            for place in _places(text.data, form):
                for word, shift in wanted:
                    start = place - shift
                    if start >= 0 and text.data[start : start + len(word)].lower() == word:
                        yield start, len(word)

    def find(text: ScannedText, most: int) -> list[Span]:
        spans: dict[Span, None] = {}
        for start, size in places_in(text):
            if _is_apart(text.data, start, start + size, unfinished):
                spans[start, start + size] = None
                if len(spans) == _SEEN:
                    break
        return sorted(spans)[:most]

    return Finder(find, marks.any_of([marks.latin(token, unfinished=unfinished) for token in tokens]))


def _places(data: bytes, wanted: bytes) -> Iterator[int]:
    place = data.find(wanted)
    while place >= 0:
        yield place
        place = data.find(wanted, place + 1)


def _is_apart(data: bytes, start: int, end: int, unfinished: bool) -> bool:
    """True if a word stands for itself: no letter touches its letters, no digit its digits."""
    before, after = data[start - 1 : start] if start else b"", data[end : end + 1]
    if _same_sort(before, data[start : start + 1]):
        return False
    return unfinished or not _same_sort(data[end - 1 : end], after)


def _same_sort(one: bytes, other: bytes) -> bool:
    return (one.isalpha() and other.isalpha()) or (one.isdigit() and other.isdigit())


def _unfinished(alternative: Alternative) -> Finder:
    """Return a finder of a word being typed: the last token may be any of a range."""
    *certain, last = alternative.terms
    if not is_ideographic(last.token):
        finders = [_literal(piece) for piece in _pieces(certain)]
        return _together([*finders, _latin((last.token,), unfinished=True)])
    pieces = _pieces(certain)
    head = pieces[-1] if pieces and pieces[-1][-1] == last.token[0] and len(last.token) == 2 else last.token[:-1]
    final = f"[{last.token[-1]}-{chr(ord(last.until[-1]) - 1)}]"
    body = _GAP.join([*map(re.escape, head), final])
    return _pattern(body if head else f"(?<![가-힣]){body}", marks.hangul(head), must=head[:2])


def _initials(word: str) -> Finder:
    """Return a finder of initial consonants, mixed with whole syllables or not: 강제ㅅㅎ."""
    parts = []
    for letter in word:
        if letter in INITIALS:
            low = FIRST + INITIALS.index(letter) * PER_INITIAL
            parts.append(f"[{chr(low)}-{chr(low + PER_INITIAL - 1)}]")
        else:
            parts.append(re.escape(letter))
    body = _GAP.join(parts)
    find = _pattern(body if len(parts) > 1 else f"(?<![가-힣]){body}", marks.initials(word))
    ranges = [_range(letter) for letter in word]

    def find_where_it_may_be(text: ScannedText, most: int) -> list[Span]:
        return find(text, most) if text.may_follow(ranges) else []

    return Finder(find_where_it_may_be, find.need)


def _range(letter: str) -> tuple[int, int]:
    """Return the first and last character that a letter of a question stands for."""
    low = FIRST + INITIALS.index(letter) * PER_INITIAL if letter in INITIALS else ord(letter)
    return low, low + PER_INITIAL - 1 if letter in INITIALS else low


def _pattern(pattern: str, need: Need, *, must: str = "") -> Finder:
    """Return a finder by a pattern over decoded text, for what bytes cannot say. must: what the bytes have to hold first."""
    compiled, needed = re.compile(pattern), must.encode()

    def find(text: ScannedText, most: int) -> list[Span]:
        if needed and len(must) == 1 and needed not in text.data:
            return []
        spans, at, byte = [], 0, 0
        for match, _ in zip(compiled.finditer(text.text), range(most), strict=False):
            start = byte + len(text.text[at : match.start()].encode())
            at, byte = match.end(), start + len(match.group().encode())
            spans.append((start, byte))
        return spans

    return Finder(find, need)


# By sound: Latin letters for Hangul, and back.


def _by_sound(word: Word, readings: list[tuple[str, ...]]) -> Iterator[Finder]:
    latin_query = not is_ideographic(word.text)
    single = frozenset(tokens[0] for tokens in readings if len(tokens) == 1)
    if single:
        yield _sounding_latin(single)
        if latin_query:
            yield from (_sounding_hangul(token) for token in sorted(single) if slots(token[1:]))
    for tokens in readings:
        if len(tokens) > 1:
            yield _together([_sounding_latin(frozenset((token,))) for token in tokens])


def _sounding_latin(wanted: frozenset[str]) -> Finder:
    """Return a finder of capitalised Latin words that sound like one of `wanted`, in one piece or two: Young Hee."""
    capitals = [bytes((code,)) for code in range(65, 91) if any(_may_begin(chr(code), token[1:]) for token in wanted)]

    def find(text: ScannedText, most: int) -> list[Span]:
        spans = []
        data = text.data
        for capital in capitals:
            for place in _places(data, capital):
                if data[place - 1 : place].isalpha() and place:
                    continue
                here = data[place : place + 60].decode(errors="ignore")
                length = _sounding(here, wanted)
                if length:
                    spans.append((place, place + len(here[:length].encode())))
        return sorted(spans)[:most]

    return Finder(find, marks.capitals(capitals))


@lru_cache(maxsize=32768)
def _sounding(here: str, wanted: frozenset[str]) -> int:
    """Return how many characters at the beginning of `here` are a word of that sound, 0 if they are not."""
    first = _LATIN.match(here)
    if first is None:
        return 0
    run = first.group()
    if looks_korean(run) and any(SOUND + key in wanted for key in latin_sounds(run)):
        return first.end()
    second = _LATIN.match(here, first.end() + 1)
    if second and second.group()[0].isupper() and here[first.end()] in GAPS:
        pair = (run, second.group())
        if all(map(is_one_syllable, pair)) and any(SOUND + key in wanted for key in folds("-".join(pair))):
            return second.end()
    return 0


@lru_cache(maxsize=4096)
def _may_begin(capital: str, key: str) -> bool:
    """True if a Latin word with this capital can have a sound beginning as `key`: tried with what may follow a capital."""
    ends = ("a", "o", "i", "e", "u", "eo", "ya", "ye", "yo", "wa", "wo", "wi", "ha", "ho", "hi", "he", "hye", "hyo", "ui", "gho", "ie", "")
    return any(key.startswith(folded[:1]) for end in ends for folded in folds(capital + end) if folded)


def _sounding_hangul(token: str) -> Finder:
    """Return a finder of Hangul words, or parts of names and compounds, that sound like `token`."""
    places = slots(token[1:])[:8]
    table = np.zeros(1 << 16, np.uint8)
    for place, syllables in enumerate(places):
        table[[ord(syllable) for syllable in syllables]] |= 1 << place

    def find(text: ScannedText, most: int) -> list[Span]:
        spans: list[Span] = []
        for place in text.in_slots(table, len(places)):
            run, span = text.word_around(place)
            if token in hangul_sounds(run) and span not in spans:
                spans.append(span)
                if len(spans) == most:
                    break
        return spans

    return Finder(find, marks.sounding(places))
