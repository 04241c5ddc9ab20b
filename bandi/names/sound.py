"""How far two words of any spelling are from each other by sound: for places and organisations, and where no syllables fit.

Both words are brought to the coarse key of `bandi.hangul.fold` and the keys are aligned letter by letter; what the systems of
spelling often confuse costs little. Nothing here knows whether a word is a name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bandi.hangul.fold import folds
from bandi.hangul.jamo import strip_marks

_LIGHT = {"y": 0.3, "w": 0.3, "h": 0.35, "g": 0.6, "n": 0.7}
_PAIRS = {"gn": 0.35, "nr": 0.4, "nm": 0.5, "gm": 0.6, "hk": 0.5, "cs": 0.5, "ct": 0.7, "cy": 0.7, "yr": 0.4, "yn": 0.5, "pm": 0.6, "kg": 0.5}
_VOWELS = "aeio"
_VOWEL_PAIRS = {"eo": 0.6, "ae": 0.6, "ei": 0.55, "ao": 0.6, "io": 0.75, "ai": 0.75}
_COSTS = {(pair[i], pair[1 - i]): cost for table in (_PAIRS, _VOWEL_PAIRS) for pair, cost in table.items() for i in (0, 1)}


@lru_cache(maxsize=100_000)
def keys(word: str) -> tuple[str, ...]:
    """Return the coarse keys of a word, spaces and hyphens left out."""
    return folds(re.sub(r"[\s\-']+", "", word)) or ("",)


def between(a: str, b: str) -> float:
    """Return the cost of turning one key into the other."""
    if a == b:
        return 0.0
    before = [0.0]
    for letter in b:
        before.append(before[-1] + _LIGHT.get(letter, 1.0))
    for one in a:
        now = [before[0] + _LIGHT.get(one, 1.0)]
        for index, other in enumerate(b):
            swap = 0.0 if one == other else _COSTS.get((one, other), 1.0 if (one in _VOWELS) == (other in _VOWELS) else 1.4)
            now.append(min(before[index] + swap, before[index + 1] + _LIGHT.get(one, 1.0), now[-1] + _LIGHT.get(other, 1.0)))
        before = now
    return before[-1]


@lru_cache(maxsize=200_000)
def distance(a: str, b: str) -> float:
    """Return how far two words are by sound: 0 the same, about 1 for another letter, more for another word."""
    return min(between(one, other) for one in keys(a) for other in keys(b))


@lru_cache(maxsize=200_000)
def letters(a: str, b: str) -> float:
    """Return the plain edit distance of two words as written, marks and case aside, as a part of the longer one."""
    one, other = (re.sub(r"[^a-z]", "", strip_marks(word).lower()) for word in (a, b))
    if not one or not other:
        return 1.0
    before = list(range(len(other) + 1))
    for i, x in enumerate(one, 1):
        now = [i]
        for j, y in enumerate(other, 1):
            now.append(min(before[j - 1] + (x != y), before[j] + 1, now[-1] + 1))
        before = now
    return before[-1] / max(len(one), len(other))
