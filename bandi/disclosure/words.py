"""Ordinary Korean words that begin like a surname, and how like a name a few syllables are.

May import: names (its counts of surnames and syllables), hangul.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from pathlib import Path

from bandi.hangul.particles import stems
from bandi.names.inventory import inventory

# Endings that make another word of a known one: 조사 and 조사관, 정부 and 정부안. A list, not a grammar.
_SUFFIXES = frozenset("이은는을를의가에로도만와과한하해할함합했되된될돼됐자인적국원회장관실성화법부별력권민군서지체단소상식형제품용률비금액점일년월생들간당측씩급팀나라며기지다고니서어아면고던던든란님등및야여며였었")
_LIKELIHOOD_OF_ANY_SURNAME, _LIKELIHOOD_OF_ANY_SYLLABLE = 60.0, 400.0
_NO_SYLLABLE = -5.0


@cache
def listed() -> frozenset[str]:
    """Return the ordinary words that the list holds."""
    lines = (Path(__file__).parent / "data" / "words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=65_536)
def is_word(token: str) -> bool:
    """Return whether a run of Hangul is an ordinary word, with or without an ending, rather than a name."""
    words = listed()
    if token in words or any(stem in words for stem in stems(token)):
        return True
    if token[:3] in words and len(token) > 3:
        return True
    return token[:2] in words and len(token) > 2 and token[2] in _SUFFIXES


@cache
def surnames() -> dict[str, float]:
    """Return surnames of one and two syllables with how much likelier they make a name (log)."""
    stock = inventory()
    every = zip(stock.syllables, stock.surname, strict=True)
    return {syllable: math.log(share * _LIKELIHOOD_OF_ANY_SURNAME) for syllable, share in every if share > 1.2e-4 or len(syllable) == 2}


@lru_cache(maxsize=65_536)
def given(syllables: str) -> float:
    """Return how much likelier the syllables are those of a given name than of any word (log)."""
    stock = inventory()
    total = 0.0
    for syllable in syllables:
        number = stock.number.get(syllable)
        total += math.log(stock.given[number] * _LIKELIHOOD_OF_ANY_SYLLABLE) if number is not None else _NO_SYLLABLE
    return total
