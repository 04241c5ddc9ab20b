"""Names of organisations in running text: the name, its variants, and the similar names of others.

A name is matched word by word. A word may differ in number, in Korea/Korean, in spelling of the two sides of the
Atlantic, or by one letter of a long word; no word may be missing. A match that goes on (Kestrel Union$
International, Federation of Kestrel …) is another organisation, and of two names that fit the longer one is meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bandi.hangul.particles import stems

_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-zÀ-ɏ]+)*|\d+")
_LINKS = frozenset(["the", "of", "for", "and", "on", "in", "to", "de", "a", "an", "&", "la", "du", "des", "von", "und"])
_HEADS = frozenset(
    ["union", "federation", "association", "network", "alliance", "coalition", "council", "committee", "society", "centre", "institute", "league", "foundation", "group", "confederation", "international", "friends", "movement", "forum", "commission", "campaign", "solidarity"]
)
_NOT_A_NAME = frozenset(
    ["report", "reports", "submission", "statement", "letter", "database", "annual", "press", "newsletter", "secretariat", "director", "submissions", "bulletin", "paras", "para", "pages", "annex", "interview", "study", "website", "supra", "ibid", "op", "note"]
)
_OPENERS = frozenset(["see", "also", "both", "when", "while", "although", "according", "in", "the", "and", "dr", "ms", "mr", "mrs", "however", "joint", "ngo", "ngos", "by", "but", "with", "that", "from", "as", "on", "at", "for", "of", "to", "cf", "if"])
_GENERIC = frozenset(
    ["human", "rights", "international", "national", "united", "nations", "north", "south", "korean", "korea", "republic", "democratic", "people", "peoples", "european", "world", "global", "legal", "social", "peace", "justice", "women", "womens", "citizens", "families", "youth", "civil", "public", "independent", "general", "new", "free", "freedom", "law", "laws", "equality", "education", "information", "documentation", "refugees", "refugee", "prisoners", "abducted", "african", "asian"]
) | _HEADS  # fmt: skip
_SPELLING = {"center": "centre", "defense": "defence", "labor": "labour", "program": "programme"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as compared, and where it stands."""

    folded: str
    start: int
    end: int
    is_capital: bool


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name in a text. owner: the organisation, "" for a known name that is nobody we look for."""

    owner: str
    start: int
    end: int
    is_exact: bool
    is_short: bool = False


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word as names are compared: lower case, no marks, no possessive, one spelling."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).lower().replace("’", "'")
    plain = re.sub(r"'s?$", "", plain).replace("'", "")
    plain = _SPELLING.get(plain, plain)
    return plain.replace("isation", "ization")


def words(text: str) -> list[Word]:
    """Return the Latin words of a text with their places."""
    return [Word(fold(m.group()), m.start(), m.end(), m.group()[0].isupper()) for m in _WORD.finditer(text)]


@lru_cache(maxsize=65536)
def same_word(one: str, other: str) -> float:
    """Return 1 for the same word, 0.9 for a form or a slip of it, 0 for another."""
    if one == other:
        return 1.0
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 4 and longer.startswith(shorter) and longer[len(shorter) :] in {"s", "n", "an", "es"}:
        return 0.9
    if len(shorter) >= 6 and len(longer) - len(shorter) <= 1 and one[0] == other[0] and one_slip(one, other):
        return 0.9
    return 0.0


def one_slip(one: str, other: str) -> bool:
    """True if one letter is wrong, missing, too many, or two neighbours are swapped."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest_one, rest_other = one[at:], other[at:]
    if len(one) == len(other):
        return rest_one[1:] == rest_other[1:] or (rest_one[:2] == rest_other[1::-1] and rest_one[2:] == rest_other[2:])
    return rest_one[1:] == rest_other if len(one) > len(other) else rest_one == rest_other[1:]


class NameFinder:
    """Finds known names in texts. Built once for all names of all organisations, ours and others."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """names: (owner, name) pairs; owner "" for names that only serve to tell apart."""
        self._latin: dict[str, list[tuple[str, tuple[str, ...], bool]]] = {}
        self._korean: list[tuple[str, re.Pattern[str]]] = []
        self._full: set[tuple[str, ...]] = set()
        for owner, name in names:
            if re.search(r"[가-힣]", name):
                pattern = r"\s?".join(re.escape(c) for c in name if not c.isspace())
                self._korean.append((owner, re.compile(rf"(?<![가-힣]){pattern}([가-힣]*)")))
            else:
                self._add(owner, tuple(w.folded for w in words(name) if w.folded not in _LINKS))

    def _add(self, owner: str, parts: tuple[str, ...]) -> None:
        if not parts or (len(parts) == 1 and len(parts[0]) < 4):
            return
        self._full.add(parts)
        self._latin.setdefault(parts[0][:3], []).append((owner, parts, False))
        for size in range(2, len(parts)):
            start = parts[:size]
            if start[-1] in _HEADS and any(part not in _GENERIC for part in start):
                self._latin[parts[0][:3]].append((owner, start, True))

    def find(self, text: str) -> list[NameFound]:
        """Return the names in a text, in order, without overlap. The same short form may stand for several owners."""
        found = [*self._find_korean(text), *(self._find_latin(text) if self._latin else ())]
        found.sort(key=lambda name: (name.is_short, -(name.end - name.start), not name.is_exact, not name.owner))
        kept: list[NameFound] = []
        for name in found:
            clash = [k for k in kept if k.start < name.end and name.start < k.end]
            if not clash or all((k.start, k.end, k.is_short) == (name.start, name.end, name.is_short) and name.is_short for k in clash):
                kept.append(name)
        return sorted(kept, key=lambda name: name.start)

    def _find_korean(self, text: str) -> Iterable[NameFound]:
        for owner, pattern in self._korean:
            for match in pattern.finditer(text):
                name, after = text[match.start() : match.start(1)], match.group(1)
                if not after or re.sub(r"\s", "", name) in stems(re.sub(r"\s", "", name) + after):
                    yield NameFound(owner, match.start(), match.start(1), True)

    def _find_latin(self, text: str) -> Iterable[NameFound]:
        there = words(text)
        shouted = text.isupper()
        for index, word in enumerate(there):
            if not word.is_capital:
                continue
            for owner, parts, is_short in self._latin.get(word.folded[:3], ()):
                if same_word(word.folded, parts[0]):
                    hit = _align(text, there, index, parts, shouted=shouted)
                    if hit and not (not hit[1] and self._is_anothers(there, index, hit[2])):
                        yield NameFound(owner, word.start, hit[0], hit[1], is_short)

    def _is_anothers(self, there: Sequence[Word], first: int, last: int) -> bool:
        """True if the words, as they stand, begin the proper name of somebody: an inexact match is then not meant."""
        exact = tuple(word.folded for word in there[first : last + 1] if word.folded not in _LINKS)
        return any(full[: len(exact)] == exact for full in self._full)


def _align(text: str, there: Sequence[Word], index: int, parts: tuple[str, ...], *, shouted: bool) -> tuple[int, bool, int] | None:
    """Return (end, is exact, index of the last word) if the name stands at `index`, complete and not as part of a longer one."""
    at, exact, capitals = index, True, 0
    for number, part in enumerate(parts):
        while number and at < len(there) and there[at].folded in _LINKS and there[at].folded != part:
            at += 1
        if at >= len(there) or (number and _is_parted(text[there[at - 1].end : there[at].start])):
            return None
        likeness = same_word(there[at].folded, part)
        if not likeness:
            return None
        exact = exact and likeness == 1.0
        capitals += there[at].is_capital
        at += 1
    if capitals < len(parts) and not shouted and capitals * 2 <= len(parts):
        return None
    last = at - 1
    if _goes_on(text, there, last) or _began_before(text, there, index):
        return None
    return there[last].end, exact, last


def _is_parted(between: str) -> bool:
    return bool(re.search(r"[.;:()\[\]“”\"]", between))


def _goes_on(text: str, there: Sequence[Word], last: int) -> bool:
    """True if the name continues after its last word: a capital follows, directly or after of/for."""
    following = there[last + 1 : last + 4]
    if not following or text[there[last].end : following[0].start].strip(" \u00a0") not in {"", "-"}:
        return False
    first = following[0]
    if first.is_capital and first.folded not in _LINKS:
        # An abbreviation right after the name (no extension) has more than one capital letter.
        word = text[first.start : first.end]
        return first.folded not in _NOT_A_NAME and not (len(word) > 1 and word[1:].upper() == word[1:] and word[1:].isalpha())
    if first.folded in {"of", "for"} and not first.is_capital:
        rest = [word for word in following[1:] if word.folded not in _LINKS]
        return bool(rest) and rest[0].is_capital and not _is_parted(text[first.end : rest[0].start])
    return False


def _began_before(text: str, there: Sequence[Word], index: int) -> bool:
    """True if the name began earlier: a capital stands directly before, or "Union of"."""
    if not index:
        return False
    before = there[index - 1]
    if text[before.end : there[index].start].strip(" \u00a0"):
        return False
    if before.folded in {"of", "for"} and index > 1:
        head = there[index - 2]
        return head.is_capital and head.folded in _HEADS and not text[head.end : before.start].strip()
    if before.folded == "the" and index > 2 and there[index - 2].folded in {"of", "for"}:
        head = there[index - 3]
        return head.is_capital and head.folded in _HEADS
    word = text[before.start : before.end]
    return before.is_capital and before.folded not in _OPENERS and not word.isupper() and before.folded not in _NOT_A_NAME
