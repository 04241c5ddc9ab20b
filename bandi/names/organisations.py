"""Names of organisations compared: what they are called, and what kind of body the words around the name say they are.

Words that many bodies share (Korea, Trading, Corporation; 회사, 은행) are concepts with a small weight of their own, the same in
every language (`data/institutions.tsv`); what is left is the distinctive name and is compared by sound. Numbers must agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from bandi.hangul.fold import looks_korean
from bandi.hangul.jamo import strip_marks

from . import sound
from .inventory import rows
from .places import syllables_agree
from .writing import latin, plain

FEATURES = (
    "name_distance", "name_per_letter", "name_letters", "name_syllables", "name_least_syllable", "both_named", "one_named", "neither_named",
    "concepts_shared", "concept_agreement", "concepts_apart", "concepts_against", "number_same", "number_other", "whole_letters",
    "first_letters", "short_form",
)  # fmt: skip

_SMALL = frozenset(("of", "the", "and", "for", "in", "at", "a", "de", "o", "e", "to", "by", "under"))
_NUMBERED = re.compile(r"\d+")


@dataclass(frozen=True)
class Organisation:
    """A name taken apart: distinctive words, concepts with their weights, and numbers."""

    name: tuple[str, ...]
    concepts: frozenset[str]
    numbers: frozenset[str]
    short: str


@cache
def _phrases() -> tuple[dict[tuple[str, ...], str], dict[str, float], int]:
    """Return phrase → concept, the weight of each concept, and the longest phrase in words."""
    found: dict[tuple[str, ...], str] = {}
    weights: dict[str, float] = {}
    for concept, weight, words in rows("institutions.tsv"):
        weights[concept] = float(weight)
        for phrase in words.split("|"):
            found.setdefault(tuple(_words(phrase)), concept)
    return found, weights, max(map(len, found))


@cache
def _hangul_words() -> tuple[str, ...]:
    return tuple(sorted((words[0] for words in _phrases()[0] if len(words) == 1 and re.fullmatch("[가-힣]{2,}", words[0])), key=len, reverse=True))


def _words(text: str) -> list[str]:
    text = plain(text).lower().replace("'s", "s").replace("’s", "s").replace("&", " and ")
    found = []
    for piece in re.findall(r"[a-z가-힣ŏŭ0-9'\u00c0-\u017f\u3400-\u9fff]+", text):
        word = strip_marks(latin(piece)).replace("'", "") if not re.search("[가-힣\u3400-\u9fff]", piece) and not piece.isdigit() else piece
        if word and word not in _SMALL:
            found.append(word)
    return found


@lru_cache(maxsize=50_000)
def take_apart(text: str) -> Organisation:
    """Return an organisation's name taken apart."""
    phrases, _, longest = _phrases()
    short = "".join(re.findall(r"\(([A-Z]{2,6})\)", text)).lower()
    text = re.sub(r"\([A-Za-z]{2,6}\)", " ", text)
    words: list[str] = []
    for word in _words(text[:200]):
        words.extend(_split_hangul(word) if re.fullmatch("[가-힣]+", word) else [word])
    name, concepts, numbers = [], [], []
    index = 0
    while index < len(words):
        for length in range(min(longest, len(words) - index), 0, -1):
            concept = phrases.get(tuple(words[index : index + length]))
            if concept:
                concepts.append(concept)
                index += length
                break
        else:
            word = words[index]
            (numbers if _NUMBERED.fullmatch(word) else name).append(word)
            index += 1
    name = [word for word in name if word not in ("no", "number")]
    return Organisation(tuple(name), frozenset(concepts), frozenset(numbers), short)


def speaks_of_a_body(text: str) -> bool:
    """True if a text holds a word of institutions that cannot be a syllable of a person's name: Bank, Ministry, 위원회."""
    phrases, _, longest = _phrases()
    words = _words(text[:200])
    for word in words:
        if re.fullmatch("[가-힣]+", word):
            if len(word) > 3 and any(part in _hangul_words() and part != word for part in _split_hangul(word)):
                return True
            if len(word) > 3 and word in _hangul_words():
                return True
        elif len(word) > 2 and phrases.get((word,), "korea") not in _ANYWHERE and not looks_korean(word):
            return True
    spans = (tuple(words[i : i + n]) for n in range(2, longest + 1) for i in range(len(words) - n + 1))
    return any(phrases.get(span, "korea") not in _ANYWHERE and any(not looks_korean(word) for word in span) for span in spans)


_ANYWHERE = frozenset(("korea", "new", "international", "state", "first", "second"))
"""Concepts whose words stand in names of other things too: North Hamgyong, New York."""


def _split_hangul(word: str) -> list[str]:
    """Cut the words of an institution out of a Hangul word written without spaces: 조선광업개발무역회사."""
    found: list[str] = []
    rest = ""
    while word:
        for known in _hangul_words():
            if word.startswith(known):
                if rest:
                    found.append(rest)
                    rest = ""
                found.append(known)
                word = word[len(known) :]
                break
        else:
            rest, word = rest + word[0], word[1:]
    return [*found, rest] if rest else found


def compare_organisations(a: str, b: str) -> list[float]:
    """Return the features of two organisations' names (`FEATURES`)."""
    one, other = take_apart(a), take_apart(b)
    weights = _phrases()[1]
    x, y = "".join(one.name), "".join(other.name)
    both = bool(x and y)
    distance = length = 0.0
    letters, syllables, least = 0.0, 0.0, 0.0
    if both:
        distance = min(sound.distance(x, y), _best_words(one.name, other.name))
        length = max(len(key) for key in (*sound.keys(x), *sound.keys(y)))
        letters = sound.letters(x, y) if (x + y).isascii() else 0.5
        syllables, least = syllables_agree(x, y)
    shared = sum(weights[concept] for concept in one.concepts & other.concepts)
    only_one = sum(weights[concept] for concept in one.concepts - other.concepts)
    only_other = sum(weights[concept] for concept in other.concepts - one.concepts)
    return [
        min(distance, 4.0), min(1.0, distance / length) if length else 0.0, letters, syllables, least,
        float(both), float(bool(x) != bool(y)), float(not x and not y),
        min(shared, 3.0), shared / (shared + only_one + only_other + 0.3), min(only_one + only_other, 4.0), min(only_one, only_other, 2.0),
        float(bool(one.numbers) and one.numbers == other.numbers), float(one.numbers != other.numbers),
        sound.letters("".join(_words(a)), "".join(_words(b))), float(bool(x and y) and x[0] == y[0]),
        float(bool(one.short or other.short) and (_is_short(one.short, b) or _is_short(other.short, a))),
    ]  # fmt: skip


def _best_words(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return the distance of the shorter name's words from the words they are nearest to, and a price for words left over."""
    if len(one) > len(other):
        one, other = other, one
    total = sum(min(sound.distance(word, with_) for with_ in other) for word in one)
    return total + 0.8 * (len(other) - len(one))


def _is_short(short: str, text: str) -> bool:
    words = [word for word in _words(text) if word]
    return bool(short) and (short in words or short == "".join(word[0] for word in words))
